"""The parts of the export dialog and where they lie."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.exchange.export_how_to import HowToBox
from edmstudio.gui.exchange.export_ledger import ExportLedger
from edmstudio.gui.exchange.export_scopes import Scope
from edmstudio.gui.exchange.export_words import CUES, KEYS, SECTIONS
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.job_line import JobLine
from edmstudio.gui.widgets.room import fit_letters, scrolling, space
from edmstudio.gui.words import tr
from edmstudio.interchange.capabilities import Capability
from edmstudio.interchange.exporter import Exporter

LETTERS, LINES = 150, 34  # of the window


class ExportLayout:
    """Widgets of the dialog by name; they belong to the dialog."""

    def __init__(self, dialog: QDialog, exporters: list[Exporter], studio: Studio) -> None:
        self._dialog = dialog
        self.format = _choice(tr("Format"), {e.title: e for e in exporters})
        self.tracks = _choice(tr("Tracks"), {})
        self.cues = _choice(tr("Cues"), {tr(said): policy for policy, said in CUES.items()})
        self.sections = _choice(
            tr("Sections"), {tr(said): sections for sections, said in SECTIONS.items()}
        )
        self.keys = _choice(tr("Keys"), {tr(said): keys for keys, said in KEYS.items()})
        self.memory = QCheckBox(tr("Every hot cue as a memory cue too, for club players"))
        self.target = QLineEdit()
        self.target.setAccessibleName(tr("Write to"))
        self.where = QLabel(tr("Write to"))
        self.browse = QPushButton(tr("Choose…"))
        self.told = _words("muted")
        self.ledger, self.how_to = ExportLedger(), HowToBox()
        self.job = JobLine(studio.jobs, studio.problems)
        self.export, self.cancel = primary(QPushButton(tr("Export"))), leaving(dialog, tr("Cancel"))
        self.export.setDefault(True)
        self._lay_out()
        fit_letters(dialog, LETTERS, LINES)

    def offer_tracks(self, scopes: Iterable[Scope], format_name: str) -> None:
        """The sets of tracks with their sizes for a format; the one that was chosen stays."""
        before = self.tracks.currentIndex()
        self.tracks.blockSignals(True)
        self.tracks.clear()
        for scope in scopes:
            count = len(scope.track_ids(format_name))
            self.tracks.addItem(f"{scope.title} ({count:,})", scope)
        self.tracks.setCurrentIndex(max(before, 0))
        self.tracks.blockSignals(False)

    def offer_choices(self, capability: Capability) -> None:
        """Only what a format can hold can be chosen."""
        self.cues.setEnabled(bool(capability.hot_cues))
        self.memory.setEnabled(bool(capability.hot_cues and capability.memory_cues))
        self.sections.setEnabled(bool(capability.hot_cues) and not capability.sections)
        self.keys.setEnabled(capability.key)

    def _lay_out(self) -> None:
        where, form = QHBoxLayout(), QFormLayout()
        where.addWidget(self.target, stretch=1)
        where.addWidget(self.browse)
        for name, widget in (
            (tr("Format"), self.format),
            (tr("Tracks"), self.tracks),
            (tr("Cues"), self.cues),
            ("", self.memory),
            (tr("Sections"), self.sections),
            (tr("Key notation"), self.keys),
        ):
            form.addRow(name, widget)
        form.addRow(self.where, where)
        form.addRow("", self.told)
        page = QWidget()
        beside, choices = QHBoxLayout(page), QVBoxLayout()
        space(page, 0.0)
        line = self._dialog.fontMetrics().height()
        where.setSpacing(line // 2)
        form.setVerticalSpacing(line // 2)
        form.setHorizontalSpacing(line)
        choices.addLayout(form)
        choices.addWidget(self.ledger)
        choices.addStretch()
        beside.setSpacing(line)
        beside.addLayout(choices, stretch=3)
        beside.addWidget(self.how_to, stretch=2, alignment=Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self._dialog)
        layout.addWidget(scrolling(page))
        layout.addLayout(foot("export", self.cancel, self.export, middle=self.job))


def _choice(name: str, said: dict[str, object]) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName(name)
    for text, value in said.items():
        choice.addItem(text, value)
    return choice


def _words(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
