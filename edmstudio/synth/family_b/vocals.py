"""Voices of family B: bursts of damped sines, one a period and formant, as a throat rings.

The method is FOF (X. Rodet, 1984): no filter, no buzz, nothing of the other family's.
"""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import VOCAL, Form
from edmstudio.synth.family_b.harmony import Tones
from edmstudio.synth.family_b.voices import between_hz, grains, hiss, tailed
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, faded, panned, place
from edmstudio.synth.streams import Chance, between, happens, pick

MOUTHS = (
    (650, 1080, 2650),
    (400, 1700, 2600),
    (290, 1870, 2800),
    (400, 800, 2600),
    (350, 600, 2700),
)


@dataclass(frozen=True, slots=True)
class Throat:
    """One voice.

    Attributes
    ----------
    size : float
        Formants as a multiple of the table's.
    octave : int
    manner : str
        ``phrases``, ``stutter`` or ``talk``.
    early : float
        Beats by which phrases begin before their bar line.
    """

    size: float
    octave: int
    manner: str
    early: float


def choose_throat(chance: Chance) -> Throat:
    """A voice; two in five anticipate the bar."""
    early = pick(chance, [1.0, 1.5, 2.0, 3.0]) if happens(chance, 0.4) else 0.0
    manner = pick(chance, ["phrases", "phrases", "stutter", "talk"])
    return Throat(between(chance, 0.9, 1.3), pick(chance, [3, 4, 4]), manner, early)


def syllable(throat: Throat, hz: float, seconds: float, mouth: int, chance: Chance) -> Floats:
    """One sung syllable, mono."""
    frames = max(int(seconds * RATE), 2000)
    if throat.manner == "talk":
        hz *= between(chance, 0.7, 1.3)
    bend = 1.0 + 0.008 * np.sin(2 * np.pi * 5.3 * np.arange(frames) / RATE)
    periods = np.cumsum(hz * bend / RATE)
    starts = np.flatnonzero(np.diff(np.floor(periods), prepend=-1.0) > 0)
    pulses = np.zeros(frames + 1200, dtype=np.float32)
    burst = _burst([f * throat.size for f in MOUTHS[mouth]])
    strengths = chance.uniform(0.9, 1.1, len(starts))
    for start, strength in zip(starts.tolist(), strengths.tolist(), strict=True):
        pulses[start : start + len(burst)] += burst * np.float32(strength)
    sound = pulses[:frames] * tailed(frames, rise=0.03, hold=seconds * 0.7, fall=0.08)
    if happens(chance, 0.5):
        onset = between_hz(hiss(3000, chance), between(chance, 2000, 5000), 12000)
        sound[:3000] += (
            onset[: len(sound[:3000])]
            * np.hanning(3000)[: len(sound[:3000])].astype(np.float32)
            * np.float32(0.5)
        )
    return faded(sound, 0.02)


def _burst(formants: list[float]) -> Floats:
    time = np.arange(900) / RATE
    rise = 0.5 - 0.5 * np.cos(np.minimum(time / 0.0015, 1.0) * np.pi)
    tones = [
        np.sin(2 * np.pi * f * time) * np.exp(-time * np.pi * (70 + 25 * k)) * 0.7**k
        for k, f in enumerate(formants)
    ]
    return np.asarray(np.sum(tones, axis=0) * rise, dtype=np.float32)


def play(
    stems: Stems, throat: Throat, feel: Feel, tones: Tones, *, form: Form, chance: Chance
) -> tuple[int, ...]:
    """Phrases of two or four bars; the beats of entries after a pause."""
    phrases = [_phrase(throat, chance) for _ in range(3)]
    shelf: dict[tuple[int, int, int], Floats] = {}
    entries: list[int] = []
    every = pick(chance, [2, 4])
    last = -99
    for begin in form.blocks:
        end = next((bar for bar in form.blocks if bar > begin), form.bars)
        for bar in range(begin, end, every):
            if form.layers[bar, VOCAL] == 0 or happens(chance, 0.1):
                continue
            start = float(feel.clock.bar_starts[bar])
            line = phrases[bar // every % 3]
            if bar - last > 8:
                entries.append(max(round(start + line[0][0]), 0))
            last = bar
            _sing(
                stems,
                throat,
                line,
                start,
                feel,
                tones,
                bar=bar,
                shelf=shelf,
                form=form,
                chance=chance,
            )
    return tuple(entries)


def _sing(
    stems: Stems, throat: Throat, line: list[tuple[float, float, int, int]], start: float,
    feel: Feel, tones: Tones, *, bar: int, shelf: dict[tuple[int, int, int], Floats], form: Form,
    chance: Chance,
) -> None:  # fmt: skip
    beats = np.array([start + offset for offset, *_ in line])
    for frame, (_, length, degree, mouth) in zip(feel.frames(beats).tolist(), line, strict=True):
        name = (tones.step(degree, bar), round(length * 8), mouth)
        if name not in shelf:
            hz = tones.hz(name[0], throat.octave)
            sung = syllable(throat, hz, length * feel.clock.beat_length(bar), mouth, chance)
            if throat.manner == "stutter" and happens(chance, 0.3):
                sung = grains(sung, len(sung), density=90.0, size=2200, chance=chance)
            shelf[name] = panned(sung, between(chance, -0.2, 0.2))
        place(stems.vocals, shelf[name], frame, float(form.layers[bar, VOCAL]))


def _phrase(throat: Throat, chance: Chance) -> list[tuple[float, float, int, int]]:
    """Beats from the bar line, length in beats, step of the scale, mouth."""
    beat, line, degree = -throat.early, [], pick(chance, [0, 2, 4])
    lengths = [0.25, 0.25, 0.5] if throat.manner != "phrases" else [0.5, 1.0, 1.0, 2.0]
    while beat < 6.0 - between(chance, 0, 3):
        length = pick(chance, lengths)
        line.append((beat, length * 0.9, degree, int(chance.integers(len(MOUTHS)))))
        beat += length * pick(chance, [1, 1, 1, 2])
        degree = int(np.clip(degree + pick(chance, [-1, 0, 1, 2, -2]), -1, 8))
    return line
