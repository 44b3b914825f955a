"""Tension and release in family B: thickening grains, endless climbs, stutters, mutes, plates."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.synth.family_b.drum_box import Box
from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import KICK, SNARE, VOCAL, Form
from edmstudio.synth.family_b.voices import clocked, dull, fm, grains, hiss, modes, resampled, thin
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, faded, panned, place
from edmstudio.synth.streams import Chance, between, happens, log_between, pick


@dataclass(frozen=True, slots=True)
class Temper:
    """How much of each a producer likes; probabilities."""

    climb: float
    splash: float
    plate: float
    stutter: float
    mute: float
    anywhere: float


def choose_temper(chance: Chance, *, told: bool) -> Temper:
    """Some build every wall, some none."""
    if not told:
        return Temper(0.0, 0.0, 0.0, 0.0, pick(chance, [0.0, 0.15]), 0.02)
    return Temper(
        climb=pick(chance, [0.1, 0.6, 0.95]), splash=pick(chance, [0.05, 0.5, 0.9]),
        plate=pick(chance, [0.0, 0.3, 0.6]), stutter=pick(chance, [0.0, 0.2]),
        mute=pick(chance, [0.0, 0.2, 0.5]), anywhere=between(chance, 0.0, 0.1),
    )  # fmt: skip


def plan_mutes(form: Form, temper: Temper, chance: Chance) -> Form:
    """The kick, or all drums, fall silent in the last bar of some blocks."""
    layers = form.layers.copy()
    for bar in form.blocks[1:]:
        wish = temper.mute if _leap(form, bar) > 0.15 else temper.mute * 0.2
        if happens(chance, wish):
            gone = [KICK] if happens(chance, 0.6) else [KICK, SNARE]
            layers[max(bar - pick(chance, [1, 1, 2]), 0) : bar, gone] = 0.0
    return replace(form, layers=layers)


def play(
    stems: Stems, box: Box, temper: Temper, feel: Feel, *, form: Form, chance: Chance
) -> Floats:
    """Effects into the stems; the riser activity per bar."""
    riser = np.zeros(form.bars, dtype=np.float32)
    plate = struck_plate(chance)
    for begin, end in zip(form.blocks, [*form.blocks[1:], form.bars], strict=True):
        frame = int(feel.frames(feel.clock.bar_starts[[begin]].astype(np.float64))[0])
        leap = _leap(form, begin)
        eager = 1.0 if abs(leap) > 0.15 else temper.anywhere
        if begin and happens(chance, temper.splash * eager):
            place(stems.effects, box.splash, frame, between(chance, 0.3, 0.9))
        if begin and happens(chance, temper.plate * eager):
            place(stems.effects, plate, frame, between(chance, 0.4, 1.0))
        rises = end < form.bars and _leap(form, end) > 0.15
        if happens(
            chance, temper.climb if rises or _state(form, begin) == "lift" else temper.anywhere
        ):
            length = min(pick(chance, [1, 2, 4]), end - begin)
            _climb(stems, feel, riser, begin=end - length, end=end, chance=chance)
            if happens(chance, 0.5):
                _patter(stems, box, feel, begin=end - length, end=end, chance=chance)
    return riser


def stutter(stems: Stems, temper: Temper, feel: Feel, *, form: Form, chance: Chance) -> None:
    """The beat before a block is cut into repeats of its own first quarter."""
    for bar in form.blocks[1:]:
        if not happens(chance, temper.stutter):
            continue
        end = float(feel.clock.bar_starts[bar])
        first, last = feel.frames(np.array([end - 1.0, end])).tolist()
        piece = (last - first) // 4
        if first < 0 or piece < 100:
            continue
        for stem in (stems.drums, stems.music, stems.vocals):
            shred = faded(stem[:, first : first + piece], 0.003)
            for repeat in range(4):
                stem[:, first + repeat * piece : first + (repeat + 1) * piece] = shred


def _leap(form: Form, bar: int) -> float:
    return float(form.energy[bar] - form.energy[bar - 1]) if bar else 0.0


def _state(form: Form, bar: int) -> str:
    return next(name for name, begin in reversed(form.states) if begin <= bar)


def _climb(
    stems: Stems, feel: Feel, riser: Floats, *, begin: int, end: int, chance: Chance
) -> None:
    first, last = feel.frames(feel.clock.bar_starts[[begin, end]].astype(np.float64)).tolist()
    frames = last - first
    if frames < 4000:
        return
    way = np.linspace(0.0, 1.0, frames)
    if happens(chance, 0.7):
        source = thin(hiss(RATE, chance), log_between(chance, 500, 3000))
        both = [
            grains(source, frames, density=20 + 400 * way**2, size=1500, chance=chance)
            for _ in range(2)
        ]
        rising = np.stack(both) * (0.2 + way).astype(np.float32)
        place(stems.effects, faded(rising, 0.01), first, between(chance, 0.15, 0.5))
    else:
        place(stems.effects, faded(_endless(frames, way), 0.01), first, between(chance, 0.2, 0.5))
    riser[begin:end] = 1.0


def _endless(frames: int, way: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Floats:
    """Tones that climb octave after octave and never arrive (R. Shepard, 1964)."""
    out = np.zeros(frames)
    for voice in range(4):
        place_in = (way * 2 + voice) % 4
        level = np.exp(-((place_in - 2.0) ** 2))
        out += level * np.sin(2 * np.pi * np.cumsum(110.0 * 2.0**place_in) / RATE)
    return (out * (0.2 + 0.4 * way)).astype(np.float32)


def _patter(stems: Stems, box: Box, feel: Feel, *, begin: int, end: int, chance: Chance) -> None:
    """Hits that come ever closer, rising in pitch."""
    start, stop = float(feel.clock.bar_starts[begin]), float(feel.clock.bar_starts[end])
    beats: list[float] = []
    beat = start
    while beat < stop - 1e-6:
        beats.append(beat)
        share = (beat - start) / (stop - start)
        beat += 0.5 if share < 0.5 else 0.25 if share < 0.8 else 0.125
    pitches = [resampled(box.snare[0], 1.0 + 0.1 * level) for level in range(8)]
    for number, frame in enumerate(feel.frames(np.array(beats)).tolist()):
        share = number / max(len(beats) - 1, 1)
        place(stems.drums, pitches[int(share * 7)], frame, 0.15 + 0.5 * share)


def struck_plate(chance: Chance) -> Floats:
    """A huge sheet of metal, or a deep bell, shape (2, n)."""
    frames = int(2.5 * RATE)
    hz = np.exp(chance.uniform(np.log(35), np.log(900), 24))
    body = modes(hz.tolist(), chance.uniform(0.8, 2.4, 24).tolist(), (35 / hz).tolist(), frames)
    boom = fm(between(chance, 35, 55), frames, ratio=0.5, index=2.0 * np.exp(-clocked(frames) * 3))
    dust = dull(hiss(frames, chance), 3000) * np.exp(-clocked(frames) * 6).astype(np.float32)
    sound = body + boom * np.exp(-clocked(frames) * 2).astype(np.float32) + dust
    return faded(panned(sound.astype(np.float32), 0.0), 0.1)


def silence_before(
    stems: Stems, temper: Temper, feel: Feel, *, form: Form, chance: Chance
) -> list[tuple[float, float]]:
    """Beats from and to which everything but voice and effects is gone before some peaks."""
    found = []
    for bar in form.blocks[1:]:
        if _leap(form, bar) > 0.25 and happens(chance, temper.mute * 0.6):
            end = float(feel.clock.bar_starts[bar])
            begin = end - pick(chance, [0.5, 1.0, 2.0, 4.0])
            first, last = np.maximum(feel.frames(np.array([begin, end])), 0).tolist()
            for stem in (stems.kick, stems.bass, stems.drums, stems.music):
                stem[..., first:last] *= np.exp(-np.arange(last - first) / 40.0).astype(np.float32)
            found.append((begin, end))
            form.layers[
                bar - 1, [layer for layer in range(form.layers.shape[1]) if layer != VOCAL]
            ] *= np.float32(1.0 - min(end - begin, 4.0) / 4.0)
    return found
