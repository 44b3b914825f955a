"""Tracks from a seed, with every label exact."""
