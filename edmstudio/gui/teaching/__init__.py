"""Retraining in the window, and the models that came of it."""
