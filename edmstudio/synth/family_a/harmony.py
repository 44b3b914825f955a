"""Pads, chords, leads and arpeggios of family A."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import bandpass, filtered
from edmstudio.synth.family_a.grammar import Plan
from edmstudio.synth.family_a.notes import Patch, choose_patch, play_chord, play_note
from edmstudio.synth.family_a.oscillators import noise
from edmstudio.synth.family_a.progressions import Tonality, melody
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.performance import LAYERS, Stems
from edmstudio.synth.placing import RATE, Floats, place
from edmstudio.synth.streams import Chance, between, happens, pick

PAD, CHORDS, LEAD, ARP = (LAYERS.index(name) for name in ("pad", "chords", "lead", "arp"))
TEXTURE = LAYERS.index("texture")
CHORD_ROWS = (
    "x..x..x...x..x..", "..x...x...x...x.", "x...............", "x..x..x.x..x..x.",
    "...x......x.....", "x.....x.....x...", "x...x...x...x...", "..x..x....x..x..",
    "x.......x.......", ".......x......x.",
)  # fmt: skip
LEAD_ROWS = (
    "x..x..x.x..x..x.", "x...x...x.x...x.", "x.x.x.x.x.x.x.x.", "x.....x.....x...",
    "xxx.xxx.xxx.x.x.", "x..x..x..x..x.x.", "x...............", "x...x..x..x.x...",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Player:
    """A keyboard player's sound and figure.

    Attributes
    ----------
    patch : Patch
    row : str
    octave : int
    length : float
        Share of the way to the next note that a note sounds.
    line : tuple of int
        Degrees, for melodies and arpeggios.
    level : float
    """

    patch: Patch
    row: str
    octave: int
    length: float
    line: tuple[int, ...]
    level: float


def choose_players(tonality: Tonality, chance: Chance) -> dict[int, Player]:
    """One player a layer."""
    stab = pick(chance, ["stab", "saws", "organ", "piano", "stab", "saws"])
    lead = pick(chance, ["lead", "saws", "pluck", "lead"])
    arp = pick(chance, ["pluck", "stab", "lead"])
    line = tuple(melody(chance, tonality, pick(chance, [8, 16, 16, 32])))
    climb = pick(
        chance, [(0, 1, 2, 1), (0, 1, 2, 3), (2, 1, 0, 1), (0, 2, 1, 2), (0, 1, 2, 3, 2, 1)]
    )
    row = pick(
        chance, ["xxxxxxxxxxxxxxxx", "x.x.x.x.x.x.x.x.", "x.xx.xx.x.xx.xx.", "x..x..x..x..x..x"]
    )
    return {
        PAD: Player(choose_patch("pad", chance), "x...............", 3, 1.0, (), 0.6),
        CHORDS: Player(
            choose_patch(stab, chance), pick(chance, CHORD_ROWS), pick(chance, [3, 4]),
            between(chance, 0.3, 1.0), (), 0.8,
        ),
        LEAD: Player(
            choose_patch(lead, chance), pick(chance, LEAD_ROWS), pick(chance, [4, 5]),
            between(chance, 0.4, 0.95), line, 0.75,
        ),
        ARP: Player(
            choose_patch(arp, chance), row, pick(chance, [4, 5]), between(chance, 0.3, 0.9),
            climb, 0.5,
        ),
    }  # fmt: skip


def play(
    stems: Stems, players: dict[int, Player], rhythm: Rhythm, tonality: Tonality,
    *, plan: Plan, chance: Chance,
) -> None:  # fmt: skip
    """All pitched parts above the bass."""
    _play_chords(stems, players[PAD], rhythm, tonality, plan=plan, layer=PAD, chance=chance)
    _play_chords(stems, players[CHORDS], rhythm, tonality, plan=plan, layer=CHORDS, chance=chance)
    _play_line(stems, players[LEAD], rhythm, tonality, plan=plan, layer=LEAD, chance=chance)
    _play_line(stems, players[ARP], rhythm, tonality, plan=plan, layer=ARP, chance=chance)
    _play_texture(stems, rhythm, plan=plan, chance=chance)


def _play_chords(
    stems: Stems, player: Player, rhythm: Rhythm, tonality: Tonality,
    *, plan: Plan, layer: int, chance: Chance,
) -> None:  # fmt: skip
    shelf: dict[tuple[int, ...], Floats] = {}
    for bar in np.flatnonzero(plan.levels[:, layer]).tolist():
        openness = round(float(plan.openness[bar]) * 5)
        for step, span, strength in _spans(player.row, rhythm.steps(bar)):
            beat = rhythm.beat(bar, step)
            degrees = tonality.chord(beat)
            name = (*(tonality.semitone(d, bar) for d in degrees), span, openness)
            if name not in shelf:
                hz = [_near(tonality.hz(d, player.octave, bar), player.octave) for d in degrees]
                seconds = span / 4.0 * rhythm.clock.beat_length(bar) * player.length
                shelf[name] = play_chord(player.patch, hz, seconds, 0.2 + 0.16 * openness, chance)
            gain = player.level * strength * float(plan.levels[bar, layer])
            place(stems.music, shelf[name], int(rhythm.frames([beat])[0]), gain)


def _play_line(
    stems: Stems, player: Player, rhythm: Rhythm, tonality: Tonality,
    *, plan: Plan, layer: int, chance: Chance,
) -> None:  # fmt: skip
    shelf: dict[tuple[int, ...], Floats] = {}
    arpeggio = layer == ARP
    pans = chance.uniform(-0.3, 0.3, 4)
    for bar in np.flatnonzero(plan.levels[:, layer]).tolist():
        openness = round(float(plan.openness[bar]) * 5)
        figure = _spans(player.row, rhythm.steps(bar))
        for index, (step, span, strength) in enumerate(figure):
            beat = rhythm.beat(bar, step)
            degree = _degree(player, tonality, beat, bar * len(figure) + index, arpeggio)
            name = (tonality.semitone(degree, bar), span, openness)
            if name not in shelf:
                seconds = span / 4.0 * rhythm.clock.beat_length(bar) * player.length
                hz = tonality.hz(degree, player.octave, bar)
                shelf[name] = play_note(player.patch, hz, seconds, 0.2 + 0.16 * openness, chance)
            sides = np.array([[1 - pans[index % 4]], [1 + pans[index % 4]]], dtype=np.float32)
            gain = player.level * strength * float(plan.levels[bar, layer])
            place(stems.music, shelf[name] * sides, int(rhythm.frames([beat])[0]), gain)


def _degree(player: Player, tonality: Tonality, beat: float, index: int, arpeggio: bool) -> int:
    if arpeggio:
        chord = tonality.chord(beat)
        turn = player.line[index % len(player.line)]
        return chord[turn % len(chord)] + 7 * (turn // len(chord))
    return player.line[index % len(player.line)]


def _spans(row: str, steps: int) -> list[tuple[int, int, float]]:
    """Step, steps to the next note, strength."""
    figure = hits(row, steps)
    ends = [step for step, _ in figure[1:]] + [steps]
    return [(step, end - step, level) for (step, level), end in zip(figure, ends, strict=True)]


def _near(hz: float, octave: int) -> float:
    """Inversions: no tone strays more than an octave from the middle of its octave."""
    middle = 440.0 * 2.0 ** (octave - 4)
    while hz > middle * 1.5:
        hz /= 2.0
    return hz


def _play_texture(stems: Stems, rhythm: Rhythm, *, plan: Plan, chance: Chance) -> None:
    """Air: a slow band of noise under some sections, now and then beating with the bar."""
    frames = int(rhythm.clock.beat_length(0) * 4 * RATE) + 4000
    air = np.stack([noise(frames, chance), noise(frames, chance)])
    air = filtered(air, bandpass(between(chance, 800, 7000), 0.6))
    ramp = np.minimum(np.arange(frames) / 4000.0, 1.0)
    shape = np.minimum(ramp, ramp[::-1])
    if happens(chance, 0.4):
        shape = shape * (0.6 + 0.4 * np.sin(np.arange(frames) * 2 * np.pi / frames * 4))
    air = np.asarray(air * shape.astype(np.float32), dtype=np.float32)
    loud = between(chance, 0.03, 0.2)
    for bar in np.flatnonzero(plan.levels[:, TEXTURE]).tolist():
        place(stems.music, air, int(rhythm.frames([float(rhythm.clock.bar_starts[bar])])[0]), loud)
