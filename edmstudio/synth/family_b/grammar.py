"""An energy curve walks through states, layers follow it, and the sections are read off at the end.

The opposite way round of a template: nothing here knows a section's name before the layers exist.
"""

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_b.form import (
    ARP,
    BASS,
    CHORDS,
    IDEAS,
    KICK,
    LEAD,
    PAD,
    SNARE,
    TEXTURE,
    VOCAL,
    Form,
)
from edmstudio.synth.family_b.order_list import ordered
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import Floats
from edmstudio.synth.streams import Chance, between, happens, pick
from edmstudio.synth.style import Style

ENERGY = {  # of each state, at its begin and its end
    "enter": (0.15, 0.45), "groove": (0.5, 0.6), "rest": (0.2, 0.3), "lift": (0.35, 0.75),
    "peak": (0.95, 0.95), "ease": (0.65, 0.5), "leave": (0.5, 0.12),
}  # fmt: skip
NEXT = {
    "enter": {"groove": 0.45, "rest": 0.25, "peak": 0.2, "lift": 0.1},
    "groove": {"rest": 0.4, "lift": 0.3, "peak": 0.3},
    "rest": {"lift": 0.6, "peak": 0.25, "groove": 0.15},
    "lift": {"peak": 0.93, "rest": 0.07},
    "peak": {"rest": 0.45, "ease": 0.25, "groove": 0.2, "peak": 0.1},
    "ease": {"rest": 0.45, "groove": 0.2, "lift": 0.35},
}
BLOCKS = {  # lengths in blocks of four bars
    "enter": (2, 4, 4, 8), "groove": (2, 4, 4, 8), "rest": (2, 2, 4, 8), "lift": (1, 2, 2, 4),
    "peak": (4, 4, 8, 8), "ease": (2, 4), "leave": (2, 4, 4, 8),
}  # fmt: skip
PHRASE = 8  # bars
# The energy from which a layer plays, and how much of the tracks own it.
THRESHOLDS = np.array([0.3, 0.45, 0.38, 0.42, 0.5, 0.25, 0.55, 0.8, 0.55, 0.6, 0.2])


def grow(style: Style, chance: Chance, *, longest: float) -> Form:
    """A form of about `longest` bars."""
    aside = chance.spawn(1)[0]
    if happens(aside, style.layered):
        return ordered(_ownership(style), aside, longest=longest)
    states, energy, blocks = _walk(style, chance, longest)
    layers = _automaton(style, chance, energy, blocks=blocks, states=states)
    ideas, since = _thoughts(states, len(energy), aside)
    return Form(tuple(states), energy, layers, tuple(blocks), ideas, since)


