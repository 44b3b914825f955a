"""Looking for doubts in worker processes: plain values in, plain values out, no library.

What is heavy is imported inside the functions, so that naming them costs the window nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edmstudio.domain.next_label import NextLabel
    from edmstudio.domain.suspicion import Suspicion
    from edmstudio.learning.next_labels import Sketch
    from edmstudio.review.judge import Judge
    from edmstudio.review.looking import Looked
    from edmstudio.review.queueing import Ordered
    from edmstudio.store.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Precedents:
    """Tracks that a judge is made from, and the seed of what is drawn by chance."""

    dossiers: "tuple[Dossier, ...]"
    seed: int = 0


def learn(known: Precedents) -> "Judge":
    """A judge of the library's labels; cleanlab is loaded here."""
    from edmstudio.app.casework import case_of
    from edmstudio.learning.judging import judge_of

    return judge_of([case_of(dossier) for dossier in known.dossiers], known.seed)


@dataclass(frozen=True, slots=True)
class Glance:
    """Tracks to look through; `answered` are questions that a person has settled already."""

    judge: "Judge"
    dossiers: "tuple[Dossier, ...]"
    answered: frozenset[object] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Glanced:
    """What is doubtful in some tracks, and what tells which of them to label next."""

    found: "Looked"
    sketches: "tuple[Sketch, ...]"


def glance(asked: Glance) -> Glanced:
    """Look through some tracks."""
    from edmstudio.app.casework import case_of
    from edmstudio.learning.next_labels import sketch
    from edmstudio.review.looking import look

    cases = [case_of(dossier) for dossier in asked.dossiers]
    found = look(asked.judge, cases, answered=asked.answered, seed=asked.seed)
    return Glanced(found, tuple(sketch(case) for case in cases))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was found in a library, and what people said before."""

    found: "Looked"
    sketches: "tuple[Sketch, ...]" = ()
    kept: "tuple[Suspicion, ...]" = ()
    disputed: "tuple[Suspicion, ...]" = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The queue, and the tracks to label next."""

    queue: "Ordered"
    next_labels: "tuple[NextLabel, ...]"


def arrange(wanted: Arrangement) -> Arranged:
    """The queue: tracks are compared with each other here, and everything is put in order."""
    from edmstudio.learning.next_labels import next_labels
    from edmstudio.learning.suspect_track import suspect_tracks
    from edmstudio.review.looking import merged, sifted
    from edmstudio.review.queueing import ordered

    settled = {suspicion.question for suspicion in wanted.kept}
    tracks = [t for t in suspect_tracks(wanted.found.traces) if t.question not in settled]
    queue = ordered(
        merged([wanted.found, sifted(tracks, seed=wanted.seed)]),
        prints={trace.track_id: trace.voiceprint for trace in wanted.found.traces},
        kept=wanted.kept,
        disputed=wanted.disputed,
        seed=wanted.seed,
    )
    return Arranged(queue, tuple(next_labels(wanted.sketches, wanted.seed)))
