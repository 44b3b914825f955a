"""The review queue in the window."""
