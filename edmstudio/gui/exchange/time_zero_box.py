"""Where other programs begin a file: what was shifted, why, and how much more a person wants."""

from collections import Counter
from collections.abc import Iterable
from statistics import median

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QLabel, QPushButton, QWidget

from edmstudio.app.import_found import Nudges
from edmstudio.app.import_preview import Examined, Line
from edmstudio.gui.exchange.import_table import milliseconds, told_of_offset
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.words import tr
from edmstudio.interchange.time_zero import Shift

CASES = {
    "": "WAV, FLAC and other files than MP3",
    "A": "MP3 without an Info frame (case A)",
    "B": "MP3 with an Info frame but no LAME tag (case B)",
    "C": "MP3 whose LAME tag is damaged (case C)",
    "D": "MP3 with a whole LAME tag (case D)",
}
MOST = 200.0  # ms


class TimeZeroBox(QWidget):
    """A line for each kind of file that the preview holds, and for some of them that agree."""

    nudged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QDoubleSpinBox] = {}
        self.some: dict[QCheckBox, Shift] = {}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setColumnStretch(0, 1)
        self._layout.setHorizontalSpacing(self.fontMetrics().height())

    def nudges(self) -> Nudges:
        """Seconds to add, as far as they are not zero."""
        values = {case: field.value() / 1000 for case, field in self.fields.items()}
        wanted = [shift for box, shift in self.some.items() if box.isChecked()]
        return Nudges(
            {case: seconds for case, seconds in values.items() if seconds},
            {key: shift.seconds for shift in wanted for key in shift.keys},
        )

    def show_for(self, examined: Examined | None, nudges: Nudges) -> None:
        """The lines of another file, with what the person typed for it before."""
        self._clear()
        lines = [line for line in examined.lines if line.track] if examined else []
        shifts = examined.taken.check.shifts if examined else ()
        for case in sorted({line.case for line in lines}):
            held = [line for line in lines if line.case == case]
            mine = [shift for shift in shifts if shift.case == case]
            self._add(case, held, next((s.seconds for s in mine if s.concerns_all), None))
            self.fields[case].setValue(nudges.cases.get(case, 0.0) * 1000)
            self.fields[case].valueChanged.connect(self.nudged)
            for shift in mine:
                if not shift.concerns_all:
                    self._add_some(shift, wanted=shift.keys[0] in nudges.entries)

    def _add(self, case: str, lines: list[Line], proposed: float | None) -> None:
        told, row = QLabel(told_of(case, lines)), self._layout.rowCount()
        told.setWordWrap(True)
        field = roomy(QDoubleSpinBox())
        field.setRange(-MOST, MOST)
        field.setDecimals(1)
        field.setSingleStep(0.5)
        field.setSuffix(" ms")
        field.setAccessibleName(tr("Shift further by: {files}").format(files=tr(CASES[case])))
        name = QLabel(tr("Shift further by"))
        name.setBuddy(field)
        for column, widget in enumerate((told, name, field)):
            self._layout.addWidget(widget, row, column)
        self.fields[case] = field
        if proposed is not None:
            take = QPushButton(tr("Use {shift}").format(shift=milliseconds(proposed)))
            take.setToolTip(tr("What the imported grids lack to lie on the beats that we hear"))
            take.clicked.connect(lambda: field.setValue(proposed * 1000))
            self._layout.addWidget(take, row, 3)

    def _add_some(self, shift: Shift, *, wanted: bool) -> None:
        box = QCheckBox(
            tr("Shift the {tracks} of these whose grids lie {where} by {shift}").format(
                tracks=several(len(shift.keys), "track", "tracks"),
                where=told_of_offset(-shift.seconds),
                shift=milliseconds(shift.seconds),
            )
        )
        box.setChecked(wanted)
        box.toggled.connect(self.nudged)
        self._layout.addWidget(box, self._layout.rowCount(), 0, 1, 4)
        self.some[box] = shift

    def _clear(self) -> None:
        self.fields, self.some = {}, {}
        while (held := self._layout.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def told_of(case: str, lines: Iterable[Line]) -> str:
    """What kind of file, how many, by how much they were shifted, and where the grids lie now."""
    held = list(lines)
    kind = tr(CASES[case])
    said = f"{kind} ({several(len(held), 'track', 'tracks')}): {_shift_told(case, held)}"
    phases = [line.phase for line in held if line.phase is not None]
    if phases:
        told = tr("Their grids typically lie {where} ({n} compared).")
        where = told_of_offset(-median(phases))
        said += " " + told.format(where=where, n=f"{len(phases):,}")
    return said


def _shift_told(case: str, held: Iterable[Line]) -> str:
    timed = [line for line in held if line.bpm or line.cues]
    moved = Counter(round(line.moved * 1000, 1) for line in timed).most_common(1)
    if not case:
        return tr("every program begins them at the same point, so nothing is shifted.")
    if not moved:
        return tr("no times come in.")
    if not moved[0][0]:
        return tr("the program begins them where EDM Studio does, so nothing is shifted.")
    told = tr(
        "all times are shifted by {shift}, because the program also plays the silence at their "
        "start that EDM Studio leaves out."
    )
    return told.format(shift=milliseconds(moved[0][0] / 1000))
