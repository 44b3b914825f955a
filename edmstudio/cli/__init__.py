"""The same use cases, as commands."""
