"""What is computed from a waveform, numpy and scipy alone."""
