"""Tones of family A: one function an instrument, from a frequency and a length to a sound."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import filtered, highpass, lowpass
from edmstudio.synth.family_a.oscillators import (
    decay,
    envelope,
    gliding,
    oscillator,
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


PATCHES = ("pad", "stab", "pluck", "lead", "saws", "organ", "piano")


def choose_patch(kind: str, chance: Chance) -> Patch:
    """Knobs in the range of a kind of sound."""
    shape = {"organ": "organ", "piano": "triangle"}.get(kind) or pick(
        chance, ["saw", "saw", "square", "pulse", "triangle"]
    )
    voices = {"saws": 7, "pad": 5, "lead": pick(chance, [1, 3, 5])}.get(
        kind, pick(chance, [1, 2, 3])
    )
    held = kind in {"pad", "saws", "organ", "lead"}
    return Patch(
        shape="saw" if kind == "saws" else shape, voices=voices,
        cents=between(chance, 6, 28) if voices > 1 else 0.0,
        attack={"pad": between(chance, 0.05, 0.6)}.get(kind, between(chance, 0.001, 0.012)),
        release={"pad": 0.3}.get(kind, between(chance, 0.02, 0.12)),
        fall=between(chance, 0.05, 0.35) * (3.0 if kind == "piano" else 1.0),
        sustain=between(chance, 0.6, 1.0) if held else between(chance, 0.0, 0.25),
        low=log_between(chance, 180, 700), high=log_between(chance, 2500, 13000),
        q=between(chance, 0.6, 2.5),
        bite=between(chance, 0.0, 0.6) if held else between(chance, 0.4, 1.0),
        drive=between(chance, 1.0, 2.2),
    )  # fmt: skip


def play_note(patch: Patch, hz: float, seconds: float, openness: float, chance: Chance) -> Floats:
    """One tone of a patch, shape (2, n)."""
    frames = max(int((seconds + patch.release) * RATE), 256)
    sound = unison(patch.shape, hz, frames, voices=patch.voices, cents=patch.cents, chance=chance)
    contour = openness * ((1.0 - patch.bite) + patch.bite * decay(frames, patch.fall))
    sound = swept(sound, contour, low=max(patch.low, hz), high=max(patch.high, 2 * hz), q=patch.q)
    if patch.drive > 1.5:
        sound = np.tanh(sound * np.float32(patch.drive)).astype(np.float32)
    shape = envelope(
        frames, attack=patch.attack, release=patch.release, sustain=patch.sustain, fall=patch.fall
    )
    return faded(np.asarray(sound * shape, dtype=np.float32))


def play_chord(
    patch: Patch, hz: list[float], seconds: float, openness: float, chance: Chance
) -> Floats:
    """Several tones at once, shape (2, n)."""
    tones = [play_note(patch, one, seconds, openness, chance) for one in hz]
    return np.asarray(np.sum(tones, axis=0, dtype=np.float32) / np.float32(np.sqrt(len(tones))))


BASSES = ("sub", "saw", "square", "reese", "acid", "wobble", "pluck", "growl")


def play_bass(
    kind: str, hz: float, seconds: float, openness: float, *, patch: Patch, chance: Chance
) -> Floats:
    """One bass tone, mono."""
    frames = max(int((seconds + 0.03) * RATE), 256)
    level = envelope(frames, attack=0.003, release=0.025, sustain=0.85, fall=0.3)
    if kind == "sub":
        tone = oscillator("sine", hz, frames) + 0.25 * oscillator("triangle", hz, frames)
        return faded(np.tanh(tone * np.float32(patch.drive)).astype(np.float32) * level)
    if kind == "reese":
        pair = sum(
            oscillator("saw", hz * r, frames, float(chance.random())) for r in (0.992, 1.0, 1.009)
        )
        sound = filtered(
            np.asarray(pair, dtype=np.float32) * np.float32(0.5),
            lowpass(200 + 2200 * openness, 1.2),
        )
    elif kind == "wobble" or kind == "growl":
        sound = _wobbled(kind, hz, frames, openness, patch=patch, chance=chance)
    else:
        shape = {"acid": pick(chance, ["saw", "square"])}.get(
            kind, patch.shape if kind == "pluck" else kind
        )
        source = oscillator(shape, hz, frames)
        fall = between(chance, 0.06, 0.16) if kind in {"acid", "pluck"} else patch.fall
        contour = np.asarray(openness * (0.25 + 0.75 * decay(frames, fall)), dtype=np.float32)
        peak = patch.q + (5.0 if kind == "acid" else 0.0)
        sound = swept(source, contour, low=max(90.0, hz), high=patch.high * 0.6, q=peak)
    under = oscillator("sine", hz, frames) * np.float32(0.5)
    driven = np.tanh(sound * np.float32(patch.drive)) + under
    return faded(np.asarray(driven * level, dtype=np.float32))


def _wobbled(
    kind: str, hz: float, frames: int, openness: float, *, patch: Patch, chance: Chance
) -> Floats:
    """A filter that a slow wave opens and closes; a growl also bends its vowel."""
    source = unison("saw", hz, frames, voices=3, cents=14, chance=chance).mean(axis=0)
    rate = pick(chance, [2.0, 3.0, 4.0, 6.0, 8.0])
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * rate * seconds_axis(frames) * patch.bite * 2.0)
    sound = swept(source, (wave * openness).astype(np.float32), low=120, high=5000, q=patch.q + 1)
    if kind == "growl":
        bent = gliding("square", hz * (1.0 + 2.0 * wave))
        sound = np.tanh(3.0 * sound + bent * np.float32(0.6)).astype(np.float32)
        sound = filtered(sound, highpass(90))
    return np.asarray(sound, dtype=np.float32)
