"""Sound: files in, files out, and the speakers; siblings on this floor never import each other."""
