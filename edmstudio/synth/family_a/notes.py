"""Tones of family A: one function an instrument, from a frequency and a length to a sound."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from edmstudio.synth.family_a.oscillators import (
    WAVES,
    decay,
    envelope,
    gliding,
    seconds_axis,
    swept,
    unison,
)  # fmt: skip
from edmstudio.synth.placing import RATE, Floats, faded
from edmstudio.synth.streams import Chance, between, log_between, pick

Note = Callable[[float, float, float], Floats]


@dataclass(frozen=True, slots=True)
class Patch:
    """The knobs of one synthesizer voice; drawn once a track.

    Attributes
    ----------
    shape : str
        Wavetable.
    voices, cents : int, float
        Unison.
    attack, release, fall : float
        Seconds.
    sustain : float
        0 to 1.
    low, high : float
        Hz between which the filter moves.
    q : float
    bite : float
        How much of the filter's way the envelope takes, 0 to 1.
    drive : float
    chip : bool
        No filter and no width, and chords as arpeggios too fast to count.
    shake, slide : float
        Depth of a vibrato, and semitones from which a tone slides to its pitch.
    """

    shape: str
    voices: int
    cents: float
    attack: float
    release: float
    fall: float
    sustain: float
    low: float
    high: float
    q: float
    bite: float
    drive: float
    chip: bool = False
    shake: float = 0.0
    slide: float = 0.0


CHIP_SHAPES = ("square", "pulse", "thin", "thin", "stairs", "saw")
FRAME = 1.0 / 50.0  # seconds a chip takes from one register write to the next


def choose_patch(kind: str, chance: Chance) -> Patch:
    """Knobs in the range of ``pad``, ``stab``, ``pluck``, ``lead``, ``saws``, ``organ``, ``piano``,
    ``driven`` or ``chip``."""
    shape = {"organ": "organ", "piano": "triangle"}.get(kind) or pick(
        chance, ["saw", "saw", "square", "pulse", "triangle", pick(chance, WAVES)]
    )
    voices = {"saws": 7, "pad": 5, "driven": 1, "chip": 1, "lead": pick(chance, [1, 3, 5])}.get(
        kind, pick(chance, [1, 2, 3])
    )
    held = kind in {"pad", "saws", "organ", "lead", "driven", "chip"}
    patch = Patch(
        shape="saw" if kind == "saws" else shape, voices=voices,
        cents=between(chance, 6, 28) if voices > 1 else 0.0,
        attack={"pad": between(chance, 0.05, 0.6)}.get(kind, between(chance, 0.001, 0.012)),
        release={"pad": 0.3}.get(kind, between(chance, 0.02, 0.12)),
        fall=between(chance, 0.05, 0.35) * (3.0 if kind == "piano" else 1.0),
        sustain=between(chance, 0.6, 1.0) if held else between(chance, 0.0, 0.25),
        low=log_between(chance, 180, 700), high=log_between(chance, 2500, 13000),
        q=between(chance, 0.6, 2.5),
        bite=between(chance, 0.0, 0.6) if held else between(chance, 0.4, 1.0),
        drive=between(chance, 4.0, 15.0) if kind == "driven" else between(chance, 1.0, 2.2),
    )  # fmt: skip
    return _as_chip(patch, chance) if kind == "chip" else _alive(patch, chance)


def _as_chip(patch: Patch, chance: Chance) -> Patch:
    return replace(
        patch, chip=True, shape=pick(chance, CHIP_SHAPES), attack=0.001, release=0.01,
        fall=log_between(chance, 0.05, 0.8), sustain=pick(chance, [0.0, 0.4, 1.0]),
        shake=pick(chance, [0.0, 0.006, 0.015]), slide=pick(chance, [0.0, 0.0, 0.0, 12.0, -5.0]),
    )  # fmt: skip


def _alive(patch: Patch, chance: Chance) -> Patch:
    """Some voices shake or slide."""
    shake = pick(chance, [0.0, between(chance, 0.002, 0.01)], [0.75, 0.25])
    slide = pick(chance, [0.0, pick(chance, [-12.0, -3.0, -1.0, 5.0])], [0.88, 0.12])
    return replace(patch, shake=shake, slide=slide)


def play_note(patch: Patch, hz: float, seconds: float, openness: float, chance: Chance) -> Floats:
    """One tone of a patch, shape (2, n)."""
    frames = max(int((seconds + patch.release) * RATE), 256)
    sound = _voiced(patch, hz, frames, chance)
    if not patch.chip:
        contour = openness * ((1.0 - patch.bite) + patch.bite * decay(frames, patch.fall))
        low, high = max(patch.low, hz), max(patch.high, 2 * hz)
        sound = swept(sound, contour, low=low, high=high, q=patch.q)
    if patch.drive > 1.5:
        sound = np.tanh(sound * np.float32(patch.drive)).astype(np.float32)
    shape = envelope(
        frames, attack=patch.attack, release=patch.release, sustain=patch.sustain, fall=patch.fall
    )
    return faded(np.asarray(sound * shape, dtype=np.float32))


def _voiced(patch: Patch, hz: float, frames: int, chance: Chance) -> Floats:
    """The oscillators of a tone, straight or with a moving pitch; shape (2, frames)."""
    if not (patch.shake or patch.slide):
        return unison(
            patch.shape, hz, frames, voices=patch.voices, cents=patch.cents, chance=chance
        )
    time = seconds_axis(frames)
    bend = patch.slide * np.exp(-time / 0.03) / 12.0
    shake = patch.shake * np.sin(2 * np.pi * 5.7 * time) * np.minimum(time / 0.25, 1.0)
    moving = hz * 2.0**bend * (1.0 + shake)
    tone = gliding(patch.shape, moving)
    other = gliding(patch.shape, moving * 2 ** (patch.cents / 1200)) if patch.cents else tone
    return np.stack([tone, other])


def _cycled(patch: Patch, hz: list[float], seconds: float) -> Floats:
    """A chord on one voice of a chip: its tones one after the other, fifty a second."""
    frames = max(int((seconds + patch.release) * RATE), 256)
    turn = (seconds_axis(frames) / FRAME).astype(np.int64) % len(hz)
    tone = gliding(patch.shape, np.array(hz)[turn])
    tone *= envelope(
        frames, attack=patch.attack, release=patch.release, sustain=patch.sustain, fall=patch.fall
    )
    return faded(np.stack([tone, tone]))


def play_chord(
    patch: Patch, hz: list[float], seconds: float, openness: float, chance: Chance
) -> Floats:
    """Several tones at once, shape (2, n)."""
    if patch.chip:
        return _cycled(patch, hz, seconds)
    tones = [play_note(patch, one, seconds, openness, chance) for one in hz]
    return np.asarray(np.sum(tones, axis=0, dtype=np.float32) / np.float32(np.sqrt(len(tones))))
