"""Exact labels as DJ programs and people leave them behind, and a record of what went wrong."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.synth.noise_sources import Habits
from edmstudio.synth.streams import Chance, between, happens, pick

CONFUSED = {  # what people call a section instead
    SectionLabel.INTRO: (SectionLabel.VERSE, SectionLabel.BREAK),
    SectionLabel.VERSE: (SectionLabel.DROP, SectionLabel.BRIDGE, SectionLabel.INTRO),
    SectionLabel.BUILD: (SectionLabel.BREAK, SectionLabel.BRIDGE),
    SectionLabel.DROP: (SectionLabel.CHORUS, SectionLabel.VERSE),
    SectionLabel.BREAK: (SectionLabel.BRIDGE, SectionLabel.BUILD),
    SectionLabel.BRIDGE: (SectionLabel.BREAK, SectionLabel.VERSE),
    SectionLabel.CHORUS: (SectionLabel.DROP, SectionLabel.VERSE),
    SectionLabel.COOLDOWN: (SectionLabel.OUTRO, SectionLabel.BREAK),
    SectionLabel.OUTRO: (SectionLabel.COOLDOWN, SectionLabel.BREAK),
}
PHRASE = 32  # beats


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that was changed.

    Attributes
    ----------
    kind : str
        ``octave``, ``half-beat``, ``bar-phase``, ``phrase-phase``, ``offset``,
        ``rounded-bpm``, ``one-tempo``,
        ``cue-missing``, ``cue-extra``, ``cue-phrase``, ``relabelled``, ``shifted``,
        ``key-relative``, ``key-fifth`` or ``key-wrong``.
    seconds : float
        Where, 0 where it concerns the whole track.
    was, became : str
        What is true, and what the label says now.
    """

    kind: str
    seconds: float
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Noisy:
    """What one source says about a track, and where it is wrong."""

    annotations: Annotations
    flaws: tuple[Flaw, ...]

    def has(self, kind: str) -> bool:
        """Whether a flaw of this kind was planted."""
        return any(flaw.kind == kind for flaw in self.flaws)


def leave_behind(truth: Annotations, habits: Habits, chance: Chance) -> Noisy:
    """The truth as a source with these habits would have it.

    What the source does not hold at all (sections, keys, cues) is absent, and is no flaw.
    """
    flaws: list[Flaw] = []
    by = Provenance(Voice.LABEL, habits.source)
    grid = _grid(truth.grid, habits, chance, flaws) if truth.grid and habits.grids else None
    late = _lateness(truth.grid, grid)
    sections = _sections(truth, habits, chance, flaws) if habits.sections else ()
    cues = _cues(truth, habits, chance, flaws) if habits.cues else ()
    key = _key(truth.key, habits, chance, flaws) if truth.key and habits.keys else None
    energy = truth.energy if habits.energy else None
    said = Annotations(
        grid=grid, sections=tuple(replace(s, by=by) for s in sections), key=key, energy=energy,
        cues=tuple(replace(c, seconds=max(c.seconds + late, 0.0), by=by) for c in cues),
        genre=truth.genre, grid_by=by, key_by=by, energy_by=by,
    )  # fmt: skip
    return Noisy(said, tuple(flaws))


def _lateness(truth: TempoMap | None, said: TempoMap | None) -> float:
    """A source with a shifted timeline shifts its cues alike: fine offsets only."""
    if truth is None or said is None:
        return 0.0
    apart = said.anchors[0].seconds - truth.anchors[0].seconds
    half = truth.anchors[0].period / 2.0  # of the true beat: an octave's error says nothing of it
    return apart - round(apart / half) * half


def _grid(grid: TempoMap, habits: Habits, chance: Chance, flaws: list[Flaw]) -> TempoMap:
    anchors = grid.anchors
    if habits.one_tempo and len(anchors) > 1:
        anchors = (replace(anchors[0], bpm=_usual_bpm(grid)),)
        if len(grid.anchors) > 2:
            flaws.append(Flaw("one-tempo", 0.0, f"{len(grid.anchors)} anchors", "1 anchor"))
    said = TempoMap(anchors)
    said = _rounded(said, habits, flaws)
    said = _phased(said, habits, chance, flaws)
    said = _octaved(said, habits, chance, flaws)
    return _offset(said, habits, chance, flaws)


