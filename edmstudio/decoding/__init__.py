"""Activations, whoever made them, to domain values; numpy alone."""
