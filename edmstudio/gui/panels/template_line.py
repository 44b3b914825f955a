"""One line of a cue template, as the fields of a row."""

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from edmstudio.app.cue_templates import FARTHEST
from edmstudio.decoding.cue_template import KINDS, CueLine
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.look.cue_colours import ColourButton
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.words import tr

HEADS = {
    "Kind of cue": "A kind without its mark gets no cue.",
    "Name": "What the cue is called.",
    "Numbered": "Also a single one gets a number, such as “Drop 1”.",
    "Pads": "Of the first, the second, … of its kind: “D, F” puts the first on D, the second on F.",
    "Free pads": "Who takes the pads that are left over: 1 comes first.",
    "Moved by": "So many bars behind the section's beginning; less than 0 lies before it.",
    "Colour": "Its own, or that of its kind.",
}
LETTERS = "[A-Ha-h, ]{0,24}"
WIDEST = "D, F, H"  # of pads


class TemplateLine:
    """The row of one kind; a kind that is not marked gets no cue."""

    def __init__(self, kind: CueKind, changed: Callable[[], object]) -> None:
        self.kind, name = kind, tr(KIND_NAMES[kind])
        self._can_change = False
        self.wanted, self.name = QCheckBox(name), QLineEdit()
        self.numbered, self.slots = QCheckBox(), QLineEdit()
        self.turn, self.bars = (
            roomy(QSpinBox(maximum=len(KINDS))),
            roomy(QSpinBox(minimum=-FARTHEST, maximum=FARTHEST)),
        )
        self.colour = ColourButton(CuePoint(0.0, 0, kind).shown_colour, changed)
        self.slots.setValidator(QRegularExpressionValidator(QRegularExpression(LETTERS)))
        self.slots.setPlaceholderText(tr("none"))
        metrics = self.slots.fontMetrics()
        self.slots.setFixedWidth(metrics.horizontalAdvance(WIDEST) + 2 * metrics.height())
        self.name.setMinimumWidth(metrics.horizontalAdvance(WIDEST) + 2 * metrics.height())
        self.name.setPlaceholderText(tr("no name"))
        for head, field in zip(list(HEADS)[1:], self._fields(), strict=True):
            field.setAccessibleName(f"{name}: {tr(head)}")
            field.setToolTip(tr(HEADS[head]))
        self.name.textEdited.connect(changed)
        self.slots.textEdited.connect(changed)
        self.turn.setSpecialValueText(tr("none"))
        self.bars.setSuffix(tr(" bars"))
        self.bars.setFixedWidth(
            metrics.horizontalAdvance("−16 bars") + round(1.6 * metrics.height())
        )
        for number in (self.bars, self.turn):
            number.valueChanged.connect(changed)
        for box in (self.wanted, self.numbered):
            box.toggled.connect(changed)
        self.wanted.toggled.connect(self._enable)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the fields into a row of a grid."""
        for column, field in enumerate((self.wanted, *self._fields())):
            grid.addWidget(field, row, column)

    def show(self, line: CueLine | None, turn: int, *, can_change: bool) -> None:
        """The values of a line; None for a kind that gets no cue.

        `turn` is when it may take pads that are left over, 0 for never.
        """
        self._can_change = can_change
        held = line or CueLine(self.kind, tr(KIND_NAMES[self.kind]))
        self.wanted.setChecked(line is not None)
        self.name.setText(held.name)
        self.numbered.setChecked(held.numbered)
        self.slots.setText(", ".join(held.slots))
        self.turn.setValue(turn)
        self.bars.setValue(held.bars)
        self.colour.show_colour(held.colour)
        self._enable()

    def line(self) -> CueLine | None:
        """What the fields say; None for no cue."""
        if not self.wanted.isChecked():
            return None
        return CueLine(
            self.kind,
            self.name.text().strip(),
            "".join(filter(str.isalpha, self.slots.text().upper())),
            self.bars.value(),
            self.colour.colour,
            numbered=self.numbered.isChecked(),
            spare=self.turn.value() > 0,
        )

    def _fields(self) -> tuple[QWidget, ...]:
        return (self.name, self.numbered, self.slots, self.turn, self.bars, self.colour)

    def _enable(self) -> None:
        self.wanted.setEnabled(self._can_change)
        for field in self._fields():
            field.setEnabled(self._can_change and self.wanted.isChecked())
        for field in (self.wanted, *self._fields()):
            legible(field, still=not self._can_change and self.wanted.isChecked())


def legible(field: QWidget, *, still: bool) -> None:
    """What is only read is no less to be read."""
    if field.property("still") != still:
        field.setProperty("still", still)
        field.style().unpolish(field)
        field.style().polish(field)
