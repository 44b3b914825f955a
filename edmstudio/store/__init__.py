"""The library file; the only SQL."""
