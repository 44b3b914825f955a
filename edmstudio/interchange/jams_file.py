"""JAMS, the annotation format of music research, in and out: everything with its confidence.

One JSON file a track (Humphrey et al., ISMIR 2014). Beats, tempo, sections and key go into its own
namespaces; cues into `blob`, and what JAMS has no place for into `sandbox`.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import NAMES, Key
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.refused import Refused
from edmstudio.interchange.beat_list import grid_of_beats
from edmstudio.interchange.capabilities import JAMS
from edmstudio.interchange.colours import is_colour
from edmstudio.interchange.exporter import DEFAULTS, ExportOptions, ExportReport, ExportTrack
from edmstudio.interchange.foreign_values import LONGEST, number_in
from edmstudio.interchange.importer import Imported, ImportedTrack, contents, head, label_of
from edmstudio.interchange.jams_writing import jams_of
from edmstudio.interchange.per_track import write_each
from edmstudio.interchange.section_spans import LabelledSpan, sections_from
from edmstudio.interchange.vocabulary import section_labels

LARGEST = 256 << 20
SEGMENTS = ("segment_open", "segment_salami_function", "segment_salami_upper", "multi_segment")
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)


class Jams:
    """Writes a JAMS file for each track."""

    name = "jams"
    title = "JAMS annotations"
    suffix = ".jams"
    source = ""
    capability = JAMS

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """A file for one track, a folder for more."""
        return write_each(
            tracks,
            target,
            options,
            exporter=self,
            text=lambda entry: json.dumps(jams_of(entry.track, entry.annotations), indent=1),
        )

    def is_one(self, path: Path) -> bool:
        """As the reader sees it."""
        return JamsReader().sniff(path)


class JamsReader:
    """Reads JAMS of ours and of others."""

    name = "jams"
    title = "JAMS annotations"

    def sniff(self, path: Path) -> bool:
        first = head(path, 4096).lstrip()
        return path.suffix.lower() == ".jams" and first.startswith(b"{")

    def read(self, path: Path) -> Iterator[Imported]:
        """One track; the first annotation of each namespace counts."""
        try:
            jams = json.loads(contents(path, LARGEST))
            yield _track(jams, path)
        except _BROKEN as error:
            raise Refused(f"{path.name} is no JAMS file that can be read: {error}.") from error


def _track(jams: dict[str, Any], path: Path) -> ImportedTrack:
    meta = jams["file_metadata"]
    found: dict[str, dict[str, Any]] = {}
    for annotation in jams["annotations"]:
        if annotation.get("data"):
            found.setdefault(str(annotation.get("namespace")), annotation)
    by = label_of("JAMS")
    ours = (jams.get("sandbox") or {}).get("edmstudio") or {}
    return ImportedTrack(
        key=str(path),
        location=str(ours.get("path") or path.with_suffix("")),
        annotations=_annotations(found, by),
        source="jams",
        version=str(meta.get("jams_version") or ""),
        title=str(meta.get("title") or ""),
        artist=str(meta.get("artist") or ""),
        seconds=_finite(meta.get("duration") or 0.0),
    )


def _annotations(found: dict[str, dict[str, Any]], by: Provenance) -> Annotations:
    segments = next((found[name] for name in SEGMENTS if name in found), None)
    cues = [_cue(o, n, by) for n, o in enumerate(_observations(found.get("blob")), start=1)]
    keys = _observations(found.get("key_mode"))
    return Annotations(
        grid=_grid(found),
        sections=sections_from(_spans(_observations(segments)), by),
        cues=tuple(sorted((c for c in cues if c), key=lambda cue: (cue.seconds, cue.cue_id))),
        key=_key(str(keys[0]["value"])) if keys else None,
        energy=_energy(found.get("tag_open")),
        grid_by=by,
        key_by=by,
        energy_by=by,
    )


def _energy(annotation: dict[str, Any] | None) -> EnergyCurve | None:
    """Its level, and the curve where it is one of ours."""
    said = [o for o in _observations(annotation) if "energy" in str(o["value"])]
    if not said:
        return None
    level = int(str(said[0]["value"]).split()[-1])
    ours = (annotation or {}).get("sandbox") or {}
    curve = tuple(_finite(value) for value in ours.get("curve") or ())
    return EnergyCurve(level, _finite(ours.get("hz") or 1.0), curve)


def _observations(annotation: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The observations as a list; older files hold columns instead."""
    data = (annotation or {}).get("data") or []
    if isinstance(data, dict):
        columns = ("time", "duration", "value", "confidence")
        rows = zip(*(data[name] for name in columns), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows]
    return list(data)


def _grid(found: dict[str, dict[str, Any]]) -> TempoMap | None:
    """Our own anchors where they are there, else what the beats say."""
    beats = found.get("beat") or found.get("beat_position") or {}
    anchors = (beats.get("sandbox") or {}).get("anchors")
    if anchors:
        return TempoMap(
            tuple(
                Anchor(int(b), _finite(s), float(bpm), int(m), int(x))
                for b, s, bpm, m, x in anchors
            )
        )
    observations = _observations(beats)
    places = [_place(o["value"]) for o in observations]
    return grid_of_beats([_finite(o["time"]) for o in observations], places)


def _place(value: object) -> int:
    """The place in the bar: a number in `beat`, a field of it in `beat_position`."""
    if isinstance(value, dict):
        value = value.get("position")
    return int(value) if isinstance(value, int | float) and 1 <= value <= 16 else 0


def _spans(observations: list[dict[str, Any]]) -> Iterator[LabelledSpan]:
    """Sections; a label that nobody knows leaves its span to the section before."""
    for observation in observations:
        value = observation["value"]
        word = str(value.get("label", "") if isinstance(value, dict) else value)
        labels = section_labels(word)
        if labels:
            start = _finite(observation["time"])
            end = start + _length(observation)
            yield LabelledSpan(start, end, labels[0], _confidence(observation))


def _cue(observation: dict[str, Any], number: int, by: Provenance) -> CuePoint | None:
    """One of our cues; other people's blobs are none."""
    value = observation["value"]
    if not isinstance(value, dict) or value.get("kind") not in set(CueKind):
        return None
    seconds, length = _finite(observation["time"]), _length(observation)
    slot, colour = str(value.get("slot") or ""), str(value.get("colour") or "")
    return CuePoint(
        seconds,
        number,
        CueKind(value["kind"]),
        str(value.get("name") or ""),
        slot if slot in tuple(SLOTS) else "",
        round(seconds + length, 9) if length > 0 else None,
        colour if is_colour(colour) else "",
        confidence=_confidence(observation),
        by=by,
    )


def _length(observation: dict[str, Any]) -> float:
    """Seconds; some files have null for a point."""
    return _finite(observation["duration"] or 0.0)


def _confidence(observation: dict[str, Any]) -> float:
    value = observation.get("confidence")
    return min(max(_finite(value), 0.0), 1.0) if isinstance(value, int | float) else 1.0


def _key(value: str) -> Key | None:
    """ "A:minor"; JAMS writes sharps and flats as we do."""
    tonic, _, mode = value.partition(":")
    if mode not in {"major", "minor", "ionian", "aeolian"}:
        return None
    pitch = Key.parse(tonic).pitch
    return Key(pitch % len(NAMES), mode in {"minor", "aeolian"})


def _finite(value: Any) -> float:
    number = number_in(value)
    if number is None or abs(number) >= LONGEST:
        raise ValueError(f"{value} is no time")
    return number
