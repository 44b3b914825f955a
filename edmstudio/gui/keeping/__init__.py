"""The library file itself: checked, brought back, and what did not get in."""
