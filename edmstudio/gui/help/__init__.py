"""The manual, the tour and what the program says of itself."""
