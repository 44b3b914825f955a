"""The order of the questions: expected harm avoided a second, and not twenty alike in a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Doubt, Purpose, Suspicion
from edmstudio.domain.track import TrackId

Floats = NDArray[np.float64]
# What a wrong label does to a mix, 1 for a grid that cannot be mixed at all.
HARM = {
    Doubt.OCTAVE: 1.0, Doubt.HALF_BEAT: 1.0, Doubt.BAR_PHASE: 0.9, Doubt.PHRASE_PHASE: 0.3,
    Doubt.OFFSET: 0.9, Doubt.TEMPO: 0.6, Doubt.LABEL: 0.4, Doubt.BOUNDARY: 0.5,
    Doubt.CUE_KIND: 0.2, Doubt.CUE_PLACE: 0.5, Doubt.CUE_MISSING: 0.25, Doubt.CUE_DOUBTFUL: 0.4,
    Doubt.KEY: 0.5, Doubt.ENERGY: 0.2, Doubt.OUTLIER: 0.2,
    Doubt.NOT_MUSIC: 0.5, Doubt.BROKEN: 0.9, Doubt.DUPLICATE: 0.3,
}  # fmt: skip
# Seconds that a person needs to look or to listen.
EFFORT = {
    Doubt.OCTAVE: 4.0, Doubt.HALF_BEAT: 4.0, Doubt.BAR_PHASE: 6.0, Doubt.PHRASE_PHASE: 6.0,
    Doubt.OFFSET: 5.0, Doubt.TEMPO: 6.0, Doubt.LABEL: 3.0, Doubt.BOUNDARY: 4.0,
    Doubt.CUE_KIND: 3.0, Doubt.CUE_PLACE: 4.0, Doubt.CUE_MISSING: 4.0, Doubt.CUE_DOUBTFUL: 3.0,
    Doubt.KEY: 6.0, Doubt.ENERGY: 4.0, Doubt.OUTLIER: 4.0,
    Doubt.NOT_MUSIC: 4.0, Doubt.BROKEN: 6.0, Doubt.DUPLICATE: 5.0,
}  # fmt: skip
SAMENESS = 0.2  # share of worth that a question loses beside one like it
DIVERSE = 400  # places at the head of the queue that are made diverse


@dataclass(frozen=True, slots=True)
class Ranked:
    """A suspicion with its worth and why it is asked.

    `cause` joins what is settled as one; `chance` is that of an audit of being drawn.
    """

    suspicion: Suspicion
    worth: float
    purpose: Purpose = Purpose.DOUBT
    cause: str = ""
    chance: float = 1.0


def worth(suspicion: Suspicion) -> float:
    """Expected harm avoided a second of a person's time."""
    return suspicion.score * HARM[suspicion.doubt] / EFFORT[suspicion.doubt]


def diverse(ranked: Sequence[Ranked], prints: Mapping[TrackId, Floats]) -> list[Ranked]:
    """Best first, but a question like those before it waits a little (maximal marginal relevance).

    Parameters
    ----------
    ranked : sequence of Ranked
    prints : mapping of track to ndarray, shape (dimensions,)
        Voiceprints; tracks without one are like no other.
    """
    ordered = sorted(ranked, key=lambda each: -each.worth)
    head, tail = ordered[:DIVERSE], ordered[DIVERSE:]
    if not head:
        return []
    alike = _likeness(head, prints)
    worths = np.array([each.worth for each in head])
    nearest, free = np.zeros(len(head)), np.ones(len(head), dtype=np.bool_)
    chosen: list[Ranked] = []
    for _ in head:
        score = np.where(free, worths * (1.0 - SAMENESS * nearest), -1.0)
        best = int(score.argmax())
        free[best] = False
        nearest = np.maximum(nearest, alike[best])
        chosen.append(head[best])
    return [*chosen, *tail]


def _likeness(head: Sequence[Ranked], prints: Mapping[TrackId, Floats]) -> Floats:
    """0 to 1 for each pair: the same kind of doubt in tracks that sound alike."""
    size = max((len(row) for row in prints.values()), default=1)
    rows = np.array([prints.get(each.suspicion.track_id, np.zeros(size)) for each in head])
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    doubts = np.array([each.suspicion.doubt for each in head])
    same = (doubts[:, None] == doubts[None]).astype(np.float64)
    return np.asarray(np.clip(rows @ rows.T, 0.0, 1.0) * (0.5 + 0.5 * same))


def woven(ranked: Sequence[Ranked], others: Sequence[Ranked], place: int) -> list[Ranked]:
    """Others at every `place`-th place; those for whom there is none are left out."""
    found: list[Ranked] = []
    waiting = iter(others)
    for each in ranked:
        found.append(each)
        if len(found) % place == place - 1 and (other := next(waiting, None)) is not None:
            found.append(other)
    return found
