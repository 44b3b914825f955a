"""Annotations as JSON, versioned; floats come back bit for bit."""

import json
from dataclasses import asdict, fields
from typing import Any

from edmstudio.domain.annotations import Annotations, Fact, Trust
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.sections import Section, SectionLabel

VERSION = 1
CUE_FIELDS = tuple(each.name for each in fields(CuePoint))


def dump(annotations: Annotations) -> str:
    """JSON text."""
    grid, energy, key = annotations.grid, annotations.energy, annotations.key
    body = {
        "v": VERSION,
        "grid": grid and [[a.beat, a.seconds, a.bpm, a.meter, a.shift] for a in grid.anchors],
        "sections": [
            [s.start, s.end, s.label, s.confidence, str(s.by)] for s in annotations.sections
        ],
        "cues": [_cue(cue) for cue in annotations.cues],
        "key": key and [key.pitch, key.minor],
        "energy": energy and [energy.level, energy.hz, list(energy.curve)],
        "genre": annotations.genre,
        "by": [str(annotations.grid_by), str(annotations.key_by), str(annotations.energy_by)],
        "decided": sorted(annotations.decided),
        "grid_locked": annotations.grid_locked,
        "trust": asdict(annotations.trust),
    }
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def load(text: str) -> Annotations:
    """The inverse of `dump`."""
    body = json.loads(text)
    grid_by, key_by, energy_by = (Provenance.parse(by) for by in body["by"])
    return Annotations(
        grid=body["grid"] and TempoMap(tuple(Anchor(*anchor) for anchor in body["grid"])),
        sections=tuple(_section(row) for row in body["sections"]),
        cues=tuple(_read_cue(row) for row in body["cues"]),
        key=body["key"] and Key(*body["key"]),
        energy=body["energy"] and _energy(*body["energy"]),
        genre=body["genre"],
        grid_by=grid_by,
        key_by=key_by,
        energy_by=energy_by,
        decided=frozenset(Fact(fact) for fact in body["decided"]),
        grid_locked=body["grid_locked"],
        trust=Trust(**body["trust"]),
    )


def _cue(cue: CuePoint) -> dict[str, Any]:
    """Field by field: `asdict` copies deeply, which a library of 20,000 tracks feels."""
    return {**{name: getattr(cue, name) for name in CUE_FIELDS}, "by": str(cue.by)}


def _read_cue(row: dict[str, Any]) -> CuePoint:
    return CuePoint(**{**row, "kind": CueKind(row["kind"]), "by": Provenance.parse(row["by"])})


def _section(row: list[Any]) -> Section:
    start, end, label, confidence, by = row
    return Section(start, end, SectionLabel(label), confidence, Provenance.parse(by))


def _energy(level: int, hz: float, curve: list[float]) -> EnergyCurve:
    return EnergyCurve(level, hz, tuple(curve))
