"""From suspicions to the queue: what is asked, grouped, ordered, and mixed with chance."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.causes import grouped
from edmstudio.review.ranking import Ranked, diverse, with_audits, with_repeats, worth

LEAST = 0.1  # probability from which a doubt is worth a question
MOST = 2000  # questions in the queue


def queue_of(
    suspicions: Sequence[Suspicion],
    *,
    prints: Mapping[TrackId, NDArray[np.float32]],
    kept: Sequence[Suspicion] = (),
    seed: int = 0,
) -> list[Ranked]:
    """The whole queue, best first; the same seed draws the same audits and repeats."""
    chance = np.random.default_rng(seed)
    answered = {each.question for each in kept}
    open_ones = [each for each in suspicions if each.question not in answered]
    doubted = [Ranked(each, worth(each)) for each in open_ones if each.score >= LEAST]
    doubted = sorted(grouped(doubted), key=lambda each: -each.worth)[:MOST]
    centred = _centred(prints)
    asked = with_audits(diverse(doubted, centred), open_ones, chance)
    again = [kept[int(place)] for place in chance.permutation(len(kept))]
    return with_repeats(asked, again)


def _centred(prints: Mapping[TrackId, NDArray[np.float32]]) -> dict[TrackId, NDArray[np.float64]]:
    """Voiceprints around their mean, each dimension of the same weight."""
    if not prints:
        return {}
    rows = np.array(list(prints.values()), dtype=np.float64)
    rows = (rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-6)
    return dict(zip(prints, rows, strict=True))
