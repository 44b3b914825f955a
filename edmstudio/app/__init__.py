"""Use cases; no Qt, no SQL."""
