"""Mixxx' library."""