def _thoughts(
    states: list[tuple[str, int]], bars: int, chance: Chance
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An idea for each kind of state, mostly; a state that follows itself gets another."""
    held = {name: int(chance.integers(IDEAS)) for name in ENERGY}
    held["peak"] = held["lift"] = held["groove"]
    ideas, since = np.zeros(bars, dtype=np.int64), np.zeros(bars, dtype=np.int64)
    before = ""
    for (name, begin), (_, end) in zip(states, [*states[1:], ("", bars)], strict=True):
        new = name == before or happens(chance, 0.15)
        ideas[begin:end] = (held[name] + (pick(chance, [1, 2]) if new else 0)) % IDEAS
        since[begin:end], before = np.arange(end - begin), name
    return ideas, since


def _walk(
    style: Style, chance: Chance, longest: float
) -> tuple[list[tuple[str, int]], NDArray[np.float64], list[int]]:
    unit = _unit(style, chance)
    states: list[tuple[str, int]] = []
    curve: list[float] = []
    blocks: list[int] = []
    state = pick(chance, ["enter", "groove", "rest", "peak"], [0.85, 0.06, 0.05, 0.04])
    closing = longest - 4 * between(chance, 2, 6)
    while state != "leave" or not states or states[-1][0] != "leave":
        count = pick(chance, BLOCKS[state]) * (1 if len(curve) + 32 < longest else 0.5)
        if unit == PHRASE:
            count = max(round(count / 2), 1)
        elif unit == 4 and happens(chance, 0.85):
            count = max(int(count) // 2 * 2, 2)  # phrases of eight bars
        lengths = [_block(unit, chance) for _ in range(max(int(count), 1))]
        states.append((state, len(curve)))
        low, high = ENERGY[state]
        wobble = between(chance, -0.08, 0.08)
        total = sum(lengths)
        blocks += (len(curve) + np.cumsum([0, *lengths[:-1]])).tolist()
        curve += np.clip(np.linspace(low, high, total) + wobble, 0.02, 1.0).tolist()
        if state == "leave":
            break
        options = NEXT[state]
        state = pick(chance, list(options), list(options.values()))
        if len(curve) >= closing:
            state = "leave" if happens(chance, 0.93) else "peak"
        if len(curve) > longest * 1.3:
            break
    return states, np.array(curve), blocks


def _unit(style: Style, chance: Chance) -> int:
    """Bars after which layers may change: the phrase for most tracks, less where one sings."""
    if style.song > 0.4 and happens(chance, 0.3):
        return 2
    return PHRASE if happens(chance, 0.8) else 4


def _block(unit: int, chance: Chance) -> int:
    """A unit, and now and then something no dancer expects."""
    return unit if happens(chance, 0.95) else max(unit + pick(chance, [-2, -1, 1, 2]), 1)


def _automaton(
    style: Style, chance: Chance, energy: NDArray[np.float64],
    *, blocks: list[int], states: list[tuple[str, int]],
) -> Floats:  # fmt: skip
    """Each layer switches at blocks where the energy crosses its threshold, with some inertia."""
    count = len(LAYERS)
    thresholds = THRESHOLDS + chance.normal(0.0, 0.07, count)
    owned = chance.random(count) < _ownership(style)
    gains = chance.uniform(0.6, 1.0, count)
    layers = np.zeros((len(energy), count), dtype=np.float32)
    ends = [*blocks[1:], len(energy)]
    playing = np.zeros(count, dtype=bool)
    for begin, end in zip(blocks, ends, strict=True):
        state = next(name for name, bar in reversed(states) if bar <= begin)
        wish = energy[begin:end].mean() >= thresholds - 0.06 * playing
        wish = _gated(wish, state, chance)
        keep = chance.random(count) < (0.1 if state in {"peak", "rest"} else 0.25)
        playing = (
            np.where(keep, playing & (state != "rest") | wish & (state == "rest"), wish) & owned
        )
        if not playing.any():
            playing[[PAD, TEXTURE, CHORDS]] = True
        if state == "peak" and not playing[BASS] and not playing[KICK]:
            playing[[KICK, BASS]] = True
        level = gains * (0.7 + 0.3 * energy[begin])
        layers[begin:end] = np.where(playing, level, 0.0).astype(np.float32)
    return layers


def _gated(wish: NDArray[np.bool_], state: str, chance: Chance) -> NDArray[np.bool_]:
    """What the threshold alone cannot know: rests lose the drums and win the pads."""
    wish = wish.copy()
    if state == "rest":
        wish[[SNARE, BASS]] = chance.random(2) < 0.15
        wish[KICK] = happens(chance, 0.12)
        wish[[PAD, TEXTURE]] = True
        wish[[CHORDS, ARP, LEAD]] = chance.random(3) < 0.5
        wish[VOCAL] = happens(chance, 0.5)
    elif state == "lift":
        wish[KICK] &= happens(chance, 0.45)
        wish[BASS] &= happens(chance, 0.3)
    elif state == "peak":
        wish[PAD] &= happens(chance, 0.5)
        wish[KICK] |= happens(chance, 0.9)
    elif state == "enter":
        wish[[LEAD, VOCAL]] = chance.random(2) < 0.08
        wish[KICK] |= happens(chance, 0.5)
    return wish


def _ownership(style: Style) -> NDArray[np.float64]:
    tonal = 1.0 - 0.8 * style.keyless
    return np.array([
        1.0, 0.96, 0.96, 0.85, 0.97, 0.7, 0.8 * tonal, 0.8 * tonal, 0.6 * tonal, style.vocals, 0.5
    ])  # fmt: skip
