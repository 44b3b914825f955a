"""Every change that an export would make inside sound files, old beside new, to be confirmed."""

from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import ExportReport


class ChangesDialog(QDialog):
    """Accepted where the person wants all of it; nothing was written until then."""

    def __init__(self, report: ExportReport, backups: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changes in your sound files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.files = report.counts.get("files", 0)
        told = QLabel(self._told(report, backups))
        told.setWordWrap(True)
        self.lines = QListView()
        self.lines.setModel(QStringListModel(list(report.changes), self))
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setUniformItemSizes(True)
        self.lines.setAlternatingRowColors(True)
        self.lines.setAccessibleName(tr("Changes, old and new"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = buttons.addButton(
            tr("Write into {n} files").format(n=f"{self.files:,}"),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self.write.setEnabled(bool(self.files))
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (told, self.lines, buttons):
            layout.addWidget(widget)
        self.resize(720, 480)

    def _told(self, report: ExportReport, backups: Path) -> str:
        said = tr(
            "{changes} changes in {files} files. Each file is copied, the copy tagged, its audio "
            "compared, then put in place; the old tags are kept in {backups}. Close Serato first."
        ).format(changes=f"{len(report.changes):,}", files=f"{self.files:,}", backups=backups)
        if report.skipped:
            said += " " + tr("{n} files stay as they are: {why}").format(
                n=len(report.skipped), why=report.skipped[0].reason
            )
        return said
