"""Drums of family A: patterns per track, ghost notes, fills, drop-outs, each hit at its sample."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.synth.family_a.grammar import HATS, KICK, PERC, SNARE, Plan
from edmstudio.synth.family_a.kit import Kit
from edmstudio.synth.family_a.patterns import BUSY, FILLS, KICKS, PERCUSSION, SNARES
from edmstudio.synth.family_a.patterns import HATS as HAT_ROWS
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import Floats, panned, place, place_many
from edmstudio.synth.streams import Chance, between, happens, pick


@dataclass(frozen=True, slots=True)
class Score:
    """Which rows this track's drummer plays.

    Attributes
    ----------
    kick, snare, hats : str
    percussion : tuple of str
    clap : float
        Share of the clap in the backbeat, 0 snare only to 1 clap only.
    open_hat : bool
        Whether the off-beat hat is the open one.
    ghosts : float
        Probability of a quiet extra hit on a step.
    fills : float
        Probability of a fill at the end of eight bars; half of it after four.
    """

    kick: str
    snare: str
    hats: str
    percussion: tuple[str, ...]
    clap: float
    open_hat: bool
    ghosts: float
    fills: float


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


def choose_score(chance: Chance, groove: str) -> Score:
    """Rows for one track; a tenth of the tracks borrow another groove's."""
    if groove == "four" and happens(chance, 0.05):
        groove = "breaks"
    score = Score(
        kick=pick(chance, KICKS[groove]), snare=pick(chance, SNARES[groove]),
        hats=pick(chance, HAT_ROWS[groove]),
        percussion=tuple(pick(chance, PERCUSSION) for _ in range(pick(chance, [1, 2, 3, 4]))),
        clap=pick(chance, [0.0, 1.0, between(chance, 0.2, 0.8)]), open_hat=happens(chance, 0.6),
        ghosts=pick(chance, [0.0, between(chance, 0.02, 0.12), between(chance, 0.1, 0.25)]),
        fills=between(chance, 0.1, 0.8),
    )  # fmt: skip
    if happens(chance, 0.12):
        return replace(score, hats="x" * 16, percussion=BUSY, ghosts=0.3)
    return score


def drop_outs(plan: Plan, chance: Chance) -> Plan:
    """The kick is silent for a bar before some sections, and now and then in the middle."""
    levels = plan.levels.copy()
    eager = pick(chance, [0.0, 0.25, 0.6])
    for begin, end, _ in plan.edges():
        if begin and happens(chance, eager):
            levels[max(begin - pick(chance, [1, 1, 2]), 0) : begin, KICK] = 0.0
        for bar in range(begin + 7, end - 1, 8):
            if happens(chance, eager * 0.15):
                levels[bar, KICK] = 0.0
    return replace(plan, levels=levels)


