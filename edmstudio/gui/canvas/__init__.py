"""The timeline: cached tiles under overlays, one drag at a time."""
