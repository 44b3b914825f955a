"""What goes into a retraining and what comes out of it, as plain values between processes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction

Scores = dict[str, float]
POINT = 0.01  # what a task may lose
CHANCE = 0.7  # probability of a loss below which it may be chance


class Level(StrEnum):
    """How much of a checkpoint moves, the least first."""

    HABITS = "habits"
    ARRANGER = "arranger"
    EAR = "ear"
    DEEP = "deep"


# Of every task: its name as `evaluate` prints it, the kind of fact it is about, a person's words.
TASKS: dict[str, tuple[Fact, str]] = {
    "bpm_acc1": (Fact.GRID, "tempo"),
    "beat_f": (Fact.GRID, "beats"),
    "beat_f_10": (Fact.GRID, "beats to 10 ms"),
    "downbeat_f": (Fact.GRID, "bar lines"),
    "boundary_f_0.5": (Fact.SECTIONS, "section boundaries"),
    "section_accuracy": (Fact.SECTIONS, "section labels"),
    "cue_f": (Fact.CUES, "cues"),
    "key_mirex": (Fact.KEY, "key"),
    "energy": (Fact.ENERGY, "energy"),
}


@dataclass(frozen=True, slots=True)
class Listened:
    """A track that nobody corrected, to be kept as it was and to show what would change."""

    payload: str
    path: str
    seconds: float
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Assignment:
    """Everything that a retraining needs to know.

    Attributes
    ----------
    lessons : tuple of Lesson
    others : tuple of Listened
    model : str
        File of the checkpoint that answers now, "" for the analysis without a network.
    root : str
        File of the checkpoint that learning begins from, "" for none.
    features : str
        Folder of tracks that were measured.
    models : str
        Folder in which a candidate is left.
    reference : str
        File of the rendered reference, "" for none.
    level : Level
        The most that is tried.
    number : int
        The how-manieth retraining of the library this is.
    seed : int
    room : int
        Megabytes of measured sound that may stay on the disk.
    """

    lessons: tuple[Lesson, ...]
    others: tuple[Listened, ...]
    model: str
    root: str
    features: str
    models: str
    reference: str
    level: Level
    number: int = 1
    seed: int = 0
    room: int = 4000


@dataclass(frozen=True, slots=True)
class Row:
    """One task before and after.

    Attributes
    ----------
    task : str
        Of `TASKS`.
    before, after : float
        Mean over the tracks that have both.
    low, high : float
        95 % interval of the difference.
    worse : float
        Probability that it became worse.
    tracks : int
    frozen : bool
        Whether it is of the frozen set.
    """

    task: str
    before: float
    after: float
    low: float
    high: float
    worse: float
    tracks: int
    frozen: bool = False

    @property
    def title(self) -> str:
        """In a person's words."""
        return TASKS[self.task][1]

    @property
    def points(self) -> float:
        """Difference in hundredths."""
        return 100.0 * (self.after - self.before)

    @property
    def lost(self) -> bool:
        """Whether it is worse by more than a point, and hardly by chance."""
        return self.after < self.before - POINT and self.worse > CHANCE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says.

    Attributes
    ----------
    promoted : bool
    reason : str
        One sentence with the figures.
    rows : tuple of Row
    worse : float
        Probability that the mean over all tasks became worse.
    tracks : int
        Corrected tracks that it was judged on.
    gain : float
        Difference of the means over all kinds of fact.
    """

    promoted: bool
    reason: str
    rows: tuple[Row, ...] = ()
    worse: float = 1.0
    tracks: int = 0
    gain: float = 0.0

    def means(self, side: str) -> Scores:
        """``before`` or ``after`` of the corrected tracks, by task."""
        return {row.task: round(getattr(row, side), 4) for row in self.rows if not row.frozen}

    def as_json(self) -> dict[str, Any]:
        """Plain values for cards and the command line."""
        return asdict(self)

    @classmethod
    def of_json(cls, held: Mapping[str, Any]) -> "Verdict":
        """The inverse of `as_json`."""
        return cls(**{**held, "rows": tuple(Row(**row) for row in held["rows"])})


@dataclass(frozen=True, slots=True)
class TrackChange:
    """What a promotion would change about one track: what holds, and what would be heard."""

    payload: str
    before: Annotations
    after: Annotations
    words: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """What more corrections of one kind are likely to bring.

    Attributes
    ----------
    fact : Fact
    tracks : int
        Corrected so far.
    points : tuple of (int, float)
        Tracks trained on and score on the others, measured.
    gain : float
        Hundredths that twice as many tracks are expected to bring.
    """

    fact: Fact
    tracks: int
    points: tuple[tuple[int, float], ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a retraining ended.

    Attributes
    ----------
    verdict : Verdict
    level : Level
        Of what was judged.
    name, file : str
        Of the candidate; "" where it was refused.
    card : dict
        What the candidate says of itself.
    seconds : float
    trained, checked : int
        Tracks that it learned from, and that it was judged on.
    changes : tuple of TrackChange
    predictions : dict of str to Prediction
        Of corrected tracks by payload, with evidence of folds that never saw them.
    forecasts : tuple of Forecast
    tried : tuple of (Level, Verdict)
        Every level that was tried.
    """

    verdict: Verdict
    level: Level
    name: str = ""
    file: str = ""
    card: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    trained: int = 0
    checked: int = 0
    changes: tuple[TrackChange, ...] = ()
    predictions: dict[str, Prediction] = field(default_factory=dict)
    forecasts: tuple[Forecast, ...] = ()
    tried: tuple[tuple[Level, Verdict], ...] = ()