def play(
    stems: Stems, kit: Kit, score: Score, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> Drumming:
    """All drums of the track into the stems."""
    fill = _fills(plan, score, chance)
    kicks = _play_kick(stems, kit, score, rhythm, plan=plan, fill=fill, chance=chance)
    _play_backbeat(stems, kit, score, rhythm, plan=plan, chance=chance)
    _play_hats(stems, kit, score, rhythm, plan=plan, chance=chance)
    _play_percussion(stems, kit, score, rhythm, plan=plan, chance=chance)
    _play_fills(stems, kit, rhythm, fill=fill, chance=chance)
    return Drumming(kicks, plan.levels, fill)


def _fills(plan: Plan, score: Score, chance: Chance) -> Floats:
    """Fills close phrases, at section changes and without one alike."""
    fill = np.zeros(plan.bars, dtype=np.float32)
    for begin, end, _ in plan.edges():
        for bar in range(begin, end):
            place_in = bar - begin + 1
            wish = (
                score.fills
                if place_in % 8 == 0 or bar == end - 1
                else 0.4 * score.fills * (place_in % 4 == 0)
            )
            if plan.levels[bar, SNARE] > 0 and happens(chance, wish):
                fill[bar] = 1.0
    return fill


def _play_kick(
    stems: Stems,
    kit: Kit,
    score: Score,
    rhythm: Rhythm,
    *,
    plan: Plan,
    fill: Floats,
    chance: Chance,
) -> list[float]:
    beats: list[float] = []
    gains: list[float] = []
    gap = happens(chance, 0.4)
    for bar in np.flatnonzero(plan.levels[:, KICK]).tolist():
        steps = rhythm.steps(bar)
        for step, strength in hits(score.kick, steps):
            if gap and fill[bar] and step >= steps - 4:
                continue
            beats.append(rhythm.beat(bar, step))
            gains.append(strength * (0.8 + 0.2 * float(plan.levels[bar, KICK])))
    place_many(stems.kick, kit.kick, rhythm.frames(beats), gains)
    return beats


def _play_backbeat(
    stems: Stems, kit: Kit, score: Score, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    beats: list[float] = []
    gains: list[float] = []
    for bar in np.flatnonzero(plan.levels[:, SNARE]).tolist():
        level = float(plan.levels[bar, SNARE])
        row = dict(hits(score.snare, rhythm.steps(bar)))
        for step in range(rhythm.steps(bar)):
            ghost = 0.25 if happens(chance, score.ghosts) else 0.0
            strength = row.get(step, ghost)
            if strength:
                beats.append(rhythm.beat(bar, step))
                gains.append(level * strength * between(chance, 0.9, 1.0))
    frames = rhythm.loose_frames(beats, chance)
    strengths = np.array(gains)
    late = int(chance.integers(0, 300)) if happens(chance, 0.2) else 0
    place_many(stems.drums, kit.snare, frames + late, strengths * (1 - score.clap) * 0.9)
    place_many(stems.drums, kit.clap, frames, strengths * score.clap * 0.8)


def _play_hats(
    stems: Stems, kit: Kit, score: Score, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    loud = between(chance, 0.2, 0.9)
    sounds = [panned(hat, between(chance, -0.4, 0.4)) for hat in kit.hats]
    offbeat = panned(kit.open_hat, between(chance, -0.2, 0.2))
    rides = happens(chance, 0.3)
    beats: list[list[float]] = [[], [], [], []]
    gains: list[list[float]] = [[], [], [], []]
    for bar in np.flatnonzero(plan.levels[:, HATS]).tolist():
        level = float(plan.levels[bar, HATS]) * loud
        for step, strength in hits(score.hats, rhythm.steps(bar)):
            opened = score.open_hat and step % 4 == 2
            which = 3 if opened else (0 if happens(chance, 0.8) else int(chance.integers(1, 3)))
            beats[which].append(rhythm.beat(bar, step))
            gains[which].append(level * strength * between(chance, 0.75, 1.0))
    for sound, when, strength_list in zip([*sounds, offbeat], beats, gains, strict=True):
        place_many(stems.drums, sound, rhythm.loose_frames(when, chance), strength_list)
    if rides:
        _play_ride(stems, kit, rhythm, plan=plan, level=loud * 0.5)


def _play_ride(stems: Stems, kit: Kit, rhythm: Rhythm, *, plan: Plan, level: float) -> None:
    full = np.flatnonzero((plan.levels[:, HATS] > 0) & (plan.levels[:, KICK] > 0.8)).tolist()
    beats = [
        float(rhythm.clock.bar_starts[bar]) + beat
        for bar in full
        for beat in range(int(rhythm.clock.bar_beats[bar]))
    ]
    place_many(stems.drums, panned(kit.ride, 0.2), rhythm.frames(beats), [level] * len(beats))


def _play_percussion(
    stems: Stems, kit: Kit, score: Score, rhythm: Rhythm, *, plan: Plan, chance: Chance
) -> None:
    for index, row in enumerate(score.percussion):
        sound = panned(kit.percussion[index], between(chance, -0.8, 0.8))
        loud = between(chance, 0.15, 0.8)
        beats: list[float] = []
        gains: list[float] = []
        for bar in np.flatnonzero(plan.levels[:, PERC]).tolist():
            for step, strength in hits(row, rhythm.steps(bar)):
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
