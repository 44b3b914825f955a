"""Taking tracks to a DJ program: which format, which tracks, which cues, where to."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import (
    CuePolicy,
    Exporter,
    ExportOptions,
    KeyNotation,
    SectionsAs,
)

USUAL = "rekordbox-xml"
CUES = {
    CuePolicy.ALL: "All cues",
    CuePolicy.CORRECTED: "Only cues that a person decided",
    CuePolicy.EMPTY: "Only on pads that are free there",
}
SECTIONS = {
    SectionsAs.NOTHING: "Leave sections out",
    SectionsAs.CUES: "A cue where each section begins",
    SectionsAs.LOOPS: "A loop over each section",
}
KEYS = {KeyNotation.CLASSIC: "Am, F#", KeyNotation.CAMELOT: "8A, 2B", KeyNotation.OPEN: "1m, 7d"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of tracks to take along, by its name."""

    title: str
    track_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for."""

    exporter: Exporter
    track_ids: tuple[int, ...]
    target: Path
    options: ExportOptions


class ExportDialog(QDialog):
    """Made from the installed exporters; whoever adds one finds it here."""

    asked = Signal(Wish)

    def __init__(
        self, exporters: list[Exporter], scopes: list[Scope], folder: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = folder
        self.format = self._choice(tr("Format"), {e.title: e for e in exporters})
        self.tracks = self._choice(
            tr("Tracks"), {f"{scope.title} ({len(scope.track_ids):,})": scope for scope in scopes}
        )
        self.cues = self._choice(tr("Cues"), {tr(said): policy for policy, said in CUES.items()})
        self.sections = self._choice(
            tr("Sections"), {tr(said): sections for sections, said in SECTIONS.items()}
        )
        self.keys = self._choice(tr("Keys"), {tr(said): keys for keys, said in KEYS.items()})
        self.memory = QCheckBox(tr("Every hot cue as a memory cue too, for club players"))
        self.target = QLineEdit()
        self.target.setAccessibleName(tr("Write to"))
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        usual = [each.name for each in exporters]
        self.format.setCurrentIndex(usual.index(USUAL) if USUAL in usual else 0)
        self.format.currentIndexChanged.connect(self._offer_target)
        self.target.textChanged.connect(self._check)
        self._lay_out()
        self._offer_target()
        self.resize(560, self.sizeHint().height())

    def wish(self) -> Wish:
        """What is chosen now."""
        options = ExportOptions(
            cues=CuePolicy(self.cues.currentData()),  # Qt keeps enumerations as text
            memory_cues=self.memory.isChecked(),
            sections=SectionsAs(self.sections.currentData()),
            keys=KeyNotation(self.keys.currentData()),
        )
        tracks = self.tracks.currentData().track_ids
        return Wish(self.format.currentData(), tracks, Path(self.target.text()), options)

    def _choice(self, name: str, said: dict[str, object]) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        for text, value in said.items():
            choice.addItem(text, value)
        return choice

    def _lay_out(self) -> None:
        where, form, layout = QHBoxLayout(), QFormLayout(), QVBoxLayout(self)
        browse = QPushButton(tr("Choose…"))
        browse.clicked.connect(self._browse)
        where.addWidget(self.target, stretch=1)
        where.addWidget(browse)
        for name, widget in (
            (tr("Format"), self.format),
            (tr("Tracks"), self.tracks),
            (tr("Cues"), self.cues),
            ("", self.memory),
            (tr("Sections"), self.sections),
            (tr("Keys"), self.keys),
        ):
            form.addRow(name, widget)
        form.addRow(tr("Write to"), where)
        form.addRow("", self.told)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export.setProperty("primary", "true")
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.close)
        layout.addLayout(form)
        layout.addStretch()
        layout.addWidget(self.buttons)

    def _offer_target(self) -> None:
        exporter: Exporter | None = self.format.currentData()
        if exporter is not None:
            self.target.setText(str(self._folder / f"EDM Studio{exporter.suffix}"))
        self._check()

    def _check(self) -> None:
        exporter: Exporter | None = self.format.currentData()
        target = Path(self.target.text())
        if exporter is None:
            said = tr("No export format is installed.")
        elif not target.parent.is_dir():
            said = tr("The folder {folder} does not exist.").format(folder=target.parent)
        elif target.exists() and exporter.suffix:
            said = tr("{name} exists and will be replaced.").format(name=target.name)
        else:
            said = tr("Your music files stay as they are.")
        self.told.setText(said)
        self.export.setEnabled(exporter is not None and target.parent.is_dir())

    def _browse(self) -> None:
        exporter: Exporter | None = self.format.currentData()
        chooser = QFileDialog(self, tr("Write to"), self.target.text())
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if exporter is not None and exporter.suffix:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setDefaultSuffix(exporter.suffix.lstrip("."))
        else:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.target.setText)
        chooser.open()

    def _take(self) -> None:
        self.asked.emit(self.wish())
        self.close()
