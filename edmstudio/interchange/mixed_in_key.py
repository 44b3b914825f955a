"""Mixed In Key's own tags, read: cue points, energy (1 to 10) and key.

They are base64 of JSON, in GEOB frames of ID3 tags and in Vorbis comments.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.refused import Refused
from edmstudio.interchange.audio_folder import audio_below, is_audio
from edmstudio.interchange.foreign_values import in_order, key_in, moment_in
from edmstudio.interchange.importer import Imported, ImportedTrack, ImportWarning, label_of
from edmstudio.interchange.payload import payload_hash
from edmstudio.interchange.tag_file import BROKEN, Kind, kind_of, opened
from edmstudio.interchange.tags import read_tags
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "mixed-in-key"
FIELDS = {"CuePoints": "cuepoints", "Energy": "energy", "Key": "key"}
LARGEST = 1 << 20


class MixedInKey:
    """Reads what Mixed In Key wrote into audio files."""

    name = "mixed-in-key"
    title = "Mixed In Key tags"

    def sniff(self, path: Path) -> bool:
        if path.is_dir():
            return next(audio_below(path), None) is not None
        try:
            return is_audio(path) and bool(_fields(path))
        except Refused:
            return False

    def read(self, path: Path) -> Iterator[Imported]:
        """Every file that has such tags; those that cannot be read are warnings."""
        for file in audio_below(path) if path.is_dir() else iter([path]):
            try:
                fields = _fields(file)
                if fields:
                    yield _track(file, fields)
            except Refused as refused:
                yield ImportWarning(refused.sentence)


def _fields(path: Path) -> dict[str, Any]:
    """The JSON of each field that is there; what cannot be undone is left out."""
    kind = kind_of(path)
    tags = opened(path, kind).tags
    if tags is None or kind is Kind.MP4:
        return {}
    stored = {name: _stored(tags, kind, name) for name in FIELDS}
    return {name: found for name, text in stored.items() if (found := _undone(text))}


def _stored(tags: Any, kind: Kind, name: str) -> bytes:
    if kind is Kind.ID3:
        frame = tags.get(f"GEOB:{name}")
        return b"" if frame is None else bytes(frame.data)
    return str((tags.get(FIELDS[name]) or [""])[0]).encode()


def _undone(text: bytes) -> dict[str, Any]:
    if not text or len(text) > LARGEST:
        return {}
    try:
        found = json.loads(base64.b64decode(text + b"=" * (-len(text) % 4)))
    except BROKEN:
        return {}
    return found if isinstance(found, dict) else {}


def _track(path: Path, fields: dict[str, Any]) -> ImportedTrack:
    by = label_of("Mixed In Key")
    named = read_tags(path)
    return ImportedTrack(
        key=str(path),
        location=str(path.absolute()),
        annotations=Annotations(
            cues=_cues(fields.get("CuePoints", {}), by),
            key=key_in(fields.get("Key", {}).get("key")),
            energy=_energy(fields.get("Energy", {})),
            key_by=by,
            energy_by=by,
        ),
        source=SOURCE,
        raw=fields,
        title=named.title,
        artist=named.artist,
        payload=payload_hash(path),
    )


def _cues(field: dict[str, Any], by: Provenance) -> tuple[CuePoint, ...]:
    """Cues are in milliseconds."""
    entries = field.get("cues")
    rows = [row for row in entries if isinstance(row, dict)] if isinstance(entries, list) else []
    named = [(moment_in(row.get("time"), 0.001), str(row.get("name") or "")) for row in rows[:1000]]
    return in_order(
        CuePoint(seconds, 0, cue_kind(name), name, by=by)
        for seconds, name in named
        if seconds is not None
    )


def _energy(field: dict[str, Any]) -> EnergyCurve | None:
    level = field.get("energyLevel")
    return EnergyCurve(level) if isinstance(level, int) and 1 <= level <= 10 else None
