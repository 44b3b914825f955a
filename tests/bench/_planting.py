"""Known errors in exact labels, and whether a queue found them."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.case import Case
from edmstudio.synth.noise import Flaw, leave_behind
from edmstudio.synth.noise_sources import SOURCES, Habits, scaled
from edmstudio.synth.streams import Streams

CAREFUL = replace(scaled(SOURCES["annotator"], 0.0), cue_extra=0.0)
GRID = ("octave", "half_beat", "bar_phase", "phrase_phase", "sloppy")
CUES_A_TRACK = 7.0
NAMES = {
    "octave": "octave", "half-beat": "half-beat", "bar-phase": "bar-phase",
    "phrase-phase": "phrase-phase", "offset": "offset", "relabelled": "sections",
    "shifted": "boundary", "cue-missing": "cue-missing", "cue-extra": "cue", "cue-phrase": "cue",
    "key-relative": "key", "key-fifth": "key", "key-wrong": "key", "energy": "energy",
}  # fmt: skip
KIND_OF = {
    Doubt.OCTAVE: "octave", Doubt.HALF_BEAT: "half-beat", Doubt.BAR_PHASE: "bar-phase",
    Doubt.PHRASE_PHASE: "phrase-phase", Doubt.OFFSET: "offset", Doubt.LABEL: "sections",
    Doubt.BOUNDARY: "boundary", Doubt.CUE_MISSING: "cue-missing", Doubt.CUE_PLACE: "cue",
    Doubt.CUE_DOUBTFUL: "cue", Doubt.KEY: "key", Doubt.ENERGY: "energy",
}  # fmt: skip
HAIR = 0.1  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A track of known truth, with what a checkpoint says of it."""

    seconds: float
    truth: Annotations
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class Label:
    """One label that may have been planted wrong: its track, its kind and its place."""

    track: int
    kind: str
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """Labels with errors in them, all that could be wrong, and what is."""

    cases: list[Case]
    labels: list[Label]
    wrong: set[Label]


def habits(rate: float, chance: np.random.Generator) -> Habits:
    """A source that errs in `rate` of its labels; a grid errs in one way at a time."""
    grid = {}
    if chance.random() < rate * len(GRID):
        grid = {GRID[int(chance.integers(len(GRID)))]: 1.0}
    return replace(
        CAREFUL, relabel=rate, shift_boundary=rate, cue_missing=rate, cue_phrase=rate / 2,
        cue_extra=rate / 2 * CUES_A_TRACK, key_relative=rate / 3, key_fifth=rate / 3,
        key_wrong=rate / 3, **grid,
    )  # fmt: skip


def planted(tracks: list[Heard], rate: float, seed: int, others: int = 0) -> Planted:
    """Every track's labels with errors of every kind at a rate.

    `others` more sources speak of grid and key, each with errors of its own at the same rate; the
    first source is the one that holds and is asked about.
    """
    cases, labels, wrong = [], [], set()
    for number, track in enumerate(tracks):
        chance = np.random.default_rng([seed, number])
        noisy = leave_behind(
            track.truth, habits(rate, chance), Streams(seed * 1000 + number).stream("noise")
        )
        said, flaws = noisy.annotations, list(noisy.flaws)
        if said.energy is None and track.truth.energy is not None:
            said, more = _energy(said, track.truth.energy, rate, chance)
            flaws += more
        labels += _labels(number, said, track.truth)
        wrong |= {label for flaw in flaws for label in _flawed(number, flaw)}
        sayings = [("annotator", said)]
        for other in range(others):
            more_chance = np.random.default_rng([seed, number, other])
            theirs = leave_behind(
                track.truth,
                replace(habits(rate, more_chance), sections=False, cues=False),
                Streams((seed + 7 + other) * 1000 + number).stream("noise"),
            )
            sayings.append((f"source {other + 2}", theirs.annotations))
        cases.append(
            Case(
                TrackId(number), track.seconds, said, tuple(sayings),
                track.prediction.annotations, track.prediction.evidence,
            )
        )  # fmt: skip
    return Planted(cases, labels, wrong & set(labels))


def _energy(
    said: Annotations, true: EnergyCurve, rate: float, chance: np.random.Generator
) -> tuple[Annotations, list[Flaw]]:
    """A level three or more away from the truth."""
    if chance.random() >= rate:
        return replace(said, energy=EnergyCurve(true.level)), []
    far = [level for level in range(1, 11) if abs(level - true.level) >= 3]
    level = int(chance.choice(far))
    return replace(said, energy=EnergyCurve(level)), [
        Flaw("energy", 0.0, str(true.level), str(level))
    ]


def _labels(track: int, said: Annotations, truth: Annotations) -> list[Label]:
    """All that could have been wrong, wherever it lies now."""
    found = []
    if said.grid is not None:
        for kind in ("octave", "half-beat", "bar-phase", "phrase-phase", "offset"):
            found.append(Label(track, kind, 0.0))
    found += [Label(track, "sections", round(s.start, 2)) for s in said.sections]
    found += [Label(track, "boundary", round(s.start, 2)) for s in said.sections[1:]]
    found += [Label(track, "cue", round(c.seconds, 2)) for c in said.cues]
    found += [Label(track, "cue-missing", round(c.seconds, 2)) for c in truth.cues]
    if said.key is not None:
        found.append(Label(track, "key", 0.0))
    if said.energy is not None:
        found.append(Label(track, "energy", 0.0))
    return found


def _flawed(track: int, flaw: Flaw) -> list[Label]:
    kind = NAMES.get(flaw.kind)
    if kind is None:
        return []
    if flaw.kind in ("cue-phrase", "shifted"):  # the label lies where it was taken to
        place = round(float(flaw.became), 2)
        return [Label(track, kind, place)]
    return [Label(track, kind, round(flaw.seconds, 2))]


def found_label(suspicion: Suspicion, planted: Planted) -> Label | None:
    """The label that a suspicion is about."""
    kind = KIND_OF.get(suspicion.doubt)
    if kind is None:
        return None
    place = {
        Doubt.LABEL: suspicion.start,
        Doubt.BOUNDARY: _number(suspicion.label),
        Doubt.CUE_PLACE: _number(suspicion.label),
        Doubt.CUE_MISSING: suspicion.amount,
        Doubt.CUE_DOUBTFUL: min(suspicion.start + 4.0, suspicion.end),
    }.get(suspicion.doubt, 0.0)
    if suspicion.cue_id:
        held = planted.cases[suspicion.track_id].held
        place = held.cue(suspicion.cue_id).seconds
    near = [
        label
        for label in planted.labels
        if label.track == suspicion.track_id
        and label.kind == kind
        and abs(label.seconds - place) <= (0.35 if kind == "cue-missing" else HAIR)
    ]
    fresh = Label(int(suspicion.track_id), kind, round(place, 2))
    return min(near, key=lambda label: abs(label.seconds - place), default=fresh)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
