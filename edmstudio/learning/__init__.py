"""From labelled tracks to a better checkpoint."""
