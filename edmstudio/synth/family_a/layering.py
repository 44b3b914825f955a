"""Arrangements without a template: layers come and go in stretches, and nobody announces it.

So are pieces made whose author adds and mutes tracks in a song editor, and many a long club track;
the names of the sections are read off afterwards (`captions`).
"""

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_a.captions import read_off
from edmstudio.synth.family_a.plan import BASS, DRUMS, HATS, KICK, PARTS, SNARE, Plan
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import Floats
from edmstudio.synth.streams import Chance, between, happens, pick

LENGTHS = {4: 0.2, 8: 0.45, 16: 0.25, 12: 0.03, 2: 0.02, 6: 0.02, 24: 0.02, 9: 0.01}
# The lower, the earlier a layer enters on average.
EARLY = np.array([0.35, 0.42, 0.32, 0.42, 0.35, 0.45, 0.5, 0.6, 0.45, 0.7, 0.3])
Wishes = NDArray[np.float64]
Flags = NDArray[np.bool_]


def layered(share: NDArray[np.float64], chance: Chance, *, longest: float) -> Plan:
    """A plan of layers that come and go.

    Parameters
    ----------
    share : ndarray, shape (layers,)
        How probable it is that the track has a layer.
    longest : float
        Bars at most; many pieces are far shorter.
    """
    lengths = _lengths(chance, longest)
    has = chance.random(len(LAYERS)) < share
    if happens(chance, 0.05):
        has[DRUMS] = False
    if has.sum() < 3:
        has[[BASS, KICK, HATS]] = True
    playing = _playing(has, _fullness(len(lengths), chance), chance)
    gains = chance.uniform(0.6, 1.0, len(LAYERS))
    levels = np.repeat((playing * gains).astype(np.float32), lengths, axis=0)
    starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    parts = _parts(len(lengths), chance)
    heads = starts if happens(chance, 0.6) else np.where(np.diff(parts, prepend=-1) != 0, starts, 0)
    heads = np.maximum.accumulate(heads)
    spans = read_off(playing * gains, parts, lengths)
    return Plan(
        spans, levels, _openness(lengths, chance),
        np.repeat(parts, lengths), np.repeat(heads, lengths), announced=happens(chance, 0.5),
    )  # fmt: skip


def _lengths(chance: Chance, longest: float) -> NDArray[np.int64]:
    """Bars of each stretch; the whole is anything from 45 seconds to all that is allowed."""
    wanted = longest * pick(chance, [1.0, between(chance, 0.2, 0.6)], [0.6, 0.4])
    usual = pick(chance, [4, 8, 8, 8, 16])
    lengths: list[int] = [pick(chance, [1, 2])] if happens(chance, 0.08) else []
    while sum(lengths) < wanted or len(lengths) < 2:
        odd = pick(chance, list(LENGTHS), list(LENGTHS.values()))
        lengths.append(usual if happens(chance, 0.5) else odd)
    return np.array(lengths, dtype=np.int64)


def _fullness(stretches: int, chance: Chance) -> Wishes:
    """How full each stretch wants to be, 0 to 1: it climbs, falls back and climbs again."""
    full = between(chance, 0.1, 0.9)
    wishes = []
    for _ in range(stretches):
        wishes.append(full)
        turn = pick(chance, ["more", "same", "less", "break"], [0.5, 0.25, 0.13, 0.12])
        if turn == "break":
            wishes.append(between(chance, 0.1, 0.4))
        full += {"more": between(chance, 0.15, 0.5), "less": -between(chance, 0.1, 0.4)}.get(
            turn, 0
        )
        full = float(np.clip(full, 0.1, 1.0))
    curve = np.array(wishes[:stretches]) * (0.5 if happens(chance, 0.06) else 1.0)
    leaving = min(pick(chance, [0, 0, 1, 2, 3]), stretches - 1)
    if leaving:
        curve[-leaving:] = np.linspace(curve[-leaving - 1], 0.15, leaving + 1)[1:]
    return curve


def _playing(has: Flags, wishes: Wishes, chance: Chance) -> Flags:
    """Which layers play in each stretch, shape (stretches, layers)."""
    threshold = np.clip(EARLY + chance.normal(0.0, 0.2, len(has)), 0.05, 0.95)
    restless = pick(chance, [0.02, 0.08, 0.2])
    playing = np.zeros((len(wishes), len(has)), dtype=np.bool_)
    for stretch, wish in enumerate(wishes):
        here = (wish >= threshold) & has
        here ^= (chance.random(len(has)) < restless) & has
        if stretch and wish < wishes[stretch - 1] - 0.15 and happens(chance, 0.7):
            here[[KICK, SNARE]] = False
        while here.sum() < min(2, int(has.sum())):
            here[pick(chance, np.flatnonzero(has).tolist())] = True
        playing[stretch] = here
    return playing


def _parts(stretches: int, chance: Chance) -> NDArray[np.int64]:
    """Material of each stretch: some pieces have one idea, some four that come back."""
    ideas = pick(chance, [1, 2, 2, 3, PARTS])
    moves = pick(chance, [0.15, 0.3, 0.6])
    parts = [0]
    for _ in range(stretches - 1):
        parts.append(int(chance.integers(ideas)) if happens(chance, moves) else parts[-1])
    return np.array(parts, dtype=np.int64)


def _openness(lengths: NDArray[np.int64], chance: Chance) -> Floats:
    """Filters that stay, jump, or turn over one or more stretches."""
    curve = [between(chance, 0.3, 1.0)]
    eager = pick(chance, [0.1, 0.4, 0.8])
    for length in lengths.tolist():
        target = between(chance, 0.15, 1.0) if happens(chance, eager) else curve[-1]
        begin = curve[-1] if happens(chance, 0.6) else target
        curve += np.linspace(begin, target, length + 1)[1:].tolist()
    return np.array(curve, dtype=np.float32)
