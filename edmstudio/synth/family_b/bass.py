"""Bass of family B: modulated sines, folded tones, thick strings on Euclidean or held rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import BASS, IDEAS, Form
from edmstudio.synth.family_b.hands import euclid
from edmstudio.synth.family_b.harmony import Tones
from edmstudio.synth.family_b.voices import clocked, fm, string, tailed
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, faded, place
from edmstudio.synth.streams import Chance, between, happens, pick
from edmstudio.synth.style import Style


@dataclass(frozen=True, slots=True, eq=False)
class Player:
    """One bass player: steps of a bar for each idea, a sound and how long it holds.

    Attributes
    ----------
    steps : tuple of ndarray of int
    kind : str
        ``fm``, ``fold``, ``string``, ``siren``, ``deep`` or ``bits``.
    depth : float
    ratio : float
    hold, fall : float
        Share of the way to the next note, and seconds in which a tone falls away.
    climbs : ndarray, shape (32,)
        Semitones over the root, mostly 0.
    """

    steps: tuple[NDArray[np.int64], ...]
    kind: str
    depth: float
    ratio: float
    hold: float
    fall: float
    climbs: NDArray[np.int64]


def choose_player(style: Style, chance: Chance, *, bits: bool) -> Player:
    """A player; off-beats and rolling rows are as common as in the clubs."""
    offbeat = np.array([2, 6, 10, 14])
    rolling = np.setdiff1d(np.arange(16), np.arange(0, 16, 4))
    row = {
        "four": [offbeat, rolling, euclid(5, 16), euclid(7, 16, 3), np.array([0, 3, 6, 10])],
        "hard": [offbeat, rolling],
        "half": [np.array([0]), np.array([0, 8]), np.array([0, 6, 10]), euclid(5, 16)],
        "breaks": [np.array([0]), np.array([0, 10]), euclid(5, 16), np.array([0, 3, 10, 14])],
        "two-step": [euclid(5, 16), np.array([0, 6, 11]), np.array([2, 7, 10])],
        "rock": [np.arange(0, 16, 2), np.arange(0, 16, 4), euclid(6, 16), euclid(7, 16)],
    }[style.groove]
    climbs = chance.choice([0, 0, 0, 0, 7, 12, -2, 3], 32) * (chance.random(32) < 0.4)
    first = pick(chance, row)
    others = (pick(chance, row) if happens(chance, 0.3) else first for _ in range(IDEAS - 1))
    kinds = ["fm", "fold", "string", "deep", "siren"]
    shares = [4.0, 3.0, 1.5, 2.0, 3.0 if style.drive > 0.6 else 0.5]
    return Player(
        steps=(first, *others), kind="bits" if bits else pick(chance, kinds, shares),
        depth=between(chance, 0.5, 5.0), ratio=pick(chance, [0.5, 1.0, 1.0, 2.0, 3.0]),
        hold=between(chance, 0.4, 1.0),
        fall=pick(chance, [0.4, between(chance, 0.05, 0.2)]), climbs=climbs.astype(np.int64),
    )  # fmt: skip


def sound(player: Player, hz: float, seconds: float, energy: float, chance: Chance) -> Floats:
    """One tone, mono."""
    frames = max(int(seconds * RATE), 400)
    time = clocked(frames)
    depth = player.depth * (0.3 + energy)
    if player.kind == "deep":
        tone = np.sin(2 * np.pi * hz * time + 0.4 * depth * np.sin(2 * np.pi * hz * time))
    elif player.kind == "bits":
        tone = ((hz * time) % 1.0 < 0.125 * round(player.ratio + 1)) * 1.4 - 0.7
        return faded(tone.astype(np.float32) * tailed(frames, rise=0.001, hold=0.0, fall=1.0))
    elif player.kind == "string":
        tone = string(hz, frames, damping=1.5, brightness=0.4, chance=chance) * 1.5
    elif player.kind == "fold":
        tone = np.sin(depth * 1.2 * np.sin(2 * np.pi * hz * time) * np.exp(-time * 2.0) + 0.3)
    elif player.kind == "siren":
        rate = pick(chance, [1.5, 3.0, 4.5, 6.0])
        tone = fm(
            hz, frames, ratio=player.ratio, index=depth * (1.2 + np.sin(2 * np.pi * rate * time))
        )
    else:
        tone = fm(hz, frames, ratio=player.ratio, index=depth * np.exp(-time / 0.15))
    under = 0.5 * np.sin(2 * np.pi * hz * time)
    held = seconds * 0.8 if player.fall == 0.4 else 0.02
    shape = tailed(frames, rise=0.003, hold=held, fall=player.fall)
    return faded((0.7 * tone + under).astype(np.float32) * shape, 0.012)


def play(
    stems: Stems, player: Player, feel: Feel, tones: Tones, *, form: Form, chance: Chance
) -> None:
    """The bass line of the whole track."""
    shelf: dict[tuple[int, int, int], Floats] = {}
    lean = happens(chance, 0.3)
    for bar in form.bars_of(BASS):
        count = 4 * int(feel.clock.bar_beats[bar])
        steps = player.steps[int(form.ideas[bar])]
        steps = steps[steps < count]
        ends = [*steps[1:].tolist(), count]
        energy = round(float(form.energy[bar]) * 3)
        frames = feel.frames(feel.beats(bar, steps)).tolist()
        for index, (step, end, frame) in enumerate(zip(steps.tolist(), ends, frames, strict=True)):
            climb = int(player.climbs[(int(form.since[bar]) % 2 * 16 + index) % 32])
            note = tones.chord(bar, step)[0] + climb
            name = (note, end - step, energy)
            if name not in shelf:
                hz = tones.hz(note, 2)
                while hz > 125.0:
                    hz /= 2.0
                seconds = (end - step) / 4 * feel.clock.beat_length(bar) * player.hold
                shelf[name] = sound(player, hz, seconds, energy / 3, chance)
            accent = 0.8 if lean and index % 2 else 1.0
            place(stems.bass, shelf[name], frame, accent * float(form.layers[bar, BASS]))
