"""Voice-like sounds of family A: a buzz through the formants of vowels, sung, chopped or spoken."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import bandpass, filtered, highpass
from edmstudio.synth.family_a.oscillators import envelope, gliding, noise, seconds_axis
from edmstudio.synth.family_a.plan import VOCAL, Plan
from edmstudio.synth.family_a.progressions import Tonality, melody
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, faded, place
from edmstudio.synth.streams import Chance, between, happens, pick

VOWELS = {  # Hz of the first four formants, a mean of published tables for adult voices
    "a": (800, 1250, 2700, 3500), "e": (480, 1900, 2550, 3500), "i": (300, 2250, 3000, 3600),
    "o": (480, 850, 2600, 3400), "u": (330, 780, 2400, 3300),
}  # fmt: skip
CHOPS = (
    "x...x..x....x...",
    "x.x...x...x.x...",
    "..x...x...x...x.",
    "x..x..x.........",
    "x.......xx......",
)


@dataclass(frozen=True, slots=True)
class Singer:
    """A voice and what it does.

    Attributes
    ----------
    manner : str
        ``sung``, ``chopped``, ``spoken`` or ``shots``.
    high : bool
    tract : float
        Formants as a multiple of the table's.
    phrase_bars : int
    lines : tuple
        A few phrases of (beats from the phrase's bar line, length in beats, degree, vowel).
    """

    manner: str
    high: bool
    tract: float
    phrase_bars: int
    lines: tuple[tuple[tuple[float, float, int, str], ...], ...]


def choose_singer(chance: Chance, *, song: bool) -> Singer:
    """A voice; in songs one that sings."""
    manner = pick(
        chance, ["sung", "chopped", "spoken", "shots"], [6, 2, 1, 1] if song else [3, 3, 2, 2]
    )
    bars = pick(chance, [2, 4, 4])
    lines = tuple(_line(manner, bars, chance) for _ in range(3))
    return Singer(manner, happens(chance, 0.6), between(chance, 0.85, 1.25), bars, lines)


def _line(manner: str, bars: int, chance: Chance) -> tuple[tuple[float, float, int, str], ...]:
    """One phrase; 40 % begin one to three beats before their bar line."""
    vowels = sorted(VOWELS)
    if manner == "shots":
        return ((0.0, between(chance, 0.5, 2.0), pick(chance, [0, 2, 4]), pick(chance, vowels)),)
    if manner == "chopped":
        row = pick(chance, CHOPS)
        degree = pick(chance, [0, 2, 4])
        return tuple(
            (step / 4.0, 0.4, degree + pick(chance, [0, 0, 0, 2, -2]), pick(chance, vowels[:3]))
            for step, mark in enumerate(row) if mark == "x"
        )  # fmt: skip
    beat = -float(pick(chance, [1, 2, 3, 1.5])) if happens(chance, 0.4) else 0.0
    if happens(chance, 0.2):
        beat += 0.5
    end = bars * 4.0 - between(chance, 1.0, 5.0)
    notes = []
    for degree in melody(chance, 64):
        length = pick(chance, [0.5, 0.5, 1.0, 1.0, 1.5, 2.0, 0.25])
        if beat + length > end:
            break
        notes.append((beat, length * 0.95, degree, pick(chance, vowels)))
        beat += length + (0.5 if happens(chance, 0.15) else 0.0)
    return tuple(notes)


def syllable(singer: Singer, hz: float, seconds: float, vowel: str, chance: Chance) -> Floats:
    """A consonant and a vowel, mono."""
    frames = max(int(seconds * RATE), 1500)
    time = seconds_axis(frames)
    shake = between(chance, 0.003, 0.012) * np.minimum(time / 0.3, 1.0)
    pitch = hz * (1.0 + shake * np.sin(2 * np.pi * between(chance, 4.8, 6.2) * time))
    pitch *= 1.0 - between(chance, 0.0, 0.12) * np.exp(-time / 0.04)
    breath = noise(frames, chance)
    buzz = (
        breath * 0.9
        if singer.manner == "spoken" and happens(chance, 0.3)
        else (gliding("saw", pitch) + breath * np.float32(0.08))
    )
    sound = np.zeros(frames, dtype=np.float32)
    for index, formant in enumerate(VOWELS[vowel]):
        band = bandpass(formant * singer.tract, 6.0 + 2.0 * index)
        sound += filtered(np.asarray(buzz, dtype=np.float32), band) * np.float32(0.75**index * 2.0)
    sound *= envelope(frames, attack=0.03, release=0.06, sustain=0.8)
    if happens(chance, 0.6):
        hiss = filtered(breath[:2600], highpass(between(chance, 2500, 6000)))
        sound[: len(hiss)] += (
            hiss * np.hanning(len(hiss)).astype(np.float32) * np.float32(between(chance, 0.2, 0.7))
        )
    return faded(sound, 0.01)


def play(
    stems: Stems, singer: Singer, rhythm: Rhythm, tonality: Tonality, *, plan: Plan, chance: Chance
) -> tuple[int, ...]:
    """Phrases wherever the plan has a voice; the beats of the entries after a pause."""
    shelf: dict[tuple[int, int, str], Floats] = {}
    entries: list[int] = []
    octave = 4 if singer.high else 3
    quiet_since = -99
    for bar in range(plan.bars):
        sings = plan.levels[bar, VOCAL] > 0
        if not sings:
            continue
        run = bar
        while run and plan.levels[run - 1, VOCAL] > 0:
            run -= 1
        if (bar - run) % singer.phrase_bars:
            continue
        line = singer.lines[(bar - run) // singer.phrase_bars % len(singer.lines)]
        if not line or (singer.manner == "shots" and happens(chance, 0.5)):
            continue
        first = float(rhythm.clock.bar_starts[bar]) + line[0][0]
        if bar - quiet_since > 8:
            entries.append(max(round(first), 0))
        quiet_since = bar
        for offset, length, degree, vowel in line:
            beat = float(rhythm.clock.bar_starts[bar]) + offset
            name = (tonality.semitone(degree, bar), round(length * 8), vowel)
            if name not in shelf:
                seconds = length * rhythm.clock.beat_length(bar)
                shelf[name] = syllable(
                    singer, tonality.hz(degree, octave, bar), seconds, vowel, chance
                )
            frame = int(rhythm.loose_frames([beat], chance)[0])
            place(stems.vocals, shelf[name], frame, float(plan.levels[bar, VOCAL]))
    return tuple(entries)
