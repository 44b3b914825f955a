"""The preview of an import as a table: how each entry was found, and what it brings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from edmstudio.app.import_found import NO_NUDGES, Nudges
from edmstudio.app.import_preview import Line
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.row_table import Index, RowTable
from edmstudio.gui.words import tr
from edmstudio.interchange.matching import Sign
from edmstudio.interchange.time_zero import BESIDE as NOTICED

NAME, FOUND, GRID, CUES, SECTIONS, KEY, MOVED, BESIDE = range(8)
WIDTHS = (290, 170, 120, 60, 76, 56, 84, 110)
FOUND_BY = {
    Sign.LOCATION: "by place",
    Sign.AUDIO: "by audio",
    Sign.NAMES: "by title and artist",
    Sign.FILE_NAME: "by file name",
}


class ImportTable(RowTable):
    """Lines of one file; nudges of the person are counted in as they are typed."""

    def __init__(self) -> None:
        super().__init__(
            (tr("Track"), tr("Found"), tr("Grid"), tr("Cues"), tr("Sections"), tr("Key"),
             tr("Moved"), tr("Beside our beats"))
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
            return self.relinked.get(line.key) or line.location
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
                return self._grid(line)
            case 3:
                return str(line.cues or "")
            case 4:
                return str(line.sections or "")
            case 5:
                return line.key_name
            case 6:
                moved = line.moved + self._nudge(line)
                return milliseconds(moved) if line.track and moved else ""
            case _:
                return "" if line.phase is None else milliseconds(self._beside(line))

    def _grid(self, line: Line) -> str:
        if line.bpm is None:
            return ""
        return f"{line.bpm:.2f} ({tr('locked')})" if line.locked else f"{line.bpm:.2f}"

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

    def _beside(self, line: Line) -> float:
        """Where the grid would lie after the person's nudge, seconds behind our beats."""
        return self._nudge(line) - (line.phase or 0.0)

    def _colour(self, line: Line, column: int) -> QColor | None:
        if column == FOUND and line.track is None:
            return self.theme.colour("muted" if line.key in self.relinked else "doubt")
        if column == BESIDE and line.phase is not None:
            return self.theme.colour("text" if abs(self._beside(line)) <= NOTICED else "doubt")
        return self.theme.colour("text" if column in (NAME, GRID) else "muted")


def _side(column: int) -> int:
    """Figures end, and words begin, below their heading."""
    right = column in (CUES, SECTIONS, MOVED, BESIDE)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def milliseconds(seconds: float) -> str:
    """Such as "+26.0 ms", "0 ms"."""
    rounded = round(seconds * 1000, 1)
    return f"{rounded:+.1f} ms" if rounded else "0 ms"
