"""Every change that an export would make inside sound files, old beside new, to be confirmed."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.exchange.export_words import noticed
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_letters
from edmstudio.gui.widgets.row_table import roomy_lines
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import ExportReport

# "Ann – Kicks: cue 1: empty → 4.000 s Drop", as writers of tags put it
_CHANGE = re.compile(r"(.*): ((?:cue|loop) \d+|grid): (.*?) → (.*)", re.DOTALL)
WIDTHS = (32, 10, 22, 22)  # letters


class ChangesDialog(QDialog):
    """Accepted where the person wants all of it; nothing was written until then."""

    def __init__(self, report: ExportReport, backups: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changes in your sound files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.files = report.counts.get("files", 0)
        told = QLabel(self._told(report, backups))
        told.setWordWrap(True)
        self.lines = _table(report.changes)
        files = several(self.files, "file", "files")
        self.write = primary(QPushButton(tr("Write into {files}").format(files=files)))
        self.write.setEnabled(bool(self.files))
        self.write.clicked.connect(self.accept)
        cancel = leaving(self, tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(self.lines)
        layout.addLayout(foot("export#serato", cancel, self.write))
        cancel.setDefault(True)
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        for column, width in enumerate(WIDTHS):
            self.lines.setColumnWidth(column, width * self.fontMetrics().averageCharWidth())
        fit_letters(self, 100, 32)

    def _told(self, report: ExportReport, backups: Path) -> str:
        said = tr(
            "{changes} in {files}. Each file is copied, the copy tagged, its audio "
            "compared, then put in place; the old tags are kept in {backups}. Close Serato first."
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
    return tuple(found.groups()) if found else (change,)


def _table(changes: Sequence[str]) -> QTableWidget:
    table = QTableWidget(len(changes), len(WIDTHS))
    table.setHorizontalHeaderLabels([tr("Track"), tr("What"), tr("Old"), tr("New")])
    for row, change in enumerate(changes):
        cells = columns_of(change)
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
        if len(cells) == 1:
            table.setSpan(row, 0, 1, len(WIDTHS))
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    roomy_lines(table)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAccessibleName(tr("Changes, old and new"))
    return table
