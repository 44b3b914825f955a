"""The list of tracks, its filters and playlists."""
