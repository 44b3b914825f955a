"""Libraries of tracks whose sound is made up, so that a queue over hundreds takes a second."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.evidence import RATIOS, SAME, Evidence
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks

NOW = datetime(2026, 5, 1, tzinfo=UTC)
BARS, HZ = 96, 50.0
PLAN = (("intro", 16), ("build", 8), ("drop", 24), ("break", 16), ("drop", 24), ("outro", 8))
CUED = {"build": CueKind.BUILD, "drop": CueKind.DROP, "break": CueKind.BREAK}
LABELS = tuple(SectionLabel)
HEARD = Provenance(Voice.PREDICTION, "test-1")
TRUST = Trust(0.97, 0.95, 0.9, 0.9, 0.8)


def truth(number, source="rekordbox"):
    """What is true of the made-up track of this number, as a source would say it."""
    by = Provenance(Voice.LABEL, source)
    grid = TempoMap.constant(0.1 + number % 7 * 0.03, 120.0 + number % 9)
    lines = [float(grid.seconds_at(4 * bar)) for bar in np.cumsum([0] + [n for _, n in PLAN])]
    lines[0] = 0.0
    spans = zip(PLAN, lines, lines[1:], strict=False)
    sections = tuple(Section(a, b, SectionLabel(name), by=by) for (name, _), a, b in spans)
    cues = [
        CuePoint(s.start, place, CUED[str(s.label)], by=by)
        for place, s in enumerate(sections, start=1)
        if str(s.label) in CUED
    ]
    key = ALL_KEYS[number * 7 % 24]
    return Annotations(
        grid=grid, sections=sections, cues=tuple(cues), key=key, energy=EnergyCurve(4 + number % 5),
        grid_by=by, key_by=by, energy_by=by,
    )  # fmt: skip


def evidence(number, sure=0.9):
    """What a good checkpoint would hold for possible of that track."""
    chance = np.random.default_rng(number)
    said = truth(number)
    lines = np.array([said.grid.seconds_at(4 * bar) for bar in range(BARS + 1)])
    label = np.full((BARS, 10), (1 - sure) / 9)
    boundary = chance.uniform(0.0, 0.05, BARS)
    cue = np.zeros((BARS, 7))
    bar = 0
    for name, count in PLAN:
        label[bar : bar + count, LABELS.index(SectionLabel(name))] = sure
        boundary[bar] = chance.uniform(0.8, 1.0)
        if name in CUED:
            cue[bar, list(CueKind).index(CUED[name])] = boundary[bar] * sure
        bar += count
    octave = np.full(len(RATIOS), 0.01)
    octave[SAME] = 0.92
    seconds = float(lines[-1])
    beats, downbeats = np.zeros((2, int(seconds * HZ) + 1))
    for frames, moments in (
        (beats, said.grid.beats(0.0, seconds)),
        (downbeats, said.grid.downbeats(0.0, seconds)),
    ):
        places = np.rint(moments * HZ).astype(int)
        for step in (-1, 0, 1):
            frames[np.clip(places + step, 0, len(frames) - 1)] = 0.9
    key = np.full(24, 0.2 / 23)
    key[ALL_KEYS.index(said.key)] = 0.8
    return Evidence(
        octave=octave.astype(np.float32), hz=HZ, beats=beats.astype(np.float32),
        downbeats=downbeats.astype(np.float32),
        phrase=np.eye(8, dtype=np.float32)[0] * 0.9 + np.float32(0.0125), lines=lines,
        boundary=boundary.astype(np.float32), label=label.astype(np.float32),
        cue=cue.astype(np.float32), key=key.astype(np.float32), energy=4.0 + number % 5,
        hearing=np.column_stack([label @ chance.normal(size=10), boundary]).astype(np.float32),
        voiceprint=chance.normal(size=12).astype(np.float32),
    )  # fmt: skip


def predicted(number):
    """What that checkpoint says: the truth."""
    return replace(truth(number), grid_by=HEARD, key_by=HEARD, energy_by=HEARD, trust=TRUST)


def duration(number):
    return float(evidence(number).lines[-1])


def fill(library, count, said=lambda number: truth(number)):
    """Tracks with predictions of their truth, and labels as `said` has them."""
    tracks = []
    for number in range(count):
        heard = evidence(number)
        seconds = float(heard.lines[-1])
        track = Tracks(library).add(
            Track(TrackId(0), f"/music/{number:03}.flac", f"payload{number}", seconds)
        )
        Predictions(library).put(
            track.track_id, Prediction(predicted(number), "test-1", evidence=heard), NOW
        )
        label = said(number)
        if label is not None:
            Labels(library).put(track.track_id, SourceLabels("rekordbox", "7", label), NOW)
        Holding(library).summarise(track.track_id)
        tracks.append(track)
    return tracks
