"""The whole loop as a story: planted errors found, decided, mended, taken out and brought back."""
