"""Mixed In Key's own tags, read: cue points, energy (1 to 10) and key.

They are base64 of JSON, in GEOB frames of ID3 tags, Vorbis comments and atoms of MP4; the energy is
there as plain text too, or with the key in the comment ("8A - Energy 6").
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.refused import Refused
from edmstudio.interchange.audio_folder import audio_below, is_audio
from edmstudio.interchange.foreign_values import in_order, key_in, moment_in, number_in
from edmstudio.interchange.importer import Imported, ImportedTrack, ImportWarning, label_of
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.reading import read_tags
from edmstudio.interchange.tags.tag_file import BROKEN, kind_of, opened
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "mixed-in-key"
FIELDS = ("CuePoints", "Energy", "Key")
LEVEL, COMMENT = "EnergyLevel", "Comment"
PACKED = ("geob:{}", "{}", "----:com.mixedinkey.mixedinkey:{}")  # in ID3, Vorbis comments and MP4
PLAIN = ("txxx:{}", "{}", "----:com.apple.itunes:{}", "----:com.mixedinkey.mixedinkey:{}")
LARGEST = 1 << 20
_SAID = re.compile(r"(?:(\d{1,2}[AB]) - )?(?:Energy )?(\d{1,2})", re.IGNORECASE)


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
    """What is there of the fields, as JSON or as text; what cannot be undone is left out."""
    tags = opened(path, kind_of(path)).tags
    held = {str(name).casefold(): value for name, value in (tags or {}).items()}
    packed = {name: _undone(_stored(held, PACKED, name)) for name in FIELDS}
    found: dict[str, Any] = {name: field for name, field in packed.items() if field}
    level = _stored(held, PLAIN, LEVEL).decode("utf-8", "replace").strip()
    said = next(filter(_says, _comments(held)), "")
    return found | {name: text for name, text in ((LEVEL, level), (COMMENT, said)) if text}


def _stored(held: Mapping[str, Any], forms: tuple[str, ...], name: str) -> bytes:
    places = (form.format(name.casefold()) for form in forms)
    return next((_bytes(held[place]) for place in places if place in held), b"")


def _bytes(value: Any) -> bytes:
    """Of a frame with data or with text, a list, or text."""
    value = getattr(value, "data", None) or getattr(value, "text", value)
    if isinstance(value, list):
        value = value[0] if value else ""
    return bytes(value) if isinstance(value, bytes) else str(value).encode()


def _comments(held: Mapping[str, Any]) -> Iterator[str]:
    for name, value in held.items():
        if name.split(":")[0] in {"comm", "comment", "\xa9cmt"}:
            yield _bytes(value).decode("utf-8", "replace").strip()


def _says(comment: str) -> bool:
    """Whether a comment is one of Mixed In Key's: a bare number could be anybody's."""
    said = _SAID.fullmatch(comment)
    return said is not None and (said[1] is not None or "energy" in comment.lower())


def _undone(text: bytes) -> dict[str, Any]:
    if not text or len(text) > LARGEST:
        return {}
    try:
        found = json.loads(base64.b64decode(text + b"=" * (-len(text) % 4)))
    except BROKEN:
        return {}
    return found if isinstance(found, dict) else {}


def _track(path: Path, fields: dict[str, Any]) -> ImportedTrack:
    by, named = label_of("Mixed In Key"), read_tags(path)
    said = _SAID.fullmatch(fields.get(COMMENT, ""))
    key, level = (said[1], said[2]) if said else (None, None)
    return ImportedTrack(
        key=str(path),
        location=str(path.absolute()),
        annotations=Annotations(
            cues=_cues(fields.get("CuePoints", {}), by),
            key=key_in(fields.get("Key", {}).get("key")) or key_in(key),
            energy=_energy(fields.get("Energy", {}).get("energyLevel"))
            or _energy(fields.get(LEVEL))
            or _energy(level),
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


def _energy(level: object) -> EnergyCurve | None:
    number = number_in(level)
    return EnergyCurve(int(number)) if number is not None and number in range(1, 11) else None
