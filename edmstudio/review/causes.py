"""Many tracks, one cause, one decision: an encoder's delay, a source that rounds or halves."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import prod

from edmstudio.domain.suspicion import Doubt
from edmstudio.review.ranking import EFFORT, HARM, Ranked

FEWEST = 5  # tracks that make a cause
WIDTH = 0.004  # seconds within which offsets are the same
TOLERANT = 0.2  # score from which a member belongs to its cause
SAMPLES = 3  # members that a person listens to before deciding for all


def grouped(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same doubts; those of one cause carry its name and together its worth."""
    by_source: dict[tuple[str, Doubt], list[Ranked]] = defaultdict(list)
    for each in ranked:
        suspicion = each.suspicion
        if suspicion.doubt in (Doubt.OFFSET, Doubt.OCTAVE) and suspicion.score >= TOLERANT:
            by_source[suspicion.source, suspicion.doubt].append(each)
    members: dict[int, Ranked] = {}
    for (_, doubt), found in by_source.items():
        for group in _alike(found, WIDTH if doubt is Doubt.OFFSET else 0.02):
            members |= {id(old): new for old, new in zip(group, _joined(group), strict=True)}
    return [members.get(id(each), each) for each in ranked]


def _alike(found: list[Ranked], width: float) -> list[list[Ranked]]:
    """Groups whose amounts lie within `width`, the greatest first, each item in one of them."""
    left = sorted(found, key=lambda each: each.suspicion.amount)
    groups = []
    while len(left) >= FEWEST:
        amounts = [each.suspicion.amount for each in left]
        spans = [bisect_right(amounts, amount + width) for amount in amounts]
        start = max(range(len(left)), key=lambda place: spans[place] - place)
        if spans[start] - start < FEWEST:
            break
        groups.append(left[start : spans[start]])
        left = left[:start] + left[spans[start] :]
    return groups


def _joined(group: list[Ranked]) -> list[Ranked]:
    first = group[len(group) // 2].suspicion
    cause = f"{first.source}:{first.doubt}:{first.amount:+.3f}"
    # That many tracks are off by the same amount is no chance: together they are surer than alone.
    sure = 1.0 - prod(1.0 - each.suspicion.score for each in group)
    harm = sure * HARM[first.doubt] * len(group)
    together = harm / (SAMPLES * EFFORT[first.doubt])
    return [replace(each, cause=cause, worth=max(together, each.worth)) for each in group]
