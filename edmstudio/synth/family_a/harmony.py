"""Pads, chords, leads and arpeggios of family A, played."""

from itertools import pairwise

import numpy as np

from edmstudio.synth.biquads import bandpass, filtered
from edmstudio.synth.family_a.notes import play_chord, play_note
from edmstudio.synth.family_a.oscillators import noise
from edmstudio.synth.family_a.phrases import Note
from edmstudio.synth.family_a.plan import ARP, CHORDS, LEAD, PAD, TEXTURE, Plan, runs
from edmstudio.synth.family_a.players import Player
from edmstudio.synth.family_a.progressions import Tonality
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE, Floats, place
from edmstudio.synth.streams import Chance, between, happens, pick

LONGEST_PAD = 16.0  # beats


def play(
    stems: Stems, players: dict[int, Player], rhythm: Rhythm, tonality: Tonality,
    *, plan: Plan, chance: Chance,
) -> None:  # fmt: skip
    """All pitched parts above the bass."""
    _play_pad(stems, players[PAD], rhythm, tonality, plan=plan, chance=chance)
    _play_chords(stems, players[CHORDS], rhythm, tonality, plan=plan, chance=chance)
    _play_line(stems, players[LEAD], rhythm, tonality, plan=plan, layer=LEAD, chance=chance)
    _play_line(stems, players[ARP], rhythm, tonality, plan=plan, layer=ARP, chance=chance)
    _play_texture(stems, rhythm, plan=plan, chance=chance)


def _play_pad(
    stems: Stems, player: Player, rhythm: Rhythm, tonality: Tonality, *, plan: Plan, chance: Chance
) -> None:
    """Held from chord to chord, or struck anew with every bar."""
    shelf: dict[tuple[int, ...], Floats] = {}
    anew = happens(chance, 0.4)
    for begin, end in runs(plan.levels[:, PAD] > 0.0):
        for bar, first, last in _held(rhythm, tonality, plan, begin, end, anew=anew):
            degrees = tonality.chord(first, bar)
            openness = round(float(plan.openness[bar]) * 5)
            span = round((last - first) * 4)
            name = (*(tonality.semitone(d, bar) for d in degrees), span, openness)
            if name not in shelf:
                hz = [_near(tonality.hz(d, player.octave, bar), player.octave) for d in degrees]
                seconds = (last - first) * rhythm.clock.beat_length(bar)
                shelf[name] = play_chord(
                    player.patches[0], hz, seconds, 0.2 + 0.16 * openness, chance
                )
            frame = int(rhythm.frames([first])[0])
            place(stems.music, shelf[name], frame, player.level * float(plan.levels[bar, PAD]))


def _held(
    rhythm: Rhythm, tonality: Tonality, plan: Plan, begin: int, end: int, *, anew: bool
) -> list[tuple[int, float, float]]:
    """Bar, first beat and last beat of each held chord in a run of bars."""
    starts = rhythm.clock.bar_starts
    moments: list[tuple[int, float]] = []
    before: tuple[int, ...] = ()
    for bar in range(begin, end):
        for beat in np.arange(starts[bar], starts[bar + 1], 0.5).tolist():
            chord = (*tonality.chord(beat, bar), int(plan.parts[bar]))
            fresh = anew and beat == starts[bar]
            late = bool(moments) and beat - moments[-1][1] >= LONGEST_PAD
            if chord != before or fresh or late:
                moments.append((bar, beat))
            before = chord
    ends = [beat for _, beat in moments[1:]] + [float(starts[end])]
    return [(bar, beat, last) for (bar, beat), last in zip(moments, ends, strict=True)]


def _play_chords(
    stems: Stems, player: Player, rhythm: Rhythm, tonality: Tonality, *, plan: Plan, chance: Chance
) -> None:
    shelf: dict[tuple[int, ...], Floats] = {}
    for bar in plan.playing(CHORDS):
        part = int(plan.parts[bar])
        openness = round(float(plan.openness[bar]) * 5)
        figure = hits(player.rows[part], rhythm.steps(bar), bar - int(plan.heads[bar]))
        steps = [*(step for step, _ in figure), rhythm.steps(bar)]
        for (step, after), (_, strength) in zip(pairwise(steps), figure, strict=True):
            beat = rhythm.beat(bar, step)
            degrees = tonality.chord(beat, bar)
            name = (*(tonality.semitone(d, bar) for d in degrees), after - step, openness, part)
            if name not in shelf:
                hz = [_near(tonality.hz(d, player.octave, bar), player.octave) for d in degrees]
                seconds = (after - step) / 4.0 * rhythm.clock.beat_length(bar) * player.length
                shelf[name] = play_chord(
                    player.patches[part], hz, seconds, 0.2 + 0.16 * openness, chance
                )
            gain = player.level * strength * float(plan.levels[bar, CHORDS])
            place(stems.music, shelf[name], int(rhythm.frames([beat])[0]), gain)