def _usual_bpm(grid: TempoMap) -> float:
    spans = np.diff([*(a.beat for a in grid.anchors), grid.anchors[-1].beat + 16])
    order = np.argsort([a.bpm for a in grid.anchors])
    middle = np.searchsorted(np.cumsum(spans[order]), spans.sum() / 2)
    return grid.anchors[int(order[int(middle)])].bpm


def _rounded(grid: TempoMap, habits: Habits, flaws: list[Flaw]) -> TempoMap:
    if habits.decimals is None:
        return grid
    first = grid.anchors[0]
    bpm = round(first.bpm, habits.decimals)
    if len(grid.anchors) > 1 or bpm == first.bpm:
        return grid
    flaws.append(Flaw("rounded-bpm", 0.0, f"{first.bpm:.4f}", f"{bpm:.{habits.decimals}f}"))
    return TempoMap((replace(first, bpm=bpm),))


def _phased(grid: TempoMap, habits: Habits, chance: Chance, flaws: list[Flaw]) -> TempoMap:
    """The first downbeat half a beat, one to three beats, or some bars off."""
    period = grid.anchors[0].period
    meter = grid.anchors[0].meter
    if happens(chance, habits.half_beat):
        flaws.append(Flaw("half-beat", 0.0, "on the beat", "half a beat late"))
        grid = grid.shifted(period / 2.0)
    if happens(chance, habits.bar_phase):
        beats = pick(chance, [beat for beat in (1, 2, 2, 3) if beat < meter])
        flaws.append(Flaw("bar-phase", 0.0, "beat 1", f"beat {beats + 1}"))
        return _turned(grid, beats)
    if happens(chance, habits.phrase_phase):
        bars = pick(chance, [1, 2, 4, 4])
        flaws.append(Flaw("phrase-phase", 0.0, "bar 1", f"bar {bars + 1}"))
        return _turned(grid, bars * meter)
    return grid


def _turned(grid: TempoMap, beats: int) -> TempoMap:
    """The same beats, but another of them counts as the first."""
    if len(grid.anchors) == 1:
        return grid.shifted(beats * grid.anchors[0].period)
    moved = [
        replace(a, beat=a.beat - beats, shift=a.shift if a.meter == 4 else a.shift - beats)
        for a in grid.anchors
    ]
    first = grid.anchor_of_beat(beats)
    start = Anchor(0, grid.seconds_at(beats), first.bpm, first.meter)
    return TempoMap((start, *(a for a in moved if a.beat > 0)))


def _octaved(grid: TempoMap, habits: Habits, chance: Chance, flaws: list[Flaw]) -> TempoMap:
    if not happens(chance, habits.octave) or len(grid.anchors) > 1:
        return grid
    first = grid.anchors[0]
    ratios = [0.5] if first.bpm > 120 else [2.0]
    ratio = pick(chance, [*ratios, *ratios, *ratios, 2 / 3 if first.bpm > 120 else 4 / 3])
    flaws.append(Flaw("octave", 0.0, f"{first.bpm:.2f}", f"{first.bpm * ratio:.2f}"))
    return TempoMap((replace(first, bpm=first.bpm * ratio),))


def _offset(grid: TempoMap, habits: Habits, chance: Chance, flaws: list[Flaw]) -> TempoMap:
    """A hand that places beats late, and the decoders' quarrel about second 0 of an MP3."""
    shift = habits.bias
    if happens(chance, habits.sloppy):
        shift += between(chance, 0.01, 0.06) * pick(chance, [-1.0, 1.0])
    if happens(chance, habits.mp3):
        shift += pick(chance, [528, 1105, 1152, 2257]) / 44100.0 * habits.mp3_sign
    if abs(shift) >= 0.002:
        flaws.append(Flaw("offset", 0.0, "0 ms", f"{1000 * shift:.1f} ms"))
    return grid.shifted(shift) if shift else grid


