"""A track's annotations as the JSON of a JAMS file."""

from typing import Any

import numpy as np

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import NAMES
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.track import Track

JAMS_VERSION = "0.3.5"


def jams_of(track: Track, annotations: Annotations) -> dict[str, Any]:
    """The whole file; it is valid to the `jams` package."""
    seconds = max(track.seconds, 0.0)
    made = []
    if annotations.grid is not None:
        made += _grid(annotations.grid, seconds, annotations.grid_by)
    if annotations.sections:
        data = [
            _row(s.start, s.end - s.start, str(s.label), s.confidence) for s in annotations.sections
        ]
        made.append(_annotation("segment_open", data, seconds, annotations.sections[0].by))
    if annotations.cues:
        made.append(_annotation("blob", _cues(annotations), seconds, annotations.cues[0].by))
    if annotations.key is not None:
        key = f"{NAMES[annotations.key.pitch]}:{'minor' if annotations.key.minor else 'major'}"
        data = [_row(0.0, seconds, key, 1.0)]
        made.append(_annotation("key_mode", data, seconds, annotations.key_by))
    if annotations.energy is not None:
        made.append(_energy(annotations.energy, seconds, annotations.energy_by))
    return {
        "annotations": made,
        "file_metadata": {
            "title": track.title,
            "artist": track.artist,
            "release": track.album,
            "duration": seconds,
            "identifiers": {},
            "jams_version": JAMS_VERSION,
        },
        "sandbox": {"edmstudio": {"path": track.path, "payload": track.payload}},
    }


def _grid(grid: TempoMap, seconds: float, by: Provenance) -> list[dict[str, Any]]:
    """Every beat with its place in the bar, the tempi, and the anchors themselves."""
    numbers = grid.numbers(0.0, seconds)
    times, places = grid.seconds_of(numbers), grid.positions(numbers) + 1
    pairs = zip(np.round(times, 6).tolist(), places.tolist(), strict=True)
    beats = _annotation("beat", [_row(t, 0.0, p, None) for t, p in pairs], seconds, by)
    beats["sandbox"] = {
        "anchors": [[a.beat, a.seconds, a.bpm, a.meter, a.shift] for a in grid.anchors]
    }
    starts = [0.0, *(anchor.seconds for anchor in grid.anchors[1:])]
    ends = [*starts[1:], max(seconds, starts[-1])]
    spans = zip(starts, ends, grid.anchors, strict=True)
    tempi = [_row(s, max(e - s, 0.0), a.bpm, 1.0) for s, e, a in spans]
    return [beats, _annotation("tempo", tempi, seconds, by)]


def _energy(energy: EnergyCurve, seconds: float, by: Provenance) -> dict[str, Any]:
    data = [_row(0.0, seconds, f"energy {energy.level}", 1.0)]
    annotation = _annotation("tag_open", data, seconds, by)
    if energy.curve:
        annotation["sandbox"] = {"hz": energy.hz, "curve": list(energy.curve)}
    return annotation


def _cues(annotations: Annotations) -> list[dict[str, Any]]:
    return [
        _row(
            cue.seconds,
            0.0 if cue.end is None else cue.end - cue.seconds,
            {"kind": str(cue.kind), "name": cue.name, "slot": cue.slot, "colour": cue.colour},
            cue.confidence,
        )
        for cue in annotations.cues
    ]


def _row(time: float, duration: float, value: object, confidence: float | None) -> dict[str, Any]:
    return {"time": time, "duration": duration, "value": value, "confidence": confidence}


def _annotation(
    namespace: str, data: list[dict[str, Any]], seconds: float, by: Provenance
) -> dict[str, Any]:
    return {
        "namespace": namespace,
        "data": data,
        "annotation_metadata": {
            "curator": {"name": "", "email": ""},
            "annotator": {},
            "version": "",
            "corpus": "",
            "annotation_tools": "EDM Studio",
            "annotation_rules": "",
            "validation": "",
            "data_source": str(by),
        },
        "sandbox": {},
        "time": 0.0,
        "duration": seconds,
    }
