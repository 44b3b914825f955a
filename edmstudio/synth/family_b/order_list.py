"""Forms as trackers hold them: a few patterns of four or eight bars, and the order they play in.

A pattern is the full band without some of its channels; repeats, returns and ends are the order's.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_b.form import (
    BASS,
    CHORDS,
    FELT,
    HATS,
    IDEAS,
    KICK,
    LEAD,
    PAD,
    PERC,
    SNARE,
    VOCAL,
    Form,
)
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.streams import Chance, happens, pick

Flags = NDArray[np.bool_]
AFTER = {  # what kind of pattern follows which, and how readily
    "thin": {"beat": 0.35, "most": 0.35, "full": 0.2, "tune": 0.1},
    "beat": {"most": 0.5, "full": 0.4, "tune": 0.1},
    "tune": {"full": 0.45, "most": 0.35, "beat": 0.1, "thin": 0.1},
    "most": {"full": 0.6, "tune": 0.2, "most": 0.15, "thin": 0.05},
    "full": {"tune": 0.2, "most": 0.35, "beat": 0.15, "full": 0.25, "thin": 0.05},
}
STATE = {"thin": "enter", "beat": "groove", "tune": "rest", "most": "groove", "full": "peak"}


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Channels that sound, and the idea they play."""

    kind: str
    channels: Flags
    idea: int


def ordered(share: NDArray[np.float64], chance: Chance, *, longest: float) -> Form:
    """A form of a few patterns; `share` is how probable each layer is."""
    owned = chance.random(len(LAYERS)) < share
    if happens(chance, 0.05):
        owned[[KICK, SNARE, HATS, PERC]] = False
    owned[[LEAD, BASS]] |= not owned[[LEAD, CHORDS, PAD]].any()
    rows = pick(chance, [4, 4, 8, 8, 2])
    order = _order(chance, max(round(longest * pick(chance, [1.0, 0.6, 0.35]) / rows), 2))
    shelf: dict[str, list[Pattern]] = {}
    played = [_pattern(kind, owned, shelf, chance) for kind in order]
    lengths = [_rows(rows, chance) for _ in played]
    return _written(played, lengths, chance)


def _order(chance: Chance, count: int) -> list[str]:
    """Kinds of patterns, most of them said two or four times in a row."""
    kind = pick(chance, ["thin", "beat", "tune", "full"], [0.45, 0.3, 0.15, 0.1])
    order: list[str] = []
    while len(order) < count:
        order += [kind] * pick(chance, [1, 2, 2, 4])
        options = AFTER[kind]
        kind = pick(chance, list(options), list(options.values()))
    order = order[:count]
    if happens(chance, 0.5) and count > 4:
        order[-pick(chance, [1, 2]) :] = [pick(chance, ["thin", "beat", "tune"])]
    return order


def _rows(usual: int, chance: Chance) -> int:
    """Bars of a pattern; now and then a break command cuts one short."""
    return usual if happens(chance, 0.96) else max(usual // 2, 1)


def _pattern(kind: str, owned: Flags, shelf: dict[str, list[Pattern]], chance: Chance) -> Pattern:
    """One that was there before, or a new one of this kind."""
    known = shelf.setdefault(kind, [])
    if known and happens(chance, 0.75):
        return known[-1] if happens(chance, 0.7) else pick(chance, known)
    made = Pattern(kind, _channels(kind, owned, chance), int(chance.integers(IDEAS)))
    known.append(made)
    return made


def _channels(kind: str, owned: Flags, chance: Chance) -> Flags:
    drums = np.isin(np.arange(len(owned)), [KICK, SNARE, HATS, PERC])
    tonal = ~drums
    left = owned.copy()
    if kind == "thin":
        keep = chance.random(len(owned)) < 0.35
        left &= keep
    elif kind == "beat":
        left &= drums | (np.arange(len(owned)) == BASS) | (chance.random(len(owned)) < 0.15)
    elif kind == "tune":
        left &= tonal | (chance.random(len(owned)) < 0.15)
        left[KICK] = False
    elif kind == "most":
        left[pick(chance, [LEAD, CHORDS, HATS, BASS, SNARE, VOCAL])] = False
        left[pick(chance, [LEAD, CHORDS, PERC, VOCAL])] = False
    if not left.any():
        left[pick(chance, np.flatnonzero(owned).tolist())] = True
    return left


def _written(played: list[Pattern], lengths: list[int], chance: Chance) -> Form:
    gains = chance.uniform(0.6, 1.0, len(LAYERS))
    rows = np.array([pattern.channels * gains for pattern in played])
    felt = rows @ FELT
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    ideas = np.repeat([pattern.idea for pattern in played], lengths)
    whole = happens(chance, 0.3)  # chords that run on through the order, or begin with a pattern
    since = np.concatenate([np.arange(length) for length in lengths])
    turns = np.flatnonzero(np.diff(ideas, prepend=-1))
    running = (
        np.arange(len(ideas)) - turns[np.searchsorted(turns, np.arange(len(ideas)), "right") - 1]
    )
    states = [
        (STATE[pattern.kind], int(start)) for pattern, start in zip(played, starts, strict=False)
    ]
    fresh = [states[0], *(b for a, b in pairwise(states) if a[0] != b[0])]
    return Form(
        tuple(fresh), np.repeat(np.clip(felt / max(felt.max(), 1e-6), 0.05, 1.0), lengths),
        np.repeat(rows.astype(np.float32), lengths, axis=0), tuple(starts[:-1].tolist()),
        ideas.astype(np.int64), running if whole else since, told=happens(chance, 0.4),
    )  # fmt: skip
