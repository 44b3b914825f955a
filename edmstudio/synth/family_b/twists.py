"""Drumming of family B against its own grain: turned rows, bare rows, torrents, late drums."""

from dataclasses import replace

import numpy as np

from edmstudio.synth.family_b.form import BASS, HATS, KICK, PERC, SNARE, Form
from edmstudio.synth.family_b.hands import Hands, euclid
from edmstudio.synth.streams import Chance, between, happens, pick


def twisted(hands: Hands, chance: Chance, unruly: float = 1.0) -> Hands:
    """The hands, in some tracks with what hides where a beat or a bar begins."""
    if happens(chance, 0.18 * unruly):
        turn = pick(chance, [0, 0, 2, 3, 6])
        kick = euclid(pick(chance, [3, 5, 5, 6]), 16, turn)
        hands = replace(hands, kick=kick, answer=kick)
    if happens(chance, 0.15 * unruly):
        hands = replace(hands, snare=euclid(pick(chance, [2, 3, 5]), 16, int(chance.integers(16))))
    if happens(chance, 0.18 * unruly):
        accents = np.where(np.arange(16) % 3 == int(chance.integers(3)), 1.0, 0.1)
        hands = replace(hands, hats=accents)
    if happens(chance, 0.12):
        every = np.arange(16)
        return replace(hands, hats=np.ones(16), struck=(every, every, euclid(11, 16)))
    if happens(chance, 0.04):
        nothing = np.empty(0, dtype=np.int64)
        return replace(hands, snare=nothing, hats=np.zeros(16), struck=(nothing,), fills=0.0)
    return hands


def late_drums(form: Form, chance: Chance) -> Form:
    """In some tracks what opens has no kick, or no drums at all; names are read off afterwards."""
    if not happens(chance, 0.18) or len(form.states) < 2:
        return form
    layers = form.layers.copy()
    opened = form.states[1][1]
    gone = [KICK, SNARE] if happens(chance, 0.5) else [KICK, SNARE, HATS, PERC]
    layers[:opened, gone] = 0.0
    silent = np.flatnonzero(layers[:opened].sum(axis=1) == 0.0)
    layers[silent, -1] = np.float32(between(chance, 0.6, 1.0))
    return replace(form, layers=layers)


def bare_peaks(form: Form, chance: Chance) -> Form:
    """In some tracks a peak, or its first half, goes without the kick; snare and bass carry it."""
    ends = [*(begin for _, begin in form.states[1:]), form.bars]
    peaks = [
        (begin, end)
        for (name, begin), end in zip(form.states, ends, strict=True) if name == "peak"
    ]  # fmt: skip
    if not happens(chance, 0.12) or not peaks:
        return form
    begin, end = pick(chance, peaks)
    end = end if happens(chance, 0.5) else (begin + end) // 2
    layers = form.layers.copy()
    layers[begin:end, KICK] = 0.0
    layers[begin:end, [SNARE, BASS]] = np.maximum(layers[begin:end, [SNARE, BASS]], np.float32(0.7))
    return replace(form, layers=layers)
