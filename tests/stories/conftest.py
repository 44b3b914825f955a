"""The same windows as in the tests of the window."""

from tests.gui.conftest import empty, full, places

__all__ = ["empty", "full", "places"]
