"""Colours, sizes, icons and textures: how everything in the window looks."""
