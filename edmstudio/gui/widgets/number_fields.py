"""Fields for numbers with air on both sides: a style sheet's padding does not reach inside them."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox

ROOM = 7  # logical pixels
Field = TypeVar("Field", bound=QAbstractSpinBox)


def roomy(field: Field) -> Field:
    """The same field, its text off the edges."""
    field.lineEdit().setTextMargins(ROOM, 0, ROOM, 0)
    return field
