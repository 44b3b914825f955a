"""Buttons that stand out from their neighbours."""

from PySide6.QtWidgets import QPushButton


def primary(button: QPushButton) -> QPushButton:
    """The same button in the accent: what most people came for; one a window."""
    button.setProperty("primary", "true")
    button.style().unpolish(button)  # a box of buttons has dressed it already
    button.style().polish(button)
    return button
