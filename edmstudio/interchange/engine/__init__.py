"""Engine DJ's library."""
