"""The preview of an import as a table: how each entry was found, and what it brings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from edmstudio.app.import_found import NO_NUDGES, Nudges
from edmstudio.app.import_preview import Line
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.cells_table import NOTHING
from edmstudio.gui.widgets.row_table import Index, RowTable
from edmstudio.gui.words import tr
from edmstudio.interchange.matching import Sign
from edmstudio.interchange.time_zero import BESIDE as NOTICED

NAME, FOUND, BPM, CUES, SECTIONS, KEY, MOVED, BESIDE = range(8)
MINUS, MS = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}ms"
FIGURES = (BPM, CUES, SECTIONS, MOVED, BESIDE)
FOUND_BY = {
    Sign.LOCATION: "by file path",
    Sign.AUDIO: "by sound",
    Sign.NAMES: "by title and artist",
    Sign.FILE_NAME: "by file name",
}


class ImportTable(RowTable):
    """Lines of one file; nudges of the person are counted in as they are typed."""

    def __init__(self) -> None:
        super().__init__(
            (tr("Track"), tr("Match"), tr("BPM"), tr("Cues"), tr("Sections"), tr("Key"),
             tr("Shifted"), tr("Offset from beats"))
        )  # fmt: skip
        self.lines: Sequence[Line] = ()
        self.nudges = NO_NUDGES
        self.relinked: Mapping[str, str] = {}
        self.theme = Theme()

    def show_lines(self, lines: Sequence[Line], relinked: Mapping[str, str]) -> None:
        """Another file, or other lines of it."""
        self.beginResetModel()
        self.lines, self.relinked = lines, relinked
        self.endResetModel()

    def nudge(self, nudges: Nudges) -> None:
        """Seconds that the person adds."""
        self.nudges = nudges
        if self.lines:
            last = self.index(len(self.lines) - 1, BESIDE)
            self.dataChanged.emit(self.index(0, MOVED), last)

    def rows(self) -> int:
        return len(self.lines)

    def text(self, row: int, column: int) -> str:
        return self.said(self.lines[row], column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, column)
        return super().data(index, role)

    def said(self, line: Line, column: int) -> str:
        """The text of a cell."""
        match column:
            case 0:
                return line.name
            case 1:
                return self._found(line)
            case 2:
                return self._bpm(line)
            case 3:
                return str(line.cues or NOTHING)
            case 4:
                return str(line.sections or NOTHING)
            case 5:
                return line.key_name or NOTHING
            case 6:
                shifted = line.moved + self._nudge(line)
                return milliseconds(shifted) if line.track and shifted else NOTHING
            case _:
                beside = self.beside(line)
                return NOTHING if beside is None else milliseconds(beside)

    def beside(self, line: Line) -> float | None:
        """Where a grid will lie, seconds behind our beats; None where that can't be told."""
        return None if line.phase is None else self._nudge(line) - line.phase

    def off(self) -> list[Line]:
        """Those whose grid will lie off our beats, by more than our hearing errs."""
        return [line for line in self.lines if abs(self.beside(line) or 0.0) > NOTICED]

    def _bpm(self, line: Line) -> str:
        if line.bpm is None:
            return NOTHING
        return f"{tr('locked')}  {line.bpm:.2f}" if line.locked else f"{line.bpm:.2f}"

    def _explained(self, line: Line, column: int) -> str:
        beside = self.beside(line)
        if column == BESIDE and beside is not None:
            return tr("The imported grid lies {where}.").format(where=told_of_offset(beside))
        return self.relinked.get(line.key) or line.location

    def _found(self, line: Line) -> str:
        if line.sign is not None:
            return tr(FOUND_BY[line.sign])
        if line.key in self.relinked:
            return tr("by hand")
        if line.on_disk:
            return tr("on this disk, not yet added")
        if line.likely:
            return tr("could be {count} tracks").format(count=len(line.likely))
        return tr("not found")

    def _nudge(self, line: Line) -> float:
        return self.nudges.of(line.key, line.case)

    def _colour(self, line: Line, column: int) -> QColor:
        if column == FOUND and line.track is None and line.key not in self.relinked:
            return self.theme.colour("doubt")
        if column == BESIDE and abs(self.beside(line) or 0.0) > NOTICED:
            return self.theme.colour("doubt")
        return self.theme.colour("muted" if self.said(line, column) == NOTHING else "text")


def _side(column: int) -> int:
    """Figures end, and words begin, below their heading."""
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def milliseconds(seconds: float) -> str:
    """Such as "+26.0 ms", "−0.4 ms", "0.0 ms"."""
    rounded = round(seconds * 1000, 1)
    return (f"{rounded:+.1f}".replace("-", MINUS) if rounded else "0.0") + MS


def told_of_offset(seconds: float) -> str:
    """Where something lies, so many seconds behind our beats: "24.9 ms before our beats"."""
    rounded = round(seconds * 1000, 1)
    if not rounded:
        return tr("on our beats")
    told = tr("{ms} after our beats") if rounded > 0 else tr("{ms} before our beats")
    return told.format(ms=f"{abs(rounded):.1f}" + MS)
