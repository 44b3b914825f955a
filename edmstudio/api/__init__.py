"""The Python side: a few words for scripts and notebooks; no Qt."""
