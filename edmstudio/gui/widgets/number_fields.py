"""Fields for numbers with air on both sides: a style sheet's padding does not reach inside them."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox

ROOM = 0.4  # heights of a letter
Field = TypeVar("Field", bound=QAbstractSpinBox)


class TempoField(QDoubleSpinBox):
    """Beats a minute: a third figure behind the point only where it says something."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        said = super().textFromValue(value)
        return said.removesuffix("0") if self.decimals() > 2 else said


def roomy(field: Field) -> Field:
    """The same field, its text off the edges."""
    room = round(field.fontMetrics().height() * ROOM)
    field.lineEdit().setTextMargins(room, 0, room, 0)
    return field
