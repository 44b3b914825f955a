"""Keys that may be wrong, by 24 probabilities a track and what other sources say."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.quality import NONE, believe
from edmstudio.learning.sources import holder, table, witnesses
from edmstudio.review.case import Case


def suspect_keys(cases: Sequence[Case]) -> list[Suspicion]:
    """Suspicions about the keys that hold."""
    asked = [case for case in cases if case.doubts(Fact.KEY) and case.held.key is not None]
    if not asked:
        return []
    said = table(asked, Fact.KEY, _class)
    probs = np.array([case.evidence.key for case in asked], dtype=np.float64)
    belief = believe(said.given, probs)
    held = np.array([_class(case, case.held) for case in asked])
    wrong, best = belief.wrong(held), belief.instead(held)
    return [
        _suspicion(case, ALL_KEYS[int(better)], score=float(score), probs=row)
        for case, mine, better, score, row in zip(asked, held, best, wrong, probs, strict=True)
    ]


def _class(case: Case, said: Annotations) -> int:
    return NONE if said.key is None else ALL_KEYS.index(said.key)


def _suspicion(case: Case, better: Key, *, score: float, probs: NDArray[np.float64]) -> Suspicion:
    held = case.held.key
    assert held is not None
    source = holder(case, Fact.KEY).source
    before, after = float(probs[ALL_KEYS.index(held)]), float(probs[ALL_KEYS.index(better)])
    agreeing = [w.source for w in witnesses(case, Fact.KEY) if w.annotations.key == better]
    others = f"; {' and '.join(agreeing)} also hears {better.name}" if agreeing else ""
    return Suspicion(
        case.track_id,
        Doubt.KEY,
        source,
        start=case.seconds * 0.3,
        end=min(case.seconds * 0.3 + 8.0, case.seconds),
        label=held.name,
        suggested=better.name,
        score=score,
        reason=(
            f"{source} says {held.name} (p {before:.2f}), the model {better.name} "
            f"(p {after:.2f}{_distance(held, better)}){others}."
        ),
        figures=(
            ("p label", round(before, 4)),
            ("p suggested", round(after, 4)),
            ("agree", ", ".join(agreeing)),
        ),
    )


def _distance(held: Key, better: Key) -> str:
    if held.minor != better.minor:
        relative = (better.pitch - held.pitch) % 12 == (9 if better.minor else 3)
        return ", the relative key" if relative else ""
    return ", a fifth away" if (better.pitch - held.pitch) % 12 in (5, 7) else ""
