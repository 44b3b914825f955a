"""Doubts about what is believed of a track, and what a person says to them."""

from dataclasses import dataclass
from enum import StrEnum

from edmstudio.domain.track import TrackId


class Kind(StrEnum):
    """What a suspicion is about."""

    GRID = "grid"
    SECTION = "section"
    CUE = "cue"
    KEY = "key"
    ENERGY = "energy"
    TRACK = "track"


class Doubt(StrEnum):
    """In what way it may be wrong."""

    OCTAVE = "octave"
    HALF_BEAT = "half-beat"
    BAR_PHASE = "bar-phase"
    PHRASE_PHASE = "phrase-phase"
    OFFSET = "offset"
    TEMPO = "tempo"
    LABEL = "label"
    BOUNDARY = "boundary"
    CUE_KIND = "cue-kind"
    CUE_PLACE = "cue-place"
    CUE_MISSING = "cue-missing"
    CUE_DOUBTFUL = "cue-doubtful"
    KEY = "key"
    ENERGY = "energy"
    OUTLIER = "outlier"
    NOT_MUSIC = "not-music"
    BROKEN = "broken"
    DUPLICATE = "duplicate"

    @property
    def kind(self) -> Kind:
        """The kind of fact that is in doubt."""
        return _KINDS[self]


_KINDS = {
    **dict.fromkeys(list(Doubt)[:6], Kind.GRID),
    **dict.fromkeys(list(Doubt)[6:8], Kind.SECTION),
    **dict.fromkeys(list(Doubt)[8:12], Kind.CUE),
    Doubt.KEY: Kind.KEY,
    Doubt.ENERGY: Kind.ENERGY,
    **dict.fromkeys(list(Doubt)[14:], Kind.TRACK),
}


class Verdict(StrEnum):
    """What a person says to a suspicion."""

    ACCEPT = "accept"
    KEEP = "keep"
    SKIP = "skip"
    BACK = "back"  # the answer before was taken back


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One question about one place: is this wrong?

    Attributes
    ----------
    track_id : TrackId
    doubt : Doubt
    source : str
        Who says what is in doubt: a program, an annotator or a checkpoint.
    start, end : float
        Seconds of the place to listen to.
    label : str
        What holds now, "" where something seems to be missing.
    suggested : str
        What would hold instead, "" where it would be taken away.
    score : float
        Probability that the label is wrong, 0 to 1.
    reason : str
        Why, in words with the figures of `figures`.
    amount : float
        What the correction needs beside `suggested`: beats to shift by for half beats, bars and
        phrases, seconds to shift by for an offset, BPM for a tempo, the right moment in seconds
        for boundaries and cues, the ratio for an octave.
    cue_id : int
        The cue it is about, 0 where it is about none.
    figures : tuple of pairs
        Names and values of what the reason tells.
    """

    track_id: TrackId
    doubt: Doubt
    source: str
    start: float
    end: float
    label: str
    suggested: str
    score: float
    reason: str
    amount: float = 0.0
    cue_id: int = 0
    figures: tuple[tuple[str, float | str], ...] = ()

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.doubt.kind

    @property
    def question(self) -> tuple[object, ...]:
        """The same for two suspicions that ask about the same label."""
        return self.track_id, self.doubt, self.source, self.cue_id, self.label, self.start


class Purpose(StrEnum):
    """Why a question is in the queue."""

    DOUBT = "doubt"
    AUDIT = "audit"
    REPEAT = "repeat"
    DISPUTE = "dispute"  # two reviewers answered it differently


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A suspicion waiting for a person.

    Attributes
    ----------
    item_id : int
    suspicion : Suspicion
    rank : int
        Place in the queue, 1 is asked first.
    worth : float
        Expected harm avoided a second of a person's time.
    purpose : Purpose
        Audit items were drawn by chance: they tell how many errors remain.
    cause : str
        The same for items that one decision settles, "" for an item of its own.
    checkpoint : str
        What the suspicion rests on.
    chance : float
        Probability with which an audit was drawn, 1 for other items; its answer counts inversely.
    """

    item_id: int
    suspicion: Suspicion
    rank: int
    worth: float
    purpose: Purpose = Purpose.DOUBT
    cause: str = ""
    checkpoint: str = ""
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said to an item; the line of decisions is evaluation data.

    Attributes
    ----------
    decision_id : int
    item : QueueItem
    verdict : Verdict
    old, new : str
        What held, and what holds since; the same unless something was corrected.
    seconds : float
        What it took the person.
    annotator : str
    made_at : str
        ISO 8601, UTC.
    batch : str
        Of the revisions that it made, "" where it made none.
    """

    decision_id: int
    item: QueueItem
    verdict: Verdict
    old: str
    new: str
    seconds: float
    annotator: str
    made_at: str
    batch: str = ""
