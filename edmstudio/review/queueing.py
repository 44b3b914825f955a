"""From what was found to the queue: grouped, ordered, and mixed with chance and repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Purpose, QueueItem, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.causes import grouped
from edmstudio.review.looking import BASE, Looked, drawn, most_urgent
from edmstudio.review.ranking import Ranked, diverse, worth, woven

MOST = 2000  # questions in the queue
AUDIT_EVERY, REPEAT_EVERY = 10, 20
Prints = Mapping[TrackId, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """The whole queue, best first, and what is known of the labels that it does not ask about.

    Attributes
    ----------
    asked : tuple of Ranked
    labels : int
        How many labels the library has that nobody has let stand.
    expected : float
        How many labels outside the doubts are expected to be wrong.
    """

    asked: tuple[Ranked, ...]
    labels: int
    expected: float


def ordered(
    found: Looked,
    *,
    prints: Prints,
    kept: Sequence[Suspicion] = (),
    disputed: Sequence[Suspicion] = (),
    seed: int = 0,
) -> Ordered:
    """Disputes first, then doubts by worth; the same seed draws the same repeats.

    Parameters
    ----------
    kept : sequence of Suspicion
        Questions that were answered before, some of which are asked again.
    disputed : sequence of Suspicion
        Questions that two reviewers answered differently.
    """
    chance = np.random.default_rng(seed)
    open_ones = _without(found.doubted, disputed)
    doubted = sorted(grouped([Ranked(each, worth(each)) for each in open_ones]), key=_by_worth)
    left = [each.suspicion for each in doubted[MOST:]]
    asked = diverse(doubted[:MOST], _centred(prints))
    asked = woven(asked, _audits(found, left, len(asked), seed), AUDIT_EVERY)
    again = [Ranked(kept[int(i)], worth(kept[int(i)]), Purpose.REPEAT)
             for i in chance.permutation(len(kept))]  # fmt: skip
    asked = woven(asked, again, REPEAT_EVERY)
    third = [Ranked(each, worth(each), Purpose.DISPUTE) for each in disputed]
    expected = found.expected + sum(each.score for each in left)
    return Ordered((*third, *asked), found.labels, expected)


def reordered(waiting: Sequence[QueueItem], prints: Prints) -> list[QueueItem]:
    """The same items in the order that their scores ask for now, with fresh causes and ranks."""
    of = {purpose: [i for i in waiting if i.purpose is purpose] for purpose in Purpose}
    doubts = grouped([Ranked(i.suspicion, worth(i.suspicion)) for i in of[Purpose.DOUBT]])
    others = {
        purpose: [Ranked(i.suspicion, i.worth, purpose, chance=i.chance) for i in of[purpose]]
        for purpose in Purpose
    }
    asked = diverse(sorted(doubts, key=_by_worth), _centred(prints))
    asked = woven(asked, others[Purpose.AUDIT], AUDIT_EVERY)
    asked = woven(asked, others[Purpose.REPEAT], REPEAT_EVERY)
    named = {(i.suspicion.question, i.purpose): i for i in waiting}
    return [
        replace(
            named[each.suspicion.question, each.purpose],
            rank=rank,
            worth=each.worth,
            cause=each.cause,
        )
        for rank, each in enumerate([*others[Purpose.DISPUTE], *asked], start=1)
    ]


def _by_worth(each: Ranked) -> float:
    return -each.worth


def _without(found: Sequence[Suspicion], others: Sequence[Suspicion]) -> list[Suspicion]:
    named = {each.question for each in others}
    return [each for each in found if each.question not in named]


def _audits(found: Looked, left: Sequence[Suspicion], questions: int, seed: int) -> list[Ranked]:
    """A tenth of the queue, drawn from all that is not asked, with the chance it had.

    `left` are doubts for which the queue has no room.
    """
    candidates = most_urgent([*found.candidates, *drawn(left, seed)])
    count = questions // (AUDIT_EVERY - 1) + 1
    threshold = candidates[count].priority if len(candidates) > count else 0.0
    return [
        Ranked(
            each.suspicion,
            worth(each.suspicion),
            Purpose.AUDIT,
            chance=_chance(each.suspicion, threshold),
        )
        for each in candidates[:count]
    ]


def _chance(suspicion: Suspicion, threshold: float) -> float:
    """Probability that a priority sample down to a threshold holds a label."""
    return 1.0 if threshold <= 0.0 else min((BASE + suspicion.score) / threshold, 1.0)


def _centred(prints: Prints) -> dict[TrackId, NDArray[np.float64]]:
    """Voiceprints around their mean, each dimension of the same weight."""
    if not prints:
        return {}
    rows = np.array(list(prints.values()), dtype=np.float64)
    rows = (rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-6)
    return dict(zip(prints, rows, strict=True))
