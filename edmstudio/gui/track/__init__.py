"""The open track without widgets: played, heard, tapped, and what commands work with."""
