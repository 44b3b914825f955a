"""The one place where the window learns that something about the open track changed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from edmstudio.app.editing import Change, Editor
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track

NOTHING = Annotations()
FIRST_SPAN = 30.0  # seconds; 16 bars of house fill the timeline of a track just opened
SHORTEST_SPAN = 0.05  # seconds; closer than this a sample is wider than a finger


@dataclass(frozen=True, slots=True)
class Selection:
    """What the person has picked on the timeline.

    Attributes
    ----------
    cues : frozenset of int
        Identities of the cues.
    section : float or None
        A moment inside the section, in seconds; it survives a boundary that moves.
    beat : int or None
        Number of the beat.
    """

    cues: frozenset[int] = frozenset()
    section: float | None = None
    beat: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The part of the track in view, in seconds: where it begins and how much it shows."""

    start: float
    seconds: float

    @property
    def stop(self) -> float:
        """Where it ends."""
        return self.start + self.seconds


class Session(QObject):
    """View model of the open track: views read from it, and ask it to change things.

    No view remembers an annotation or tells another view; it redraws when a signal says so.
    """

    opened = Signal()  # another track, or none
    changed = Signal(Change)  # what was done
    refused = Signal(Refused)
    selected = Signal()
    spanned = Signal()
    quantised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.track: Track | None = None
        self.prediction: Annotations | None = None
        self.selection = Selection()
        self.span = Span(0.0, FIRST_SPAN)
        self.quantise = True
        self._editor: Editor | None = None

    def open(self, track: Track, editor: Editor, prediction: Annotations | None) -> None:
        """Put another track on the desk."""
        self.track, self._editor, self.prediction = track, editor, prediction
        self.selection = Selection()
        self.span = Span(0.0, min(max(track.seconds, SHORTEST_SPAN), FIRST_SPAN))
        self.opened.emit()

    def renew(self, prediction: Annotations | None) -> None:
        """The library knows more about the open track: a new prediction, an import."""
        self.prediction = prediction
        if self.track is not None:
            self.changed.emit(Change(self.track.track_id, "", self.annotations))

    def close(self) -> None:
        """Take the track off the desk."""
        self.track = self._editor = self.prediction = None
        self.selection = Selection()
        self.opened.emit()

    @property
    def editor(self) -> Editor | None:
        """The line of revisions of the open track."""
        return self._editor

    @property
    def annotations(self) -> Annotations:
        """What holds now; empty where no track is open."""
        return self._editor.annotations if self._editor else NOTHING

    @property
    def duration(self) -> float:
        """Seconds of the open track, 0 where there is none."""
        return self.track.seconds if self.track else 0.0

    @property
    def undo_title(self) -> str | None:
        """What undo would take back."""
        return self._editor.undo_title if self._editor else None

    @property
    def redo_title(self) -> str | None:
        """What redo would do again."""
        return self._editor.redo_title if self._editor else None

    def perform(self, edit: Edit) -> None:
        """Commit one correction, then say so."""
        editor = self._editor
        if editor is not None:
            self.attempt(lambda: editor.perform(edit))

    def undo(self) -> None:
        """Take the last correction back, by one more revision."""
        if self._editor is not None and self._editor.undo_title is not None:
            self.attempt(self._editor.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._editor is not None and self._editor.redo_title is not None:
            self.attempt(self._editor.redo)

    def attempt(self, correction: Callable[[], Change | None]) -> None:
        """Run a correction; a refusal becomes a sentence, never a window in the way."""
        try:
            change = correction()
        except Refused as refusal:
            self.refused.emit(refusal)
        else:
            if change is not None:
                self.changed.emit(change)

    def select(self, selection: Selection) -> None:
        """Pick something on the timeline."""
        if selection != self.selection:
            self.selection = selection
            self.selected.emit()

    def look_at(self, start: float, stop: float) -> None:
        """Bring a part of the track into view; the view never leaves the track."""
        self.show(start, stop - start)

    def scroll_to(self, start: float) -> None:
        """Bring another part into view at exactly the same zoom: what is drawn of it stays good."""
        self.show(start, self.span.seconds)

    def show(self, start: float, seconds: float) -> None:
        """Bring so many seconds from `start` into view."""
        seconds = min(max(seconds, SHORTEST_SPAN), max(self.duration, SHORTEST_SPAN))
        start = min(max(start, 0.0), max(self.duration - seconds, 0.0))
        if self.span != (span := Span(start, seconds)):
            self.span = span
            self.spanned.emit()

    def set_quantise(self, on: bool) -> None:
        """Whether what a hand places falls on the nearest beat."""
        self.quantise = on
        self.quantised.emit()

    def snapped(self, seconds: float) -> float:
        """The nearest beat while quantise is on, otherwise the moment itself."""
        grid = self.annotations.grid
        if grid is None or not self.quantise:
            return seconds
        return min(max(grid.snap(seconds), 0.0), self.duration)
