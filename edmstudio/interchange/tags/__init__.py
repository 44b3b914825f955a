"""The tags of audio files, and what of a file is sound."""
