"""Labels out of other programs: chosen or dropped, looked at, agreed to.

Nothing is stored before the person agrees, and their files are only read.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from edmstudio.app.import_found import NO_NUDGES
from edmstudio.app.import_preview import Examined
from edmstudio.app.taking_in import TakenIn
from edmstudio.domain.refused import Refused
from edmstudio.gui.exchange.import_layout import ImportLayout
from edmstudio.gui.exchange.import_table import ImportTable
from edmstudio.gui.exchange.import_words import missing, notes, on_the_beats, summary
from edmstudio.gui.exchange.relinking import Relinking
from edmstudio.gui.exchange.traffic import Exchange
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr


class ImportDialog(QDialog):
    """Files above, the preview of one of them below; Import takes all that are marked."""

    def __init__(self, exchange: Exchange, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import labels"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._exchange = exchange
        self.model = ImportTable()
        self.model.theme = theme
        self.parts = ImportLayout(self, self.model, exchange.studio)
        self.sources, self.job = self.parts.sources, self.parts.job
        self.relinking = Relinking(self, self.parts, self.model)
        self._connect()
        fit(self, theme.px(1040), theme.px(680))
        self._show_source()

    def _connect(self) -> None:
        parts = self.parts
        parts.files.clicked.connect(lambda: self._choose(QFileDialog.FileMode.ExistingFiles))
        parts.folder.clicked.connect(lambda: self._choose(QFileDialog.FileMode.Directory))
        parts.own.clicked.connect(self.look_at_own_tags)
        parts.again.clicked.connect(lambda: self.look_at(self._exchange.known_files()))
        parts.again.setVisible(bool(self._exchange.known_files()))
        parts.adopt.toggled.connect(self._adopt)
        parts.only_missing.toggled.connect(self._list)
        parts.zero.nudged.connect(self._nudge)
        parts.agree.clicked.connect(self._agree)
        self.relinking.linked.connect(self._show_source)
        self.sources.chosen.connect(self._show_source)
        self.sources.marked.connect(self._check)
        self.job.busy.connect(lambda busy: self._check())
        self.job.refused.connect(parts.told.refuse)
        self.job.stopped.connect(self._stopped)

    @property
    def settled(self) -> bool:
        """Whether nothing is being read."""
        return not self.job.running

    def look_at(self, paths: Iterable[Path]) -> None:
        """Examine these files and folders and show what they bring."""
        wanted = list(paths)
        self.job.begin(
            tr("Reading"), lambda watch: self._exchange.examine(watch, wanted), self._examined
        )

    def look_at_own_tags(self) -> None:
        """Examine what other programs wrote into the library's own files."""
        self.job.begin(tr("Reading tags"), self._exchange.examine_own_tags, self._examined)

    def _examined(self, found: list[Examined | Refused]) -> None:
        refused = [each for each in found if isinstance(each, Refused)]
        self.sources.add(each for each in found if isinstance(each, Examined))
        self._show_source()
        if refused:
            self.parts.told.refuse(*refused)

    def _show_source(self) -> None:
        """The preview of the file that is looked at."""
        source, parts = self.sources.current, self.parts
        parts.show_preview(source is not None)
        nudges = source.nudges if source else NO_NUDGES
        parts.zero.show_for(source.examined if source else None, nudges)
        parts.zero_group.setVisible(bool(parts.zero.fields))
        if source is not None:
            parts.summary.setText(summary(source.examined))
            parts.told.setText(notes(source.examined))
            here = sum(line.on_disk for line in source.examined.lines)
            lost = missing(source.examined, len(source.relinked))
            parts.show_missing(lost, here, adopts=source.adopts)
        self.model.nudge(nudges)
        self._list()
        self._check()

    def _list(self) -> None:
        source = self.sources.current
        lines = source.examined.lines if source else ()
        if self.parts.only_missing.isChecked():
            lines = tuple(line for line in lines if line.track is None)
        self.model.show_lines(lines, source.relinked if source else {})
        self._tell_beats()

    def _tell_beats(self) -> None:
        self.parts.beats.setText(told := on_the_beats(self.model))
        self.parts.beats.setVisible(bool(told))

    def _check(self) -> None:
        wanted = self.sources.wanted()
        self.parts.agree.setEnabled(bool(wanted) and not self.job.running)
        for widget in self.parts.readers():
            widget.setEnabled(not self.job.running)

    def _nudge(self) -> None:
        if (source := self.sources.current) is not None:
            source.nudges = self.parts.zero.nudges()
            self.model.nudge(source.nudges)
            self._tell_beats()

    def _adopt(self, on: bool) -> None:
        if (source := self.sources.current) is not None:
            source.adopts = on
            self.sources.want_current()
            self._check()

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        chooser = Chooser(tr("Import from"), self)
        chooser.setFileMode(mode)
        chooser.filesSelected.connect(lambda names: self.look_at(map(Path, names)))
        chooser.open()

    def _agree(self) -> None:
        wanted = self.sources.wanted()
        requests = [source.request for source in wanted]
        files = list(dict.fromkeys(file for source in wanted for file in source.files))
        self.job.begin(
            tr("Importing"),
            lambda watch: self._exchange.take_in(watch, requests, files),
            self._took,
        )

    def _took(self, came: TakenIn) -> None:
        self._exchange.took(came)
        self.close()

    def _stopped(self) -> None:
        self._exchange.refresh()
        self.parts.told.setText(tr("Stopped; what had come in stays. Import again to go on."))

    def done(self, result: int) -> None:
        self.job.drop()
        super().done(result)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.look_at(paths)