def _sections(
    truth: Annotations, habits: Habits, chance: Chance, flaws: list[Flaw]
) -> tuple[Section, ...]:
    sections = list(truth.sections)
    for index, section in enumerate(sections):
        if section.label in CONFUSED and happens(chance, habits.relabel):
            other = pick(chance, CONFUSED[section.label])
            flaws.append(Flaw("relabelled", section.start, section.label.value, other.value))
            sections[index] = replace(section, label=other)
    for index in range(1, len(sections)):
        if happens(chance, habits.shift_boundary) and truth.grid is not None:
            _move_boundary(sections, index, truth.grid, chance, flaws)
    return tuple(sections)


def _move_boundary(
    sections: list[Section], index: int, grid: TempoMap, chance: Chance, flaws: list[Flaw]
) -> None:
    """A boundary one beat to eight bars off, if both sections survive it."""
    was = sections[index].start
    anchor = grid.anchor_at(was)
    beats = pick(chance, [1, 4, 4, 8, 16, 32]) * pick(chance, [-1, 1])
    now = was + beats * anchor.period
    if sections[index - 1].start + 1.0 < now < sections[index].end - 1.0:
        flaws.append(Flaw("shifted", was, f"{was:.3f}", f"{now:.3f}"))
        sections[index - 1] = replace(sections[index - 1], end=now)
        sections[index] = replace(sections[index], start=now)


def _cues(truth: Annotations, habits: Habits, chance: Chance, flaws: list[Flaw]) -> list[CuePoint]:
    said = []
    for cue in truth.cues:
        if happens(chance, habits.cue_missing):
            flaws.append(Flaw("cue-missing", cue.seconds, cue.kind.value, ""))
        elif truth.grid is not None and happens(chance, habits.cue_phrase):
            period = truth.grid.anchor_at(cue.seconds).period
            beats = pick(chance, [PHRASE, PHRASE // 2, 4]) * pick(chance, [-1, 1])
            beats = beats if cue.seconds + beats * period > 0.0 else abs(beats)
            now = cue.seconds + beats * period
            flaws.append(Flaw("cue-phrase", cue.seconds, f"{cue.seconds:.3f}", f"{now:.3f}"))
            said.append(replace(cue, seconds=now))
        else:
            said.append(cue)
    end = truth.sections[-1].end if truth.sections else 180.0
    for _ in range(int(chance.poisson(habits.cue_extra))):
        moment = between(chance, 0.0, end)
        moment = truth.grid.snap(moment) if truth.grid and happens(chance, 0.7) else moment
        moment = min(max(moment, 0.0), end)
        flaws.append(Flaw("cue-extra", moment, "", "other"))
        said.append(CuePoint(moment, 1000 + len(said), CueKind.OTHER))
    if habits.kindless:
        said = [replace(cue, kind=CueKind.OTHER, name="") for cue in said]
    return sorted(said)[: habits.most_cues]


def _key(key: Key, habits: Habits, chance: Chance, flaws: list[Flaw]) -> Key:
    """Relative, a fifth off, or anything."""
    draw = chance.random()
    if draw < habits.key_relative:
        step = 3 if key.minor else -3
        said, kind = Key((key.pitch + step) % 12, not key.minor), "key-relative"
    elif draw < habits.key_relative + habits.key_fifth:
        said, kind = Key((key.pitch + pick(chance, [5, 7])) % 12, key.minor), "key-fifth"
    elif draw < habits.key_relative + habits.key_fifth + habits.key_wrong:
        said, kind = (
            Key((key.pitch + int(chance.integers(1, 12))) % 12, happens(chance, 0.7)),
            "key-wrong",
        )
    else:
        return key
    flaws.append(Flaw(kind, 0.0, key.name, said.name))
    return said
