"""What leads from section to section in family A, and the same things where nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.biquads import filtered, highpass, lowpass
from edmstudio.synth.family_a.kit import Kit
from edmstudio.synth.family_a.oscillators import decay, gliding, noise, swept
from edmstudio.synth.family_a.plan import Plan
from edmstudio.synth.family_a.progressions import Tonality
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, frames_of, place
from edmstudio.synth.streams import Chance, between, happens, pick

LOUD = {SectionLabel.DROP, SectionLabel.CHORUS}
CALM = {SectionLabel.BREAK, SectionLabel.INTRO, SectionLabel.OUTRO, SectionLabel.BUILD}


@dataclass(frozen=True, slots=True)
class Habits:
    """How often this producer does what; each a probability.

    Attributes
    ----------
    crash, impact, downlifter, reverse : float
        At the start of a section.
    riser, roll, gap : float
        Before a loud section.
    stray : float
        Any of them in the middle of a section, every eight bars.
    tape : float
        That a gap is a tape which somebody stops.
    """

    crash: float
    impact: float
    downlifter: float
    reverse: float
    riser: float
    roll: float
    gap: float
    stray: float
    tape: float = 0.0


EAGER = Habits(
    crash=0.9, impact=0.3, downlifter=0.4, reverse=0.5, riser=0.95, roll=0.8, gap=0.4, stray=0.0
)


def choose_habits(chance: Chance, *, announced: bool) -> Habits:
    """Some producers mark every boundary, some none."""
    if not announced:
        return Habits(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, stray=0.03)
    return Habits(
        crash=pick(chance, [0.0, 0.4, 0.7, 0.95]), impact=pick(chance, [0.0, 0.2, 0.5]),
        downlifter=pick(chance, [0.0, 0.2, 0.5]), reverse=pick(chance, [0.0, 0.2, 0.4]),
        riser=pick(chance, [0.0, 0.5, 0.9]), roll=pick(chance, [0.0, 0.4, 0.8]),
        gap=pick(chance, [0.0, 0.15, 0.5]), stray=pick(chance, [0.02, 0.06, 0.15]),
        tape=pick(chance, [0.0, 0.4], [0.88, 0.12]),
    )  # fmt: skip


def play(
    stems: Stems, kit: Kit, habits: Habits, rhythm: Rhythm,
    *, plan: Plan, tonality: Tonality, chance: Chance,
) -> Floats:  # fmt: skip
    """Effects into the stems; returns the riser activity, shape (bars,)."""
    riser = np.zeros(plan.bars, dtype=np.float32)
    for begin, end, name in plan.edges():
        if begin:
            _mark(stems, kit, habits, rhythm, bar=begin, chance=chance)
        follows = _label_at(plan, end)
        strays = [bar for bar in range(begin + 8, end - 4, 8) if happens(chance, habits.stray)]
        for bar in strays:
            _mark(stems, kit, habits, rhythm, bar=bar, chance=chance)
            if happens(chance, habits.roll * 0.3):
                roll(stems, kit, rhythm, span=(bar - pick(chance, [1, 1, 2]), bar), chance=chance)
        if name is SectionLabel.BUILD or (follows in LOUD and name in CALM):
            _lift(
                stems,
                kit,
                habits,
                rhythm,
                riser,
                span=(begin, end),
                tonality=tonality,
                chance=chance,
            )
        elif end < plan.bars and happens(chance, habits.stray * 2):
            _sweep_up(
                stems,
                rhythm,
                riser,
                span=(max(end - 4, begin), end),
                tonality=tonality,
                chance=chance,
            )
    return riser


def _label_at(plan: Plan, bar: int) -> SectionLabel | None:
    return next((span.label for span in plan.spans if span.bar == bar), None)


def _mark(
    stems: Stems, kit: Kit, habits: Habits, rhythm: Rhythm, *, bar: int, chance: Chance
) -> None:
    frame = int(rhythm.frames([float(rhythm.clock.bar_starts[bar])])[0])
    if happens(chance, habits.crash):
        place(stems.effects, kit.crash, frame, between(chance, 0.3, 0.9))
    if happens(chance, habits.impact):
        place(stems.effects, impact(chance), frame, between(chance, 0.4, 1.0))
    if happens(chance, habits.downlifter):
        length = rhythm.clock.beat_length(bar) * pick(chance, [4, 8, 16])
        place(stems.effects, sweep(length, chance, rising=False), frame, between(chance, 0.3, 0.8))
    if happens(chance, habits.reverse):
        back = kit.crash[:, ::-1]
        place(stems.effects, back, frame - back.shape[1], between(chance, 0.3, 0.8))


def _lift(
    stems: Stems, kit: Kit, habits: Habits, rhythm: Rhythm, riser: Floats,
    *, span: tuple[int, int], tonality: Tonality, chance: Chance,
) -> None:  # fmt: skip
    begin, end = span
    if happens(chance, habits.riser):
        length = min(pick(chance, [1, 2, 4, 8, 8, 16]), end - begin)
        _sweep_up(stems, rhythm, riser, span=(end - length, end), tonality=tonality, chance=chance)
    if happens(chance, habits.roll):
        length = min(pick(chance, [1, 2, 4, 8]), end - begin)
        roll(stems, kit, rhythm, span=(end - length, end), chance=chance)


def _sweep_up(
    stems: Stems, rhythm: Rhythm, riser: Floats,
    *, span: tuple[int, int], tonality: Tonality, chance: Chance,
) -> None:  # fmt: skip
    begin, end = span
    if begin >= end:
        return
    first, last = rhythm.clock.at(rhythm.clock.bar_starts[[begin, end]].astype(np.float64))
    frame = int(frames_of(float(first)))
    loud = between(chance, 0.35, 1.0)
    hisses = happens(chance, 0.8)
    if hisses:
        place(stems.effects, sweep(float(last - first), chance, rising=True), frame, loud)
    if not hisses or happens(chance, 0.3):
        tone = pitch_riser(float(last - first), tonality.hz(0, 3, begin), chance)
        place(stems.effects, tone, frame, loud * 0.6)
    riser[begin:end] = 1.0


def roll(stems: Stems, kit: Kit, rhythm: Rhythm, *, span: tuple[int, int], chance: Chance) -> None:
    """A snare roll whose hits double and double again."""
    begin, end = span
    beats: list[float] = []
    bars = end - begin
    for bar in range(begin, end):
        share = (bar - begin) / max(bars - 1, 1)
        step = [4, 2, 1, 1][int(share * 3.99)]
        steps = np.arange(0, rhythm.steps(bar), step, dtype=np.float64)
        if bar == end - 1 and bars > 1:
            half = rhythm.steps(bar) // 2
            steps = np.concatenate([steps[steps < half], np.arange(half, rhythm.steps(bar), 0.5)])
        beats += [rhythm.beat(bar, float(one)) for one in steps]
    gains = np.linspace(0.15, between(chance, 0.5, 0.9), len(beats))
    sound = pick(chance, [kit.snare, kit.clap])[:, :9000].copy()
    sound[:, -2000:] *= np.linspace(1, 0, 2000, dtype=np.float32)
    for frame, gain in zip(rhythm.frames(beats).tolist(), gains.tolist(), strict=True):
        place(stems.drums, sound, frame, gain)


def sweep(seconds: float, chance: Chance, *, rising: bool) -> Floats:
    """Noise through a moving filter, shape (2, n)."""
    frames = max(int(seconds * RATE), 2000)
    hiss = np.stack([noise(frames, chance), noise(frames, chance)])
    way = np.linspace(0.0, 1.0, frames, dtype=np.float32) ** np.float32(between(chance, 0.8, 2.0))
    way = way if rising else way[::-1]
    sound = swept(
        hiss,
        way,
        low=between(chance, 200, 800),
        high=between(chance, 7000, 14000),
        q=between(chance, 0.7, 2.0),
    )
    shaped = sound * (np.float32(0.15) + way) * (way if not rising else np.float32(1.0))
    shaped[:, -400:] *= np.linspace(1, 0, 400, dtype=np.float32)
    return np.asarray(filtered(shaped, highpass(150)), dtype=np.float32)


def pitch_riser(seconds: float, hz: float, chance: Chance) -> Floats:
    """A saw that climbs one or two octaves."""
    frames = max(int(seconds * RATE), 2000)
    climb = np.linspace(0.0, between(chance, 1.0, 2.0), frames)
    tone = gliding("saw", hz * 2.0**climb)
    level = np.linspace(0.1, 1.0, frames, dtype=np.float32)
    return np.asarray(filtered(tone * level, lowpass(6000)) * np.float32(0.5), dtype=np.float32)


def impact(chance: Chance) -> Floats:
    """A deep boom with a burst of noise, shape (2, n)."""
    frames = int(2.2 * RATE)
    hz = between(chance, 34, 60) * (1.0 + 2.0 * np.exp(-np.arange(frames) / RATE / 0.06))
    boom = gliding("sine", hz) * decay(frames, 0.45)
    dust = np.stack([noise(frames, chance), noise(frames, chance)])
    dust = filtered(dust, lowpass(between(chance, 1500, 7000))) * decay(
        frames, between(chance, 0.1, 0.4)
    )
    return np.asarray(boom * np.float32(0.8) + dust, dtype=np.float32)


def gaps(plan: Plan, habits: Habits, rhythm: Rhythm, chance: Chance) -> list[tuple[float, float]]:
    """Beats from and to which all but voice and effects is silent before a loud section."""
    found = []
    for begin, _, name in plan.edges():
        if begin > 4 and name in LOUD and happens(chance, habits.gap):
            end = float(rhythm.clock.bar_starts[begin])
            found.append((end - pick(chance, [0.5, 1.0, 2.0, 2.0, 4.0, 8.0]), end))
    return found


def cut(parts: Sequence[Floats], rhythm: Rhythm, silences: list[tuple[float, float]]) -> None:
    """Silence these stems there, with edges of two milliseconds."""
    edge = int(0.002 * RATE)
    for begin, end in silences:
        first, last = rhythm.frames([begin, end]).tolist()
        first, last = max(first, 0), min(last, parts[0].shape[-1])
        if last - first < 4 * edge:
            continue
        gate = np.zeros(last - first, dtype=np.float32)
        gate[:edge] = np.linspace(1, 0, edge)
        for stem in parts:
            stem[..., first:last] *= gate
