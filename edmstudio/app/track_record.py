"""The record of one track: what a checkpoint hears in it, or what holds and who says so."""

from typing import Any

from edmstudio.app.figures import beats_along, downbeats_along, figure, time, times
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import UNKNOWN, Provenance, Voice
from edmstudio.domain.sections import Section
from edmstudio.domain.track import Track

Record = dict[str, Any]
CLASSIC = (
    "classic"  # checkpoints of the analysis without a network are called "classic-1" and so on
)


def predicted(track: Track, prediction: Prediction) -> Record:
    """A track as a checkpoint hears it."""
    return _track(track, prediction.annotations, prediction)


def held(track: Track, annotations: Annotations, prediction: Prediction | None) -> Record:
    """What holds now; every label says by whom, in "by"."""
    record = _track(track, annotations, prediction)
    for each, section in zip(record["sections"], annotations.sections, strict=True):
        each["by"] = _by(section.by)
    for each, cue in zip(record["cues"], annotations.cues, strict=True):
        each["by"] = _by(cue.by)
    if annotations.key:
        record["key"]["by"] = _by(annotations.key_by)
        if annotations.key_by.voice is not Voice.PREDICTION:
            record["key"]["confidence"] = 1.0
    if annotations.energy:
        record["energy"]["by"] = _by(annotations.energy_by)
    for anchor in record["tempo_map"]:
        anchor["by"] = _by(annotations.grid_by)
    return record


def _track(track: Track, annotations: Annotations, prediction: Prediction | None) -> Record:
    grid, seconds = annotations.grid, track.seconds
    key, trust = annotations.key, annotations.trust
    return {
        "path": track.path,
        "duration": time(seconds),
        "model": prediction and _model(prediction.checkpoint),
        "bpm": figure(grid.bpm_over(0.0, max(seconds, 1.0))) if grid else None,
        "beats": times(beats_along(grid, seconds)) if grid else [],
        "downbeats": times(downbeats_along(grid, seconds)) if grid else [],
        "tempo_map": [_anchor(anchor) for anchor in grid.anchors] if grid else [],
        "sections": [_section(section) for section in annotations.sections],
        "cues": [_cue(cue) for cue in annotations.cues],
        "key": key and {"name": key.name, "camelot": key.camelot, "confidence": figure(trust.key)},
        "energy": annotations.energy and _energy(annotations.energy),
        "genre": _genre(annotations, prediction),
        "confidence": {
            "grid": figure(trust.grid),
            "downbeat": figure(trust.downbeat),
            "sections": figure(trust.sections),
            "cues": figure(trust.cues),
        },
    }


def _model(checkpoint: str) -> Record:
    name = CLASSIC if checkpoint.startswith(CLASSIC) else "base"
    return {"name": name, "checkpoint": checkpoint}


def _anchor(anchor: Anchor) -> Record:
    return {
        "time": time(anchor.seconds),
        "bpm": figure(anchor.bpm),
        "beat": (anchor.beat - anchor.shift) % anchor.meter + 1,
        "meter": anchor.meter,
    }


def _section(section: Section) -> Record:
    return {
        "start": time(section.start),
        "end": time(section.end),
        "label": str(section.label),
        "confidence": figure(section.confidence),
    }


def _cue(cue: CuePoint) -> Record:
    return {
        "time": time(cue.seconds),
        "end": None if cue.end is None else time(cue.end),
        "kind": str(cue.kind),
        "name": cue.name,
        "confidence": figure(cue.confidence),
        "slot": cue.slot or None,
        "color": cue.shown_colour,
    }


def _energy(energy: EnergyCurve) -> Record:
    return {
        "level": energy.level,
        "curve_hz": figure(energy.hz),
        "curve": [figure(point, 4) for point in energy.curve],
    }


def _genre(annotations: Annotations, prediction: Prediction | None) -> Record | None:
    if not annotations.genre:
        return None
    confidence = prediction.genre_confidence if prediction else 0.0
    return {"label": annotations.genre, "confidence": figure(confidence)}


def _by(provenance: Provenance) -> Record | None:
    if provenance == UNKNOWN:
        return None
    return {"voice": str(provenance.voice), "source": provenance.source}
