"""The files that an import takes from: which are wanted, and what the person added by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from edmstudio.app.import_found import NO_NUDGES, Nudges
from edmstudio.app.import_preview import Examined, adoptable
from edmstudio.app.relinking import Relinked
from edmstudio.app.taking_in import Request
from edmstudio.gui.numbers import several
from edmstudio.gui.words import tr

SHOWN_LINES = 3


@dataclass(slots=True)
class Source:
    """One examined file, and what the person decided about it.

    Attributes
    ----------
    examined : Examined
    wanted : bool
    nudges : Nudges
    relinked : dict
        Path by the key of an entry.
    adopts : bool
        Whether unknown tracks whose files are here are added first.
    """

    examined: Examined
    wanted: bool = True
    nudges: Nudges = NO_NUDGES
    relinked: dict[str, str] = field(default_factory=dict)
    adopts: bool = False

    @property
    def request(self) -> Request:
        """What an import is told."""
        importer = self.examined.importer
        if self.relinked:
            importer = Relinked(importer, self.relinked)
        return Request(self.examined.path, importer, self.nudges)

    @property
    def files(self) -> list[Path]:
        """What has to be in the library before."""
        adopted = adoptable(self.examined) if self.adopts else ()
        return [*adopted, *map(Path, self.relinked.values())]

    @property
    def worthwhile(self) -> bool:
        """Whether an import would bring anything."""
        return self.examined.worthwhile or bool(self.files)


class ImportSources(QListWidget):
    """A line for each file and format, with a mark whether it is wanted."""

    chosen = Signal()  # another line is looked at
    marked = Signal()  # a line is wanted, or no longer

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[Source] = []
        self.setAccessibleName(tr("Files to import from"))
        self.currentRowChanged.connect(lambda row: self.chosen.emit())
        self.itemChanged.connect(self._mark)

    @property
    def current(self) -> Source | None:
        """The file whose preview is shown."""
        row = self.currentRow()
        return self.sources[row] if 0 <= row < len(self.sources) else None

    def add(self, examined: Iterable[Examined]) -> None:
        """More files; one that is there already is seen anew. What brings nothing is not wanted."""
        for each in examined:
            known = {(s.examined.path, s.examined.importer.name): s for s in self.sources}
            held = known.get((each.path, each.importer.name))
            if held is None:
                self.sources.append(Source(each, wanted=each.worthwhile))
            else:
                held.examined = each
        self._write()
        fresh = next((n for n, s in enumerate(self.sources) if s.wanted), 0)
        self.setCurrentRow(max(self.currentRow(), fresh) if self.sources else -1)

    def wanted(self) -> list[Source]:
        """The files to import."""
        return [source for source in self.sources if source.wanted and source.worthwhile]

    def want_current(self) -> None:
        """Mark the file that is looked at, if it brings anything now."""
        item, source = self.currentItem(), self.current
        if item is not None and source is not None and source.worthwhile:
            item.setCheckState(Qt.CheckState.Checked)

    def _write(self) -> None:
        row = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for source in self.sources:
            item = QListWidgetItem(line_of(source.examined))
            item.setToolTip(str(source.examined.path))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if source.wanted else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.addItem(item)
        self.blockSignals(False)
        self.setCurrentRow(row)
        lines = min(max(len(self.sources), 1), SHOWN_LINES)
        line = max(self.sizeHintForRow(0), self.fontMetrics().height())
        self.setFixedHeight(lines * line + 2 * self.frameWidth())

    def _mark(self, item: QListWidgetItem) -> None:
        source = self.sources[self.row(item)]
        source.wanted = item.checkState() == Qt.CheckState.Checked
        self.marked.emit()


def line_of(examined: Examined) -> str:
    """Such as "rekordbox.xml: rekordbox XML by rekordbox 7.2.8, 41 of 59 tracks found"."""
    taken = examined.taken
    said = f"{examined.path.name or examined.path}: {examined.importer.title}"
    if examined.programs:
        said += tr(" by {programs}").format(programs=", ".join(examined.programs[:3]))
    found = tr("{matched} of {tracks} found").format(
        matched=f"{taken.matched:,}", tracks=several(taken.tracks, "track", "tracks")
    )
    return f"{said}, {found}"
