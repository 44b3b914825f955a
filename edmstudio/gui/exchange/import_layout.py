"""The parts of the import dialog and where they lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.exchange.import_sources import ImportSources
from edmstudio.gui.exchange.import_table import NAME, ImportTable
from edmstudio.gui.exchange.time_zero_box import TimeZeroBox
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import furnish
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.job_line import JobLine
from edmstudio.gui.words import tr

INVITATION = (
    "Or choose it: rekordbox XML, a whole USB stick of rekordbox's or its analysis files, Serato's "
    "folder or crates, Traktor's collection.nml, a drive with an Engine Library, VirtualDJ's "
    "database.xml, Mixxx' library, JAMS, Audacity labels, CSV or beat lists. "
    "Grids, cues, sections and keys come in as labels; what you corrected stays, your files are "
    "only read, and a second import renews the first."
)


class ImportLayout:
    """Widgets of the dialog by name; they belong to the dialog."""

    def __init__(self, dialog: QDialog, model: ImportTable, studio: Studio) -> None:
        self._dialog = dialog
        self.files = QPushButton(tr("Choose files…"))
        self.folder = QPushButton(tr("Choose a folder…"))
        self.own = QPushButton(tr("Read tags of my files"))
        self.own.setToolTip(tr("What Serato and Mixed In Key wrote into the library's own files"))
        self.again = QPushButton(tr("Read earlier files again"))
        self.again.setToolTip(tr("The files that labels came from before, to renew them"))
        self.sources = ImportSources()
        self.summary, self.told, self.lost = _words(), Said(), _words()
        self.beats = _words("muted")
        self.told.setProperty("role", "muted")
        self.invitation = _invitation()
        self.only_missing = QCheckBox(tr("Only what was not found"))
        self.relink = QPushButton(tr("Find them in a folder…"))
        self.adopt = QCheckBox()
        self.table = self._table(model)
        self.zero = TimeZeroBox()
        self.job = JobLine(studio.jobs, studio.problems)
        self.agree, self.cancel = primary(QPushButton(tr("Import"))), leaving(dialog, tr("Cancel"))
        self.agree.setDefault(True)
        self._lay_out()

    def readers(self) -> tuple[QPushButton, ...]:
        """The buttons that make something be read."""
        return self.files, self.folder, self.own, self.again, self.relink

    def show_preview(self, on: bool) -> None:
        """The preview where a file is looked at, the invitation before."""
        self.preview.setVisible(on)
        self.sources.setVisible(on)
        self.invitation.setVisible(not on)

    def show_missing(self, said: str, here: int, *, adopts: bool) -> None:
        """What to do about entries of no track; `here` of them lie on this disk."""
        self.lost.setText(said)
        for widget in (self.lost, self.relink, self.only_missing):
            widget.setVisible(bool(said))
        if not said:
            self.only_missing.setChecked(False)
        self.adopt.setText(tr("Add the {n} that are on this disk").format(n=f"{here:,}"))
        self.adopt.setVisible(bool(here))
        self.adopt.blockSignals(True)
        self.adopt.setChecked(adopts)
        self.adopt.blockSignals(False)

    def _table(self, model: ImportTable) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(tr("Preview of the import"))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        furnish(table, NAME)
        return table

    def _lay_out(self) -> None:
        self.preview = QWidget()
        inner = QVBoxLayout(self.preview)
        inner.setContentsMargins(0, 0, 0, 0)
        self.zero_group = QGroupBox(tr("Where the files begin"))
        QVBoxLayout(self.zero_group).addWidget(self.zero)
        inner.addWidget(self.summary)
        missing = _row(self.only_missing, self.adopt, self.relink)
        missing.insertWidget(0, self.lost, stretch=1)
        inner.addLayout(missing)
        inner.addWidget(self.table, stretch=1)
        inner.addWidget(self.beats)
        inner.addWidget(self.zero_group)
        layout = QVBoxLayout(self._dialog)
        layout.addLayout(_row(self.files, self.folder, self.own, self.again))
        layout.addWidget(self.sources)
        layout.addWidget(self.invitation, stretch=1)
        layout.addWidget(self.preview, stretch=1)
        layout.addWidget(self.told)
        layout.addLayout(foot("import", self.cancel, self.agree, middle=self.job))


def _invitation() -> QWidget:
    """What can be dropped here, in the middle of the empty dialog."""
    page, title, told = QWidget(), _words("title"), _words("muted")
    title.setText(tr("Drop what other programs know of your tracks"))
    told.setText(tr(INVITATION))
    layout = QVBoxLayout(page)
    layout.setContentsMargins(160, 0, 160, 0)
    layout.addStretch(2)
    for label in (title, told):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(label)
    layout.addStretch(3)
    return page


def _words(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
