"""Drums of family A: rows per part, ghost notes, fills, drop-outs, each hit at its sample."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from edmstudio.synth.family_a.breaks import Loop, stuttered
from edmstudio.synth.family_a.kit import Kit
from edmstudio.synth.family_a.patterns import FILLS
from edmstudio.synth.family_a.plan import BASS, HATS, KICK, PERC, SNARE, Plan
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.family_a.score import Score
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import Floats, panned, place, place_many
from edmstudio.synth.streams import Chance, between, happens, pick


@dataclass(frozen=True, slots=True, eq=False)
class Drummer:
    """Who plays: sounds, rows for each part, and a sampled loop in some tracks."""

    kit: Kit
    scores: tuple[Score, ...]
    loop: Loop | None


@dataclass(frozen=True, slots=True, eq=False)
class Drumming:
    """What the drums left for the labels.

    Attributes
    ----------
    kick_beats : list of float
    levels : ndarray, shape (bars, layers)
        The plan's levels after drop-outs.
    fill : ndarray, shape (bars,)
    """

    kick_beats: list[float]
    levels: Floats
    fill: Floats


def drop_outs(plan: Plan, chance: Chance) -> Plan:
    """The kick, or nearly all, is silent for a bar or two before sections and in the middle."""
    levels = plan.levels.copy()
    eager, wide = pick(chance, [0.0, 0.25, 0.6]), pick(chance, [0.0, 0.2, 0.6])
    for begin, end, _ in plan.edges():
        if begin and happens(chance, eager):
            _silence(levels[max(begin - pick(chance, [1, 1, 2]), 0) : begin], wide, chance)
        for bar in range(begin + 7, end - 1, 8):
            if happens(chance, eager * 0.15):
                _silence(levels[bar : bar + 1], wide, chance)
    return replace(plan, levels=levels)


def _silence(bars: Floats, wide: float, chance: Chance) -> None:
    """The kick goes; with it the drums, the bass, or everything but one layer."""
    gone = [KICK]
    if happens(chance, wide):
        gone = pick(chance, [[KICK, SNARE], [KICK, SNARE, HATS, PERC], [KICK, BASS], [BASS]])
    others = np.delete(bars, gone, axis=1).sum(axis=1, keepdims=True)
    bars[:, gone] *= others == 0.0


def play(stems: Stems, drummer: Drummer, rhythm: Rhythm, *, plan: Plan, chance: Chance) -> Drumming:
    """All drums of the track into the stems."""
    fill = _fills(plan, drummer, chance)
    sampled = np.zeros(plan.bars, dtype=np.bool_)
    kicks: list[float] = []
    if drummer.loop:
        sampled = plan.levels[:, SNARE] > 0.0
        kicks += _play_loop(stems, drummer.loop, rhythm, plan=plan, fill=fill, chance=chance)
    struck = replace(plan, levels=np.where(_shed(plan, sampled), 0.0, plan.levels))
    kicks += _play_kick(stems, drummer, rhythm, plan=struck, fill=fill, chance=chance)
    _play_backbeat(stems, drummer, rhythm, plan=struck, chance=chance)
    _play_hats(stems, drummer, rhythm, plan=struck, chance=chance)
    _play_percussion(stems, drummer, rhythm, plan=plan, chance=chance)
    _play_fills(stems, drummer.kit, rhythm, fill=fill * ~sampled, chance=chance)
    return Drumming(sorted(kicks), plan.levels, fill)


def _shed(plan: Plan, sampled: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """What a loop plays in a bar is not also played by hand."""
    shed = np.zeros(plan.levels.shape, dtype=np.float32)
    shed[:, [KICK, SNARE, HATS]] = sampled[:, None]
    return shed


def _struck(
    plan: Plan, rhythm: Rhythm, rows: list[str], layer: int
) -> Iterator[tuple[int, int, float]]:
    """Bar, step and strength of every hit of a layer; `rows` has one row a part."""
    for bar in plan.playing(layer):
        row = rows[int(plan.parts[bar])]
        for step, strength in hits(row, rhythm.steps(bar), bar - int(plan.heads[bar])):
            yield bar, step, strength


def _fills(plan: Plan, drummer: Drummer, chance: Chance) -> Floats:
    """Fills close phrases, at section changes and without one alike."""
    fill = np.zeros(plan.bars, dtype=np.float32)
    wish = drummer.scores[0].fills
    for begin, end, _ in plan.edges():
        for bar in range(begin, end):
            place_in = bar - begin + 1
            here = wish if place_in % 8 == 0 or bar == end - 1 else 0.4 * wish * (place_in % 4 == 0)
            if plan.levels[bar, SNARE] > 0 and happens(chance, here):
                fill[bar] = 1.0
    return fill


def _play_loop(
    stems: Stems, loop: Loop, rhythm: Rhythm, *, plan: Plan, fill: Floats, chance: Chance
) -> list[float]:
    """The loop wherever the snare plays, without its bottom where the kick is out."""
    kicks: list[float] = []
    for bar in plan.playing(SNARE):
        order = loop.orders[int(plan.parts[bar])]
        half = (bar - int(plan.heads[bar])) % 2 * 16
        bar_order = order[half : half + rhythm.steps(bar)]
        if fill[bar]:
            bar_order = stuttered(bar_order, chance)
        deep = plan.levels[bar, KICK] > 0.0
        beats = [rhythm.beat(bar, step) for step in range(len(bar_order))]
        level = float(plan.levels[bar, SNARE])
        for number, frame in zip(bar_order, rhythm.frames(beats).tolist(), strict=True):
            place(stems.kick, (loop.slices if deep else loop.thin)[number], frame, level)
        kicks += [b for b, n in zip(beats, bar_order, strict=True) if deep and n in loop.kicks]
    return kicks


def _play_kick(
    stems: Stems, drummer: Drummer, rhythm: Rhythm, *, plan: Plan, fill: Floats, chance: Chance
) -> list[float]:
    beats: list[float] = []
    gains: list[float] = []
    gap = happens(chance, 0.4)
    rows = [score.kick for score in drummer.scores]
    for bar, step, strength in _struck(plan, rhythm, rows, KICK):
        if gap and fill[bar] and step >= rhythm.steps(bar) - 4:
            continue
        beats.append(rhythm.beat(bar, step))
        gains.append(strength * (0.8 + 0.2 * float(plan.levels[bar, KICK])))
    place_many(stems.kick, drummer.kit.kick, rhythm.frames(beats), gains)
    return beats


def _play_backbeat(
    stems: Stems, drummer: Drummer, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    beats: list[float] = []
    gains: list[float] = []
    score = drummer.scores[0]
    for bar in plan.playing(SNARE):
        level = float(plan.levels[bar, SNARE])
        row = drummer.scores[int(plan.parts[bar])].snare
        struck = dict(hits(row, rhythm.steps(bar), bar - int(plan.heads[bar])))
        for step in range(rhythm.steps(bar)):
            strength = struck.get(step, 0.25 if happens(chance, score.ghosts) else 0.0)
            if strength:
                beats.append(rhythm.beat(bar, step))
                gains.append(level * strength * between(chance, 0.9, 1.0))
    frames = rhythm.loose_frames(beats, chance)
    strengths = np.array(gains)
    late = int(chance.integers(0, 300)) if happens(chance, 0.2) else 0
    if score.clap < 1.0:
        place_many(stems.drums, drummer.kit.snare, frames + late, strengths * (1 - score.clap))
    if score.clap > 0.0:
        place_many(stems.drums, drummer.kit.clap, frames, strengths * score.clap * 0.9)


def _play_hats(
    stems: Stems, drummer: Drummer, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    kit, opens = drummer.kit, drummer.scores[0].open_hat
    loud = between(chance, 0.35, 1.1)
    sounds = [panned(hat, between(chance, -0.4, 0.4)) for hat in kit.hats]
    sounds.append(panned(kit.open_hat, between(chance, -0.2, 0.2)))
    rides = happens(chance, 0.3)
    beats: list[list[float]] = [[], [], [], []]
    gains: list[list[float]] = [[], [], [], []]
    rows = [score.hats for score in drummer.scores]
    for bar, step, strength in _struck(plan, rhythm, rows, HATS):
        opened = opens and step % 4 == 2
        which = 3 if opened else (0 if happens(chance, 0.8) else int(chance.integers(1, 3)))
        strokes = _strokes(drummer.scores[0], chance)
        beats[which] += [rhythm.beat(bar, step + one / strokes) for one in range(strokes)]
        level = float(plan.levels[bar, HATS]) * loud
        gains[which] += [level * strength * between(chance, 0.75, 1.0) for _ in range(strokes)]
    for sound, when, strength_list in zip(sounds, beats, gains, strict=True):
        place_many(stems.drums, sound, rhythm.loose_frames(when, chance), strength_list)
    if rides:
        _play_ride(stems, kit, rhythm, plan=plan, level=loud * 0.5)


def _strokes(score: Score, chance: Chance) -> int:
    """How often a stroke of the hat is repeated before the next sixteenth."""
    return pick(chance, [2, 2, 3, 4]) if score.rolls and happens(chance, score.rolls) else 1


def _play_ride(stems: Stems, kit: Kit, rhythm: Rhythm, *, plan: Plan, level: float) -> None:
    full = np.flatnonzero((plan.levels[:, HATS] > 0) & (plan.levels[:, KICK] > 0.8)).tolist()
    beats = [
        float(rhythm.clock.bar_starts[bar]) + beat
        for bar in full
        for beat in range(int(rhythm.clock.bar_beats[bar]))
    ]
    place_many(stems.drums, panned(kit.ride, 0.2), rhythm.frames(beats), [level] * len(beats))


def _play_percussion(
    stems: Stems, drummer: Drummer, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    for index in range(len(drummer.scores[0].percussion)):
        sound = panned(drummer.kit.percussion[index], between(chance, -0.8, 0.8))
        loud = between(chance, 0.15, 0.8)
        beats: list[float] = []
        gains: list[float] = []
        rows = [score.percussion[index] for score in drummer.scores]
        for bar, step, strength in _struck(plan, rhythm, rows, PERC):
            beats.append(rhythm.beat(bar, step))
            gains.append(loud * strength * between(chance, 0.7, 1.0))
        place_many(stems.drums, sound, rhythm.loose_frames(beats, chance), gains)


def _play_fills(stems: Stems, kit: Kit, rhythm: Rhythm, *, fill: Floats, chance: Chance) -> None:
    for bar in np.flatnonzero(fill).tolist():
        row = pick(chance, FILLS)
        voices = pick(chance, [[kit.snare], list(kit.toms), [kit.snare, *kit.toms], [kit.clap]])
        # A shorter bar keeps the end of the row: a fill leads somewhere.
        steps = hits(row[-rhythm.steps(bar) :], rhythm.steps(bar))
        frames = rhythm.loose_frames([rhythm.beat(bar, step) for step, _ in steps], chance)
        for number, frame in enumerate(frames.tolist()):
            sound = voices[number * len(voices) // max(len(steps), 1)]
            place(stems.drums, sound, frame, 0.45 + 0.3 * number / max(len(steps), 1))
