"""Traktor's collection."""
