"""The parts of the export dialog and where they lie."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.exchange.export_scopes import Scope
from edmstudio.gui.exchange.export_words import CUES, KEYS, SECTIONS
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.job_line import JobLine
from edmstudio.gui.widgets.room import fit, scrolling, space
from edmstudio.gui.words import tr
from edmstudio.interchange.capabilities import Capability
from edmstudio.interchange.exporter import Exporter


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
        self.told, self.how_to = _words("muted"), _words("muted")
        self.counted, self.noticed, self.lost = Said(), _words(), _words("muted")
        self.count = QPushButton(tr("Count what would be written"))
        self.job = JobLine(studio.jobs, studio.problems)
        self.export, self.cancel = primary(QPushButton(tr("Export"))), leaving(dialog, tr("Cancel"))
        self.export.setDefault(True)
        self._lay_out()
        em = dialog.fontMetrics().averageCharWidth()
        fit(dialog, 100 * em, 92 * em)

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
            (tr("Keys"), self.keys),
        ):
            form.addRow(name, widget)
        form.addRow(self.where, where)
        form.addRow("", self.told)
        preview = QGroupBox(tr("Preview"))
        inner = QVBoxLayout(preview)
        for label in (self.counted, self.noticed, self.lost, self.count):
            inner.addWidget(label)
        page = QWidget()
        inside = QVBoxLayout(page)
        space(page, 0.0)
        space(preview, 0.5)
        line = self._dialog.fontMetrics().height()
        where.setSpacing(line // 2)
        form.setVerticalSpacing(line // 2)
        form.setHorizontalSpacing(line)
        inside.addLayout(form)
        inside.addWidget(preview)
        inside.addWidget(self.how_to)
        inside.addStretch()
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
