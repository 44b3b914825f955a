"""Is this the key?"""

from functools import partial
from math import log
from typing import Any

import numpy as np

from edmstudio.domain.annotations import Fact
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.case import Case
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question, instead, odds
from edmstudio.review.speakers import Votes, holder, speakers

KEY = ("heard", "sure", "related", "mode", "votes")
UNHEARD = 1e-3
TO_HEAR = 8.0  # seconds
INTO = 0.3  # of the track, where its harmony is usually there


def key(case: Case, lore: Lore) -> Question | None:
    """None where no key holds."""
    held = case.held.key
    if held is None:
        return None
    probs, label = case.evidence.key.astype(np.float64), ALL_KEYS.index(held)
    said = [(each.source, each.annotations.key) for each in speakers(case, Fact.KEY)]
    weights = np.log(probs + UNHEARD)
    for name, other in said:
        if other is not None:
            weights[ALL_KEYS.index(other)] += lore.vote(Fact.KEY, name)
    weights[label] = -np.inf
    better = ALL_KEYS[int(weights.argmax())]
    votes = Votes(
        tuple(name for name, other in said if other == held),
        tuple(name for name, other in said if other == better),
    )
    return _asked(case, lore, better=better, probs=probs, votes=votes)


def _asked(
    case: Case, lore: Lore, *, better: Key, probs: "np.typing.NDArray[np.float64]", votes: Votes
) -> Question:
    held = case.held.key
    assert held is not None
    source = holder(case, Fact.KEY).source
    before, after = float(probs[ALL_KEYS.index(held)]), float(probs[ALL_KEYS.index(better)])
    against = sum(lore.vote(Fact.KEY, name) for name in votes.instead)
    nats = (
        odds(after, before, UNHEARD),
        float(probs.max()),
        1.0 if relation_of(held, better) and after > before else 0.0,
        _mode(lore, better) - _mode(lore, held),
        against - sum(lore.vote(Fact.KEY, name) for name in votes.label),
    )
    figures = (("p label", before), ("p suggested", after), *votes.figures())
    about = partial(_about, case, source, held=held, better=better, figures=figures)
    told = ("", "", "", "", votes.told(source, better.name))
    return Question(Doubt.KEY, source, nats, told, about)


def _about(
    case: Case, source: str, *, held: Key, better: Key, figures: tuple[tuple[str, Any], ...]
) -> Suspicion:
    start, relative = case.seconds * INTO, relation_of(held, better)
    (_, before), (_, after), *_ = figures
    return Suspicion(
        case.track_id,
        Doubt.KEY,
        source,
        start=start,
        end=min(start + TO_HEAR, case.seconds),
        label=held.name,
        suggested=better.name,
        score=0.0,
        reason=(
            f"{source} says {held.name}, {instead(before, after)} {better.name}"
            f"{', ' + relative if relative else ''}"
        ),
        figures=figures,
    )


def _mode(lore: Lore, key: Key) -> float:
    return log(lore.minor if key.minor else 1.0 - lore.minor)


def relation_of(held: Key, better: Key) -> str:
    """How two keys that are often taken for each other are related, "" for others."""
    if held.minor == better.minor:
        return "a fifth away" if (better.pitch - held.pitch) % 12 in (5, 7) else ""
    if better.pitch == held.pitch:
        return "the parallel key"
    return (
        "the relative key" if (better.pitch - held.pitch) % 12 == (9 if better.minor else 3) else ""
    )
