"""Taking tracks to a DJ program: which format, which tracks, which cues, where to.

What would be written and what would be lost is counted before the person agrees; what goes into
sound files is shown change by change and confirmed.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from edmstudio.app.export_trial import Trial
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.exchange.export_layout import ExportLayout
from edmstudio.gui.exchange.export_preview import ExportPreview
from edmstudio.gui.exchange.export_scopes import Scope
from edmstudio.gui.exchange.export_words import about_target
from edmstudio.gui.exchange.traffic import Exchange, Wish
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import (
    CuePolicy,
    Exporter,
    ExportOptions,
    ExportReport,
    KeyNotation,
    SectionsAs,
)

USUAL = "rekordbox-xml"


class ExportDialog(QDialog):
    """Made from the installed exporters; whoever adds one finds it here."""

    def __init__(
        self, exporters: list[Exporter], scopes: list[Scope], exchange: Exchange, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exchange, self._scopes = exchange, scopes
        self.parts = ExportLayout(self, exporters, exchange.studio)
        self.format, self.tracks, self.cues = self.parts.format, self.parts.tracks, self.parts.cues
        self.sections, self.keys, self.memory = (
            self.parts.sections,
            self.parts.keys,
            self.parts.memory,
        )
        self.target, self.told, self.export = (
            self.parts.target,
            self.parts.told,
            self.parts.export,
        )
        self.job = self.parts.job
        self._preview = ExportPreview(self.parts, exchange, self.wish)
        usual = [each.name for each in exporters]
        self.format.setCurrentIndex(usual.index(USUAL) if USUAL in usual else 0)
        self._connect()
        self._change_format()

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._change_format)
        self.target.textChanged.connect(self._check)
        self.parts.browse.clicked.connect(self._browse)
        self.parts.ledger.count.clicked.connect(self._preview.count)
        self.export.clicked.connect(self._ask)
        for choice in (self.tracks, self.cues, self.sections, self.keys):
            choice.currentIndexChanged.connect(self._renew)
        self.memory.toggled.connect(self._renew)
        self.job.busy.connect(lambda busy: self._check())
        self.job.refused.connect(self.parts.ledger.refuse)

    @property
    def settled(self) -> bool:
        """Whether nothing is being counted."""
        return not (self.job.running or self._preview.waiting)

    @property
    def exporter(self) -> Exporter | None:
        """The format that is chosen."""
        held: Exporter | None = self.format.currentData()
        return held

    def wish(self) -> Wish | None:
        """What is chosen now; None where no format is installed."""
        exporter = self.exporter
        if exporter is None:
            return None
        scope: Scope = self.tracks.currentData()
        options = ExportOptions(
            cues=CuePolicy(self.cues.currentData()),  # Qt keeps enumerations as text
            memory_cues=self.memory.isChecked(),
            sections=SectionsAs(self.sections.currentData()),
            keys=KeyNotation(self.keys.currentData()),
            playlists=(scope.playlist,) if scope.playlist else (),
        )
        target = Path(self.target.text())
        return Wish(exporter, scope.track_ids(exporter.name), target, options)

    def _change_format(self) -> None:
        exporter = self.exporter
        if exporter is not None:
            self.parts.offer_tracks(self._scopes, exporter.name)
            self.parts.offer_choices(exporter.capability)
            self.parts.how_to.show_for(exporter.name)
            self.target.setText(str(self._usual_target(exporter)))
        self._renew()

    def _usual_target(self, exporter: Exporter) -> Path:
        if exporter.capability.in_files:
            return self._exchange.backups
        return Path.home() / f"EDM Studio{exporter.suffix}"

    def _renew(self) -> None:
        """Something else was chosen: what was counted, or is being counted, holds no more."""
        self.job.drop()
        self._check()
        self._preview.renew()

    def _check(self) -> None:
        exporter, target = self.exporter, Path(self.target.text())
        inside = exporter is not None and exporter.capability.in_files
        there = inside or target.parent.is_dir()
        self.parts.where.setText(tr("Old tags to") if inside else tr("Write to"))
        self.told.setText(about_target(exporter, target))
        self.export.setText(tr("Show the changes…") if inside else tr("Export"))
        self.export.setEnabled(exporter is not None and there and bool(self._chosen()))

    def _chosen(self) -> tuple[int, ...]:
        wish = self.wish()
        return wish.track_ids if wish else ()

    def _browse(self) -> None:
        chooser = Chooser(self.parts.where.text(), self)
        chooser.selectFile(self.target.text())
        if self.exporter is not None and self.exporter.suffix:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setDefaultSuffix(self.exporter.suffix.lstrip("."))
        else:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.target.setText)
        chooser.open()

    def _ask(self) -> None:
        """Export; what goes into sound files is shown first."""
        self._preview.stop()
        wish = self.wish()
        if wish is not None and wish.exporter.capability.in_files:
            self.job.begin(
                tr("Comparing"),
                lambda watch: self._exchange.try_out(watch, wish),
                lambda trial: self._confirm(wish, trial),
            )
        elif wish is not None:
            self._write(wish)

    def _confirm(self, wish: Wish, trial: Trial) -> None:
        program = (wish.exporter.source or wish.exporter.title).capitalize()
        dialog = ChangesDialog(trial.report, wish.target, self, program=program)
        dialog.accepted.connect(lambda: self._write(wish))
        dialog.open()

    def _write(self, wish: Wish) -> None:
        sure = replace(wish, options=replace(wish.options, dry_run=False))
        self.job.begin(
            tr("Exporting"), lambda watch: self._exchange.export(watch, sure), self._exported
        )

    def _exported(self, report: ExportReport) -> None:
        self._exchange.studio.exported.emit(report)
        self.close()

    def done(self, result: int) -> None:
        self._preview.stop()
        self.job.drop()
        super().done(result)
