"""Every change that an export would make inside sound files, old beside new, to be confirmed."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.domain.cues import SLOTS
from edmstudio.gui.exchange.export_words import noticed
from edmstudio.gui.numbers import several
from edmstudio.gui.panels.event_list import moment
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import NOTHING, CellsTable
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import ExportReport

# "Ann – Kicks: cue 1: empty → 4.000 s Drop", as writers of tags put it
_CHANGE = re.compile(r"(.*): ((?:cue|loop) \d+|grid): (.*?) → (.*)", re.DOTALL)
_TIME = re.compile(r"(\d+\.\d{3}) s\b")
WIDE = 100  # letters


class ChangesDialog(QDialog):
    """Accepted where the person wants all of it; nothing was written until then."""

    def __init__(
        self, report: ExportReport, backups: Path, parent: QWidget, *, program: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changes in your sound files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.files = report.counts.get("files", 0)
        first = tr("Close {program} first: it would write its own memory over this.")
        self.first, self.told = QLabel(first.format(program=program)), QLabel()
        self.first.setProperty("role", "warning")
        self.told.setText(self._told(report, backups))
        self.lines = _table(report.changes)
        files = several(self.files, "file", "files")
        self.write = primary(QPushButton(tr("Write into {files}").format(files=files)))
        self.write.setEnabled(bool(self.files))
        self.write.clicked.connect(self.accept)
        cancel = leaving(self, tr("Cancel"))
        layout = QVBoxLayout(self)
        for label in (self.first, self.told):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.lines)
        layout.addLayout(foot("export#serato", cancel, self.write))
        cancel.setDefault(True)
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        fit_snug(self, WIDE * self.fontMetrics().averageCharWidth())

    def _told(self, report: ExportReport, backups: Path) -> str:
        said = tr(
            "{changes} in {files}. The sound itself stays as it is. The old tags are kept in "
            "{backups}; Library ▸ Restore tags… puts them back."
        ).format(
            changes=several(len(report.changes), "change", "changes"),
            files=several(self.files, "file", "files"),
            backups=backups,
        )
        if report.skipped:
            said += " " + tr("Left as they are: {files} ({why})").format(
                files=several(len(report.skipped), "file", "files"), why=report.skipped[0].reason
            )
        return "\n".join(filter(None, (said, noticed(report))))


def columns_of(change: str) -> tuple[str, ...]:
    """Track, mark, old and new; one column where a change is put otherwise."""
    found = _CHANGE.fullmatch(change)
    if found is None:
        return (change,)
    track, mark, old, new = found.groups()
    same = tr(" (another colour or lock)") if old == new else ""
    return track, _mark(mark), _side(old), _side(new) + same


def grouped(changes: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    """What changes by track, in the order of the tracks; "" has what is put otherwise."""
    by_track: dict[str, list[tuple[str, ...]]] = {}
    for change in changes:
        track, *cells = columns_of(change)
        by_track.setdefault(track if cells else "", []).append(tuple(cells) or (track,))
    return by_track


def _mark(said: str) -> str:
    """Such as "Cue A" for "cue 1"."""
    kind, _, number = said.partition(" ")
    if kind == "cue" and int(number) <= len(SLOTS):
        return tr("Cue {pad}").format(pad=SLOTS[int(number) - 1])
    return f"{tr(kind.capitalize())} {number}".rstrip()


def _side(said: str) -> str:
    """A place as the window writes it: "0:04.000 Drop"."""
    if said in ("empty", "none"):
        return NOTHING
    return _TIME.sub(lambda found: moment(float(found[1])), said)


def _table(changes: Sequence[str]) -> CellsTable:
    """A heading a track, and its changes under it."""
    table = CellsTable(tr("Changes, old and new"), (tr("What"), tr("Old"), tr("New")), wide=1)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for track, lines in grouped(changes).items():
        if track:
            table.add_heading(f"{track} ({several(len(lines), 'change', 'changes')})")
        for cells in lines:
            if len(cells) == 1:
                table.add_heading(cells[0])
            else:
                table.add(cells)
    return table
