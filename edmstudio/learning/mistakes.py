"""Mistakes planted into a library's own labels, to learn by what they would be noticed.

They are the mistakes that DJ programs and people make (the habits are listed in
`synth.noise_sources`), each at a place that is remembered; what was wrong before stays wrong, which
blunts what is learned a little and never turns it round.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.provenance import Voice
from edmstudio.domain.sections import Section
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.case import Case
from edmstudio.synth.noise import CONFUSED

GRID, TRACK = 0.6, 0.35  # shares of grids, keys and energies that are made wrong
SECTION, BOUNDARY = 0.12, 0.12
GONE, MOVED, RENAMED, NEW = 0.12, 0.08, 0.08, 0.08  # a cue
ECHO = 0.25  # share of mistakes that another source shares
SNAPPED = 0.5  # share of displaced grids that took their cues with them
SLOW, FAST = 40.0, 250.0  # BPM
HALVES = (0.5, 0.5, 0.5, 2.0, 2.0, 2 / 3, 4 / 3, 0.75, 1.5)
BARS = (1, 2, 2, 4, 4, 8)  # by which boundaries and cues are moved, mostly
KINDS = tuple(CueKind)
Chance = np.random.Generator


@dataclass(slots=True)
class Planted:
    """Labels with mistakes in them, and where these are."""

    case: Case
    grid: Doubt | None = None
    key: bool = False
    energy: bool = False
    sections: set[float] = field(default_factory=set)
    boundaries: set[float] = field(default_factory=set)
    cues: set[int] = field(default_factory=set)
    kinds: set[int] = field(default_factory=set)
    gone: list[CuePoint] = field(default_factory=list)

    def wrong(self, about: Suspicion) -> bool:
        """Whether a question asks about something that was made wrong."""
        match about.doubt:
            case Doubt.KEY:
                return self.key
            case Doubt.ENERGY:
                return self.energy
            case Doubt.LABEL:
                return about.start in self.sections
            case Doubt.BOUNDARY:
                return float(about.label) in {round(place, 3) for place in self.boundaries}
            case Doubt.CUE_PLACE | Doubt.CUE_DOUBTFUL:
                return about.cue_id in self.cues
            case Doubt.CUE_KIND:
                return about.cue_id in self.kinds
            case Doubt.CUE_MISSING:
                return any(_same_cue(cue, about) for cue in self.gone)
            case _:
                return about.doubt is self.grid

    def spoilt(self, about: Suspicion) -> bool:
        """Whether a question is beside the point, as the cue it asks about is wrong otherwise."""
        if about.doubt is Doubt.CUE_KIND:
            return about.cue_id in self.cues
        misplaced = about.doubt in (Doubt.CUE_PLACE, Doubt.CUE_DOUBTFUL)
        return misplaced and about.cue_id in self.kinds


def _same_cue(cue: CuePoint, about: Suspicion) -> bool:
    return str(cue.kind) == about.suggested and abs(cue.seconds - about.amount) < 0.35


def planted(case: Case, chance: Chance) -> Planted:
    """The case with mistakes of every kind, as far as it has labels of that kind."""
    made = Planted(case)
    held = case.held
    if held.sections and held.sections[0].by.voice is Voice.LABEL:
        held = replace(held, sections=_sections(case, made, chance))
    if any(cue.by.voice is Voice.LABEL for cue in held.cues):
        held = replace(held, cues=_cues(case, made, chance))
    if held.key is not None and held.key_by.voice is Voice.LABEL and chance.random() < TRACK:
        held, made.key = replace(held, key=_key(held.key, chance)), True
    if held.energy and held.energy_by.voice is Voice.LABEL and chance.random() < TRACK:
        held, made.energy = replace(held, energy=_energy(held.energy, chance)), True
    if held.grid and held.grid_by.voice is Voice.LABEL and chance.random() < GRID:
        held = _displaced(held, held.grid, made, chance)
    made.case = replace(case, held=held, sayings=_echoed(case, held, made, chance))
    return made


def _echoed(
    case: Case, held: Annotations, made: Planted, chance: Chance
) -> tuple[tuple[str, Annotations], ...]:
    """Programs err alike: now and then another source has the same wrong grid or key."""
    said = []
    for source, theirs in case.sayings:
        if made.grid is not None and theirs.grid is not None and chance.random() < ECHO:
            theirs = replace(theirs, grid=held.grid)
        if made.key and theirs.key is not None and chance.random() < ECHO:
            theirs = replace(theirs, key=held.key)
        said.append((source, theirs))
    return tuple(said)


def _key(key: Key, chance: Chance) -> Key:
    """Relative, a fifth away, or anything, each as often."""
    match int(chance.integers(3)):
        case 0:
            return Key((key.pitch + (3 if key.minor else 9)) % 12, not key.minor)
        case 1:
            return Key((key.pitch + int(chance.choice([5, 7]))) % 12, key.minor)
        case _:
            return ALL_KEYS[(ALL_KEYS.index(key) + int(chance.integers(1, 24))) % 24]


def _energy(energy: EnergyCurve, chance: Chance) -> EnergyCurve:
    far = [level for level in range(1, 11) if abs(level - energy.level) >= 2]
    return replace(energy, level=int(chance.choice(far)))


def _displaced(held: Annotations, grid: TempoMap, made: Planted, chance: Chance) -> Annotations:
    first = grid.anchors[0]
    doubt = Doubt(chance.choice(["octave", "half-beat", "bar-phase", "phrase-phase", "offset",
                                 "tempo"]))  # fmt: skip
    if doubt in (Doubt.OCTAVE, Doubt.TEMPO) and len(grid.anchors) > 1:
        return held
    if doubt is Doubt.OCTAVE:
        return _at(held, first, first.bpm * float(chance.choice(HALVES)), made, doubt)
    if doubt is Doubt.TEMPO:
        drift = float(chance.uniform(0.015, 0.2)) * float(chance.choice([-1, 1]))
        return _at(held, first, first.bpm * (1.0 + drift / made.case.seconds), made, doubt)
    made.grid = doubt
    shift = {
        Doubt.HALF_BEAT: float(chance.choice([0.5, 0.5, 0.5, 0.5, 0.25, -0.25])) * first.period,
        Doubt.BAR_PHASE: float(chance.choice([1, 2, 2, 3])) * first.period,
        Doubt.PHRASE_PHASE: float(chance.choice([1, 2, 4, 4])) * 4 * first.period,
        Doubt.OFFSET: float(chance.uniform(0.01, 0.06)) * float(chance.choice([-1, 1])),
    }[doubt]
    moved = replace(held, grid=grid.shifted(shift))
    # A phrase begins where the program's first bar is; nobody moves cues for that.
    if doubt is not Doubt.PHRASE_PHASE and chance.random() < SNAPPED:
        return _along(moved, shift, made)
    return moved


def _at(held: Annotations, first: Anchor, bpm: float, made: Planted, doubt: Doubt) -> Annotations:
    """At another tempo, where that is one that a program may say."""
    if not SLOW <= bpm <= FAST:
        return held
    made.grid = doubt
    return replace(held, grid=TempoMap((replace(first, bpm=bpm),)))


def _along(held: Annotations, shift: float, made: Planted) -> Annotations:
    """Cues that were set with snapping on lie on the displaced grid."""
    cues = tuple(replace(cue, seconds=max(cue.seconds + shift, 0.0)) for cue in held.cues)
    made.gone = [replace(cue, seconds=cue.seconds + shift) for cue in made.gone]
    return replace(held, cues=cues)


def _sections(case: Case, made: Planted, chance: Chance) -> tuple[Section, ...]:
    sections = list(case.held.sections)
    for index, section in enumerate(sections):
        if section.label in CONFUSED and chance.random() < SECTION:
            others = CONFUSED[section.label]
            other = others[int(chance.integers(len(others)))]
            sections[index] = replace(section, label=other)
            made.sections.add(section.start)
    for index in range(1, len(sections)):
        if chance.random() < BOUNDARY:
            _move(case, sections, index, made, chance)
    return tuple(sections)


def _move(case: Case, sections: list[Section], index: int, made: Planted, chance: Chance) -> None:
    """A boundary a beat to eight bars away, where both sections survive it."""
    here = sections[index].start
    there = here + _way(case, here, chance)
    if not sections[index - 1].start + 1.0 < there < sections[index].end - 1.0:
        return
    made.boundaries.add(there)
    if here in made.sections:
        made.sections = {*made.sections - {here}, there}
    sections[index - 1] = replace(sections[index - 1], end=there)
    sections[index] = replace(sections[index], start=there)


def _way(case: Case, seconds: float, chance: Chance) -> float:
    """Whole bars mostly, a beat or two now and then, seconds."""
    grid = case.held.grid or case.predicted.grid
    period = 0.5 if grid is None else grid.anchor_at(seconds).period
    beats = chance.integers(1, 4) if chance.random() < 0.2 else 4 * chance.choice(BARS)
    return float(beats * chance.choice([-1, 1])) * period


def _cues(case: Case, made: Planted, chance: Chance) -> tuple[CuePoint, ...]:
    kept: list[CuePoint] = []
    kinds = [cue.kind for cue in case.held.cues]
    for cue in case.held.cues:
        draw = chance.random()
        if draw < GONE:
            made.gone.append(cue)
        elif draw < GONE + MOVED:
            there = cue.seconds + _way(case, cue.seconds, chance)
            made.cues.add(cue.cue_id)
            kept.append(replace(cue, seconds=min(abs(there), case.seconds - 0.01)))
        elif draw < GONE + MOVED + RENAMED and cue.kind is not CueKind.OTHER:
            made.kinds.add(cue.cue_id)
            kept.append(replace(cue, kind=_another(cue.kind, kinds, chance)))
        else:
            kept.append(cue)
    return tuple(sorted([*kept, *_new(case, made, chance)]))


def _another(kind: CueKind, kinds: list[CueKind], chance: Chance) -> CueKind:
    usual = [other for other in (*kinds, CueKind.DROP, CueKind.BREAK) if other is not kind]
    return usual[int(chance.integers(len(usual)))]


def _new(case: Case, made: Planted, chance: Chance) -> list[CuePoint]:
    """Cues out of nothing, on a beat mostly, of a kind that the track has."""
    held, found = case.held.cues, []
    for number in range(int(chance.poisson(NEW * len(held)))):
        model = held[int(chance.integers(len(held)))]
        moment = float(chance.uniform(0.0, case.seconds))
        grid = case.held.grid
        if grid is not None and chance.random() < 0.7:
            moment = min(max(grid.snap(moment), 0.0), case.seconds - 0.01)
        cue_id = case.held.fresh_cue_id() + number
        made.cues.add(cue_id)
        found.append(replace(model, seconds=moment, cue_id=cue_id, slot="", end=None))
    return found
