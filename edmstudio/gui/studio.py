"""A library on the desk: its list, its open track, its long work; no widgets here."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from edmstudio.app.analysing import unanalysed
from edmstudio.app.answering import Asked, nothing_asked
from edmstudio.app.editing import Change, Editor
from edmstudio.app.holding import Holding
from edmstudio.app.keeping import back_up
from edmstudio.app.outcome import Analysed, Arrived
from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.audio.player import Player
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.evidence import Evidence
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.jobs import Jobs
from edmstudio.gui.library.listing import Listing
from edmstudio.gui.library.rows import Row
from edmstudio.gui.problems import Problems
from edmstudio.gui.session import Session
from edmstudio.gui.track.opening import Opening
from edmstudio.gui.track.transport import Transport
from edmstudio.gui.words import tr
from edmstudio.gui.work import Finished, Work
from edmstudio.interchange.exporter import ExportReport
from edmstudio.jobs.executors import Place, Processes, cores
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

RENEW = 700  # ms between two looks at the library while work goes on


class Studio(QObject):
    """What a person does with a library as a whole; the window shows what it says."""

    listed = Signal(object)  # list of Row; as `list` Qt would copy each into its own types
    renewed = Signal(object)  # the Row of one track, as soon as it has changed
    said = Signal(str)  # a sentence for the status bar or a toast
    exported = Signal(ExportReport)

    def __init__(
        self,
        library: Library,
        places: Places,
        settings: Settings,
        *,
        place: Place | None = None,
        audible: bool = True,
    ) -> None:
        super().__init__()
        self.library, self.places, self.settings = library, places, settings
        self.tracks = Tracks(library)
        self.problems = Problems(self)
        self.jobs = Jobs(self)
        self.session = Session(self)
        self.transport = Transport(self.session, Player(), self)
        self.transport.listening.turn_to(settings)
        self.place = place or Processes(settings.workers or cores())
        self.work = Work(self.jobs, library, self.place, places.cache)
        self.opening = Opening(self.jobs, places.cache, self.problems)
        if audible:
            self.transport.listening.use(settings)
            self.opening.heard.connect(self.transport.load)
        self._audible = audible
        self._holding = Holding(library)
        self.asked: Asked = nothing_asked  # what a correction by hand may answer
        self._listing = Listing(self.tracks, self)
        self._listing.read.connect(self._list)
        self._stale = QTimer(self, singleShot=True, interval=RENEW)
        self._stale.timeout.connect(self.list_tracks)
        self._open_first = False
        self._count = 0
        self.transport.listening.noticed.connect(self.said)
        self.work.outcome.connect(self._came)
        self.work.ended.connect(self._ended)
        self.work.failed.connect(self.problems.tell)
        self.session.changed.connect(self._corrected)

    def use(self, settings: Settings) -> None:
        """The person changed the settings."""
        before, self.settings = self.settings, settings
        device = (settings.output, settings.latency) != (before.output, before.latency)
        if device and self._audible:
            self.transport.listening.use(settings)
        else:
            self.transport.listening.turn_to(settings)

    def list_tracks(self) -> None:
        """Read the list of tracks and show it."""
        self._listing.start()

    def _list(self, rows: list[Row]) -> None:
        self._count = len(rows)
        self.listed.emit(rows)

    def open_track(self, track_id: int) -> None:
        """Put a track on the desk."""
        held = self.tracks.get(TrackId(track_id))
        track = replace(held, missing=not Path(held.path).exists())  # as it is now
        by = self.settings.signature
        editor = Editor(self.library, track.track_id, by, asked=lambda: self.asked())
        self.session.open(track, editor, self._holding.prediction(track.track_id))
        self.opening.open(track, listen=self._audible)

    def add(self, paths: Iterable[Path], *, open_first: bool = False) -> None:
        """Take files and folders in, then analyse what is new."""
        self._open_first = open_first or self.session.track is None
        self.work.add(paths)

    def analyse(self, track_ids: Iterable[int]) -> None:
        """Analyse these tracks, again if need be."""
        self.work.analyse([self.tracks.get(TrackId(track_id)) for track_id in track_ids])

    def try_demo(self) -> None:
        """Fill the library with tracks that the program makes itself."""
        self.work.demo(self.places.library.parent / "demo")

    def analyse_new(self) -> None:
        """Analyse every track that the current checkpoint has not heard."""
        self.work.analyse(unanalysed(self.library))

    def chosen(self, track_ids: Iterable[int]) -> list[Track]:
        """Tracks by their ids."""
        return [self.tracks.get(TrackId(track_id)) for track_id in track_ids]

    def cues_of(self, track_id: int) -> tuple[CuePoint, ...]:
        """The cues that hold for a track."""
        return self._holding.annotations(TrackId(track_id)).cues

    def evidence(self) -> Evidence | None:
        """What the newest checkpoint holds for possible about the open track."""
        held = self.session.track
        return self._holding.evidence(held.track_id) if held else None

    @property
    def count(self) -> int:
        """How many tracks the list has."""
        return self._count

    def back_up(self) -> None:
        """A verified copy of the library; it stays in use."""
        job = self.jobs.new(lambda watch: back_up(self.library, self.places, None))
        job.done.connect(lambda path: self.said.emit(tr("Backed up to {path}").format(path=path)))
        job.failed.connect(self.problems.told_of(tr("No backup was written.")))
        job.start()

    def close(self) -> None:
        """Stop what runs and let the library go; nothing that was decided is lost."""
        self.transport.close()
        self._stale.stop()
        self._listing.stop()
        self.opening.close()
        self.work.cancel()
        self.work.blockSignals(True)  # what still ends has nobody to tell
        self.jobs.close()
        self.library.close()

    def _corrected(self, change: Change) -> None:
        """The line of this track at once, the order of the list when the hands are still."""
        self.renewed.emit(self.tracks.row(change.track_id))
        self._stale.start()

    def _came(self, outcome: object) -> None:
        if not self._stale.isActive():
            self._stale.start()
        held = self.session.track
        if isinstance(outcome, Arrived) and (self._open_first or _found(held, outcome.track)):
            self._open_first = False
            self.open_track(outcome.track.track_id)
        held = self.session.track
        if isinstance(outcome, Analysed) and held and held.track_id == outcome.track.track_id:
            self.renew()

    def renew(self) -> None:
        """More is known of the open track: show it, with what the person decided kept."""
        held, editor = self.session.track, self.session.editor
        if held is not None and editor is not None:
            editor.refresh()
            self.session.renew(self._holding.prediction(held.track_id))

    def _ended(self, finished: Finished) -> None:
        self.list_tracks()
        self.said.emit(finished.sentence)
        self.opening.again()
        if self.session.track is None and self._count:
            self.open_track(self.tracks.all()[0].track_id)
        if finished.title == tr("Adding") and finished.done and not finished.cancelled:
            self.analyse_new()


def _found(held: Track | None, arrived: Track) -> bool:
    """Whether this is the open track, whose file was missing."""
    return held is not None and held.missing and held.track_id == arrived.track_id
