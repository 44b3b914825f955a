"""Known errors in exact labels, and whether a queue found them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.case import Case
from edmstudio.synth.noise import Flaw, leave_behind
from edmstudio.synth.noise_sources import SOURCES, Habits, scaled
from edmstudio.synth.streams import Streams

Chance = np.random.Generator
CAREFUL = replace(scaled(SOURCES["annotator"], 0.0), cue_extra=0.0, most_cues=99)
BY = Provenance(Voice.LABEL, "annotator")
GRID = ("octave", "half_beat", "bar_phase", "phrase_phase", "sloppy", "tempo")
CUES_A_TRACK = 6.0
NAMES = {
    "octave": "octave", "half-beat": "half-beat", "bar-phase": "bar-phase",
    "phrase-phase": "phrase-phase", "offset": "offset", "relabelled": "sections",
    "shifted": "boundary", "cue-missing": "cue-missing", "cue-extra": "cue", "cue-phrase": "cue",
    "key-relative": "key", "key-fifth": "key", "key-wrong": "key",
}  # fmt: skip
KIND_OF = {
    Doubt.OCTAVE: "octave", Doubt.HALF_BEAT: "half-beat", Doubt.BAR_PHASE: "bar-phase",
    Doubt.PHRASE_PHASE: "phrase-phase", Doubt.OFFSET: "offset", Doubt.TEMPO: "tempo",
    Doubt.LABEL: "sections", Doubt.BOUNDARY: "boundary", Doubt.CUE_MISSING: "cue-missing",
    Doubt.CUE_PLACE: "cue", Doubt.CUE_DOUBTFUL: "cue", Doubt.CUE_KIND: "cue-kind",
    Doubt.KEY: "key", Doubt.ENERGY: "energy",
}  # fmt: skip
KINDS = tuple(dict.fromkeys(KIND_OF.values()))
HAIR, THERE = 0.1, 0.35  # seconds by which a mark, and the place of a missing one, may be missed


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A track of known truth, with what a checkpoint says of it."""

    seconds: float
    truth: Annotations
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class Label:
    """One label that may have been planted wrong: its track, its kind, its place, its name."""

    track: int
    kind: str
    seconds: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """Labels with errors in them, all that could be wrong, and what is."""

    cases: list[Case]
    labels: set[Label]
    wrong: set[Label]
    by_place: dict[tuple[int, str], list[Label]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for label in self.labels:
            self.by_place[label.track, label.kind].append(label)


def planted(tracks: list[Heard], rate: float, seed: int, others: int = 0) -> Planted:
    """Every track's labels with errors of every kind at a rate.

    `others` more sources speak of grid and key, each with errors of its own at the same rate; the
    first source is the one that holds and is asked about.
    """
    cases, labels, wrong = [], set[Label](), set[Label]()
    for number, track in enumerate(tracks):
        said, flawed = _said(number, track, rate, seed)
        labels |= set(_labels(number, said, track.truth))
        wrong |= set(flawed)
        sayings = [("annotator", said)]
        for other in range(others):
            chance = np.random.default_rng([seed, number, other + 1])
            habit = replace(habits(rate, chance), sections=False, cues=False)
            stream = Streams((seed + 7 + other) * 1000 + number).stream("noise")
            sayings.append(
                (f"source {other + 2}", leave_behind(track.truth, habit, stream).annotations)
            )
        cases.append(
            Case(
                TrackId(number), track.seconds, said, tuple(sayings),
                track.prediction.annotations, track.prediction.evidence,
            )
        )  # fmt: skip
    return Planted(cases, labels, wrong & labels)


def habits(rate: float, chance: Chance) -> Habits:
    """A source that errs in `rate` of its labels; a grid errs in one way at a time."""
    grid = {}
    if chance.random() < rate * len(GRID):
        grid = {GRID[int(chance.integers(len(GRID)))]: 1.0}
    grid.pop("tempo", None)
    return replace(
        CAREFUL, relabel=rate, shift_boundary=rate, cue_missing=rate, cue_phrase=rate / 2,
        cue_extra=rate / 2 * CUES_A_TRACK, key_relative=rate / 3, key_fifth=rate / 3,
        key_wrong=rate / 3, **grid,
    )  # fmt: skip


def _said(number: int, track: Heard, rate: float, seed: int) -> tuple[Annotations, list[Label]]:
    """What one source says of a track, and which of it is wrong."""
    chance = np.random.default_rng([seed, number])
    habit = habits(rate, chance)
    noisy = leave_behind(track.truth, habit, Streams(seed * 1000 + number).stream("noise"))
    said, wrong = noisy.annotations, [*_flawed(number, noisy.annotations, noisy.flaws)]
    if not any(getattr(habit, name, 0.0) for name in GRID) and chance.random() < rate:
        said, more = _drifting(number, said, track.seconds, chance)
        wrong += more
    said, more = _cue_kinds(number, said, rate, chance)
    wrong += more
    if track.truth.energy is not None:
        said, more = _energy(number, said, track.truth.energy, rate, chance)
        wrong += more
    return said, wrong


def _drifting(
    number: int, said: Annotations, seconds: float, chance: Chance
) -> tuple[Annotations, list[Label]]:
    """A tempo whose beats are 20 to 150 ms away by the end."""
    if said.grid is None or len(said.grid.anchors) > 1:
        return said, []
    first = said.grid.anchors[0]
    drift = chance.uniform(0.02, 0.15) * chance.choice([-1, 1])
    grid = TempoMap((replace(first, bpm=first.bpm * (1.0 + drift / seconds)),))
    return replace(said, grid=grid), [Label(number, "tempo")]


def _cue_kinds(
    number: int, said: Annotations, rate: float, chance: Chance
) -> tuple[Annotations, list[Label]]:
    """Cues of another kind; those out of nothing look like the track's own, one in two."""
    known = [cue.kind for cue in said.cues if cue.kind is not CueKind.OTHER]
    found, wrong = [], []
    for cue in said.cues:
        usual = [kind for kind in (*known, CueKind.DROP, CueKind.BREAK) if kind is not cue.kind]
        kind = usual[int(chance.integers(len(usual)))]
        if cue.kind is CueKind.OTHER and chance.random() < 0.5:
            cue = replace(cue, kind=kind)
        elif cue.kind is not CueKind.OTHER and chance.random() < rate:
            cue = replace(cue, kind=kind)
            wrong.append(Label(number, "cue-kind", name=str(cue.cue_id)))
        found.append(cue)
    return replace(said, cues=tuple(found)), wrong


def _energy(
    number: int, said: Annotations, true: EnergyCurve, rate: float, chance: Chance
) -> tuple[Annotations, list[Label]]:
    """A level three or more away from the truth."""
    far = [level for level in range(1, 11) if abs(level - true.level) >= 3]
    wrong = chance.random() < rate
    level = int(chance.choice(far)) if wrong else true.level
    said = replace(said, energy=EnergyCurve(level), energy_by=BY)
    return said, [Label(number, "energy")] if wrong else []


def _labels(track: int, said: Annotations, truth: Annotations) -> Iterator[Label]:
    """All that could have been wrong, wherever it lies now."""
    if said.grid is not None:
        yield from (Label(track, name) for name in ("octave", "half-beat", "bar-phase", "offset",
                                                    "phrase-phase", "tempo"))  # fmt: skip
    yield from (Label(track, "sections", _round(s.start)) for s in said.sections)
    yield from (Label(track, "boundary", _round(s.start)) for s in said.sections[1:])
    for cue in said.cues:
        yield Label(track, "cue", name=str(cue.cue_id))
        yield Label(track, "cue-kind", name=str(cue.cue_id))
    yield from (Label(track, "cue-missing", _round(c.seconds), str(c.kind)) for c in truth.cues)
    if said.key is not None:
        yield Label(track, "key")
    if said.energy is not None:
        yield Label(track, "energy")


def _flawed(track: int, said: Annotations, flaws: Iterable[Flaw]) -> Iterator[Label]:
    for flaw in flaws:
        kind = NAMES.get(flaw.kind)
        # The label lies where it was taken to.
        moved = flaw.kind in ("cue-phrase", "shifted")
        place = float(flaw.became) if moved else flaw.seconds
        if kind == "cue":
            cue = min(said.cues, key=lambda cue: abs(cue.seconds - place), default=None)
            if cue is not None:
                yield Label(track, kind, name=str(cue.cue_id))
        elif kind is not None:
            name = flaw.was if kind == "cue-missing" else ""
            yield Label(track, kind, _round(place), name)


def found_label(suspicion: Suspicion, planted: Planted) -> Label | None:
    """The label that a suspicion is about; a new one where it is about none that could be wrong."""
    kind = KIND_OF.get(suspicion.doubt)
    if kind is None:
        return None
    track = int(suspicion.track_id)
    if kind in ("cue", "cue-kind"):
        return Label(track, kind, name=str(suspicion.cue_id))
    if kind == "cue-missing":
        return _missing(suspicion, planted)
    place = {Doubt.LABEL: suspicion.start, Doubt.BOUNDARY: _number(suspicion.label)}.get(
        suspicion.doubt, 0.0
    )
    near = [label for label in planted.by_place[track, kind] if abs(label.seconds - place) <= HAIR]
    return min(near, key=lambda each: abs(each.seconds - place), default=Label(track, kind, place))


def _missing(suspicion: Suspicion, planted: Planted) -> Label:
    """The cue of this kind, or else one that is missing, at this place."""
    track, place = int(suspicion.track_id), suspicion.amount
    near = [
        label
        for label in planted.by_place[track, "cue-missing"]
        if abs(label.seconds - place) <= THERE
    ]
    kind = suspicion.suggested
    return min(
        near,
        key=lambda label: (label.name != kind, label not in planted.wrong),
        default=Label(track, "cue-missing", place, kind),
    )


def _round(seconds: float) -> float:
    return round(seconds, 2)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
