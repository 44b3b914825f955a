"""Life inside the sections of family A: layers that swell, answer each other, or begin softly.

Section labels stay what they are: only what is played within them varies.
"""

from dataclasses import replace

import numpy as np

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a.captions import read_off
from edmstudio.synth.family_a.plan import BASS, DRUMS, HATS, KICK, PAD, PERC, SNARE, VOCAL, Plan
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import Floats
from edmstudio.synth.streams import Chance, between, happens, pick

PHRASE = 8  # bars
HELD = {KICK, PAD, LAYERS.index("texture")}
LOUD = {SectionLabel.DROP, SectionLabel.CHORUS}


def enlivened(plan: Plan, chance: Chance) -> Plan:
    """The plan with swells, answers, soft beginnings and intros without drums in some tracks."""
    levels = plan.levels.copy()
    swells, answers = pick(chance, [0.0, 0.2, 0.5]), pick(chance, [0.0, 0.2, 0.5])
    soft = pick(chance, [0.0, 0.0, 0.0, 0.4])
    if happens(chance, 0.15):
        _without_drums(levels, plan, chance)
    if happens(chance, 0.015):
        _without_any_drum(levels)
    for begin, end, name in plan.edges():
        part = levels[begin:end]
        if happens(chance, swells):
            _swell(part, chance)
        if happens(chance, answers):
            _answer(part, chance)
        if name in LOUD and happens(chance, soft):
            _begin_softly(part, chance)
    return replace(plan, levels=levels)


def _without_drums(levels: Floats, plan: Plan, chance: Chance) -> None:
    """An intro of pads, or of hats and pads."""
    begin, end, name = plan.edges()[0]
    if name is SectionLabel.INTRO:
        levels[begin:end, [KICK, SNARE]] = 0.0
        if happens(chance, 0.5):
            levels[begin:end, [HATS, PERC]] = 0.0
        levels[begin:end, PAD] = np.maximum(levels[begin:end, PAD], np.float32(0.7))


def _without_any_drum(levels: Floats) -> None:
    """A track that is carried by what is sung, held and plucked alone."""
    levels[:, DRUMS] = 0.0
    levels[levels.sum(axis=1) == 0.0, PAD] = np.float32(0.8)


def reduced(plan: Plan) -> Plan:
    """Nothing but the kick, a held pad and what hums along; the sections are named anew by that."""
    levels = plan.levels.copy()
    levels[:, [layer for layer in range(len(LAYERS)) if layer not in HELD]] = 0.0
    levels[levels.sum(axis=1) == 0.0, PAD] = np.float32(0.8)
    edges = [(begin, end) for begin, end, _ in plan.edges()]
    rows = np.array([levels[begin:end].mean(axis=0) for begin, end in edges])
    begins, ends = np.array(edges).T
    return replace(plan, levels=levels, spans=read_off(rows, plan.parts[begins], ends - begins))


def _swell(part: Floats, chance: Chance) -> None:
    """Some layers grow from nearly nothing over a few bars."""
    length = min(pick(chance, [4, 8, 16, 16]), len(part))
    way = np.linspace(between(chance, 0.1, 0.4), 1.0, length, dtype=np.float32)
    for layer in range(BASS, len(LAYERS)):
        if happens(chance, 0.5):
            part[:length, layer] *= way


def _answer(part: Floats, chance: Chance) -> None:
    """One layer or two leave every other phrase to the rest."""
    for layer in chance.integers(SNARE, VOCAL, pick(chance, [1, 2])).tolist():
        for begin in range(PHRASE, len(part), 2 * PHRASE):
            stretch = part[begin : begin + PHRASE]
            others = np.delete(stretch, layer, axis=1).sum(axis=1)
            stretch[others > 0.0, layer] = 0.0


def _begin_softly(part: Floats, chance: Chance) -> None:
    """Four or eight bars of a loud section with all but the kick held back."""
    length = min(pick(chance, [4, 8]), len(part) // 2)
    part[:length, SNARE:] *= np.float32(between(chance, 0.2, 0.6))
