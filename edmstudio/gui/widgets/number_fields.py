"""Fields for numbers with air on both sides: a style sheet's padding does not reach inside them."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox

ROOM = 0.4  # heights of a letter
Field = TypeVar("Field", bound=QAbstractSpinBox)


def roomy(field: Field) -> Field:
    """The same field, its text off the edges."""
    room = round(field.fontMetrics().height() * ROOM)
    field.lineEdit().setTextMargins(room, 0, room, 0)
    return field
