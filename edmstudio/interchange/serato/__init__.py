"""Serato: its tags in audio files, its library and crates."""
