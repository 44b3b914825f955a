"""In from other programs, and back out."""