def _play_line(
    stems: Stems, player: Player, rhythm: Rhythm, tonality: Tonality,
    *, plan: Plan, layer: int, chance: Chance,
) -> None:  # fmt: skip
    shelf: dict[tuple[int, ...], Floats] = {}
    pans = chance.uniform(-0.3, 0.3, 4)
    sides = [np.array([[1 - pan], [1 + pan]], dtype=np.float32) for pan in pans.tolist()]
    for bar in plan.playing(layer):
        part = int(plan.parts[bar])
        openness = round(float(plan.openness[bar]) * 5)
        phrase = player.phrases[part]
        for number, note in enumerate(phrase.in_bar(bar - int(plan.heads[bar]))):
            if note.step >= rhythm.steps(bar):
                continue
            beat = rhythm.beat(bar, note.step)
            degree = _degree(note, tonality, beat, bar, arpeggio=layer == ARP)
            if phrase.follows and layer != ARP:
                degree += _towards_home(tonality.root(beat, bar))
            name = (tonality.semitone(degree, bar), note.length, openness, part)
            if name not in shelf:
                seconds = note.length / 4.0 * rhythm.clock.beat_length(bar) * player.length
                hz = tonality.hz(degree, player.octave, bar)
                patch = player.patches[part]
                shelf[name] = play_note(patch, hz, seconds, 0.2 + 0.16 * openness, chance)
            gain = player.level * note.strength * float(plan.levels[bar, layer])
            sound = shelf[name] * sides[number % 4]
            place(stems.music, sound, int(rhythm.frames([beat])[0]), gain)
            if player.echo:
                late = rhythm.frames([beat + player.echo / 4.0, beat + player.echo / 2.0])
                place(stems.music, sound[::-1], int(late[0]), 0.4 * gain)
                place(stems.music, sound, int(late[1]), 0.18 * gain)


def _degree(note: Note, tonality: Tonality, beat: float, bar: int, *, arpeggio: bool) -> int:
    if not arpeggio:
        return note.degree
    chord = tonality.chord(beat, bar)
    return chord[note.degree % len(chord)] + 7 * (note.degree // len(chord))


def _towards_home(root: int) -> int:
    """Up to a fourth up, and down otherwise: a line that follows the chords stays in its range."""
    return root if root <= 3 else root - 7


def _near(hz: float, octave: int) -> float:
    """Inversions: no tone strays more than an octave from the middle of its octave."""
    middle = 440.0 * 2.0 ** (octave - 4)
    while hz > middle * 1.5:
        hz /= 2.0
    return hz


def _play_texture(stems: Stems, rhythm: Rhythm, *, plan: Plan, chance: Chance) -> None:
    """Air: a band of noise under some sections, steady or swelling at a pace of its own."""
    length = int(between(chance, 3.0, 9.0) * RATE)
    air = np.stack([noise(length, chance), noise(length, chance)])
    air = filtered(air, bandpass(between(chance, 800, 7000), 0.6))
    edge = np.sin(np.linspace(0, np.pi / 2, 8000, dtype=np.float32))
    air[:, :8000] = air[:, :8000] * edge + air[:, -8000:] * edge[::-1]  # so that it can go round
    air = air[:, :-8000]
    if happens(chance, 0.4):
        turns = np.arange(air.shape[1]) * (2 * np.pi * pick(chance, [1, 2, 3]) / air.shape[1])
        air = air * (0.6 + 0.4 * np.sin(turns)).astype(np.float32)
    loud = between(chance, 0.03, 0.2)
    for begin, end in runs(plan.levels[:, TEXTURE] > 0.0):
        first, last = rhythm.frames(rhythm.clock.bar_starts[[begin, end]].tolist()).tolist()
        _lay(stems.music, air, first, last, loud)


def _lay(stem: Floats, air: Floats, first: int, last: int, loud: float) -> None:
    """The air over a stretch, round and round, faded in and out."""
    count = max(last - first, 0)
    bed = np.tile(air, (1, -(-count // air.shape[1])))[:, :count] * np.float32(loud)
    edge = min(RATE // 5, count // 2)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)
    bed[:, :edge] *= ramp
    bed[:, count - edge :] *= ramp[::-1]
    place(stem, bed, first)
