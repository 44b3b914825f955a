"""EDM Studio: see what a model heard in a track, correct it, teach it, and take it to the decks."""
