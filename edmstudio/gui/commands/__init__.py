"""Everything that a person can ask the window to do: one registry, a file for each subject."""
