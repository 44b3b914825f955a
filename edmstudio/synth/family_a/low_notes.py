"""Bass tones of family A: sub, filtered, acid, thick, wobbling with the beat, growling, chip."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import filtered, highpass, lowpass
from edmstudio.synth.family_a.notes import Patch
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
from edmstudio.synth.streams import Chance, between, pick

WAVES_A_BEAT = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone that is asked for.

    Attributes
    ----------
    hz, seconds : float
    openness : float
        Of the filter, 0 to 1.
    beat : float
        Seconds of a beat.
    """

    hz: float
    seconds: float
    openness: float
    beat: float


def play_bass(kind: str, tone: Tone, patch: Patch, chance: Chance) -> Floats:
    """One tone, mono; `kind` is ``sub``, ``saw``, ``square``, ``reese``, ``acid``, ``wobble``,
    ``pluck``, ``growl`` or ``chip``."""
    frames = max(int((tone.seconds + 0.03) * RATE), 256)
    level = envelope(frames, attack=0.003, release=0.025, sustain=patch.sustain, fall=patch.fall)
    if kind == "sub":
        pure = oscillator("sine", tone.hz, frames) + 0.25 * oscillator("triangle", tone.hz, frames)
        return faded(np.tanh(pure * np.float32(patch.drive)).astype(np.float32) * level)
    if kind == "chip":
        return faded(oscillator(patch.shape, tone.hz, frames) * level)
    maker = {"reese": _reese, "wobble": _wobble, "growl": _growl, "acid": _acid}.get(kind, _plain)
    shape = patch.shape if kind == "pluck" else kind
    sound = maker(shape, tone, frames, patch, chance)
    driven = np.tanh(sound * np.float32(patch.drive))
    driven += oscillator("sine", tone.hz, frames) * np.float32(0.5)
    return faded(np.asarray(driven * level, dtype=np.float32))


def _reese(shape: str, tone: Tone, frames: int, patch: Patch, chance: Chance) -> Floats:
    trio = sum(
        oscillator("saw", tone.hz * ratio, frames, float(chance.random()))
        for ratio in (0.992, 1.0, 1.009)
    )
    thick = np.asarray(trio, dtype=np.float32) * np.float32(0.5)
    return filtered(thick, lowpass(200 + 2200 * tone.openness, 1.2))


def _plain(shape: str, tone: Tone, frames: int, patch: Patch, chance: Chance) -> Floats:
    fall = between(chance, 0.06, 0.16) if shape == patch.shape else patch.fall
    contour = np.asarray(tone.openness * (0.25 + 0.75 * decay(frames, fall)), dtype=np.float32)
    low, high = max(90.0, tone.hz), patch.high * 0.6
    return swept(oscillator(shape, tone.hz, frames), contour, low=low, high=high, q=patch.q)


def _acid(shape: str, tone: Tone, frames: int, patch: Patch, chance: Chance) -> Floats:
    contour = tone.openness * (0.25 + 0.75 * decay(frames, between(chance, 0.06, 0.16)))
    source = oscillator(pick(chance, ["saw", "square"]), tone.hz, frames)
    low, high = max(90.0, tone.hz), patch.high * 0.6
    return swept(source, contour.astype(np.float32), low=low, high=high, q=patch.q + 5.0)


def _wobble(shape: str, tone: Tone, frames: int, patch: Patch, chance: Chance) -> Floats:
    """A filter that opens and closes with the beat."""
    source = unison("saw", tone.hz, frames, voices=3, cents=14, chance=chance).mean(axis=0)
    wave = _wave(tone, frames, chance) * np.float32(tone.openness)
    return swept(source, wave, low=120, high=5000, q=patch.q + 1)


def _growl(shape: str, tone: Tone, frames: int, patch: Patch, chance: Chance) -> Floats:
    """A wobble that also bends its vowel."""
    sound = _wobble(shape, tone, frames, patch, chance)
    bent = gliding("square", tone.hz * (1.0 + 2.0 * _wave(tone, frames, chance).astype(np.float64)))
    return filtered(np.tanh(3.0 * sound + bent * np.float32(0.6)), highpass(90))


def _wave(tone: Tone, frames: int, chance: Chance) -> Floats:
    hz = pick(chance, WAVES_A_BEAT) / tone.beat
    return (0.5 - 0.5 * np.cos(2 * np.pi * hz * seconds_axis(frames))).astype(np.float32)
