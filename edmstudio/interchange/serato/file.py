"""Serato's tags inside an audio file of any kind, read and put; each kind stores them otherwise.

The names and forms are those of Holzhaus/serato-tags.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen.id3 import GEOB, Encoding
from mutagen.mp4 import AtomDataType, MP4FreeForm

from edmstudio.domain.refused import Refused
from edmstudio.interchange.serato import grid as serato_grid
from edmstudio.interchange.serato import markers as serato_markers
from edmstudio.interchange.serato.labels import GRID, MARKERS, MARKERS2
from edmstudio.interchange.serato.text import Envelope, from_base64
from edmstudio.interchange.tags.tag_file import (
    BROKEN,
    Kind,
    kind_of,
    opened,
    opened_to_write,
    saved,
)

_FLAC = {
    "Serato Analysis": "SERATO_ANALYSIS",
    "Serato Autotags": "SERATO_AUTOGAIN",
    GRID: "SERATO_BEATGRID",
    MARKERS2: "SERATO_MARKERS_V2",
    "Serato Overview": "SERATO_OVERVIEW",
    "Serato RelVolAd": "SERATO_RELVOL",
    "Serato VidAssoc": "SERATO_VIDEO_ASSOC",
}
_MP4 = {
    "Serato Analysis": "----:com.serato.dj:analysisVersion",
    "Serato Autotags": "----:com.serato.dj:autgain",
    GRID: "----:com.serato.dj:beatgrid",
    MARKERS: "----:com.serato.dj:markers",
    MARKERS2: "----:com.serato.dj:markersv2",
    "Serato Overview": "----:com.serato.dj:overview",
    "Serato RelVolAd": "----:com.serato.dj:relvol",
    "Serato VidAssoc": "----:com.serato.dj:videoassociation",
}
_OGG = {GRID: "serato_beatgrid", MARKERS2: "serato_markers2"}


@dataclass(frozen=True, slots=True)
class SeratoTags:
    """The payloads of a file in the layout of ID3, and whether it wants `Markers_` as well."""

    payloads: dict[str, bytes]
    needs_markers: bool
    broken: tuple[str, ...] = ()


def read_serato(path: Path) -> SeratoTags:
    """What Serato wrote into a file; payloads that cannot be undone are named in `broken`.

    Raises
    ------
    Refused
        The file is no audio file that can hold tags, or its tags are damaged.
    """
    kind = kind_of(path)
    file = opened(path, kind)
    if file.tags is None:
        return SeratoTags({}, kind is Kind.MP4)
    payloads: dict[str, bytes] = {}
    broken = []
    for name, stored in _stored(file.tags, kind).items():
        try:
            payloads[name] = _undone(name, stored, kind)
        except BROKEN:
            broken.append(name)
    return SeratoTags(payloads, kind is Kind.MP4, tuple(broken))


def put_serato(path: Path, payloads: Mapping[str, bytes]) -> None:
    """Write payloads into a file's tags, in place: only ever into a copy (`tags/safe_tags.py`)."""
    kind = kind_of(path)
    file = opened_to_write(path, kind)
    if file.tags is None:
        file.add_tags()
    for name, payload in payloads.items():
        _put(file.tags, name, payload, kind)
    saved(file, path, kind)


def _stored(tags: Any, kind: Kind) -> dict[str, bytes]:
    """What the file holds, by Serato's names."""
    if kind is Kind.ID3:
        frames = tags.getall("GEOB")
        return {frame.desc: frame.data for frame in frames if frame.desc.startswith("Serato ")}
    names = {Kind.FLAC: _FLAC, Kind.MP4: _MP4, Kind.OGG: _OGG}[kind]
    found = {name: tags[field][0] for name, field in names.items() if tags.get(field)}
    return {n: v.encode() if isinstance(v, str) else bytes(v) for n, v in found.items()}


def _undone(name: str, stored: bytes, kind: Kind) -> bytes:
    """The layout of ID3; ValueError (or the like) where it cannot be understood."""
    if kind is Kind.ID3:
        return stored
    if kind is Kind.OGG:
        if name == GRID:
            return serato_grid.write_markers(serato_grid.read_text(stored))
        from_base64(stored)
        return b"\x01\x01" + stored
    payload = Envelope.open(stored).payload
    if name == MARKERS:
        return serato_markers.write_markers7(_seven(serato_markers.read_markers(payload)))
    return payload


def _seven(markers: serato_markers.Markers) -> serato_markers.Markers:
    """With the track's colour as ID3 packs it."""
    colour = int.from_bytes(markers.footer[1:4], "big")
    return serato_markers.Markers(markers.slots, serato_markers.to_seven(colour))


def _eight(markers: serato_markers.Markers) -> serato_markers.Markers:
    colour = serato_markers.from_seven(markers.footer or serato_markers.WHITE7)
    return serato_markers.Markers(markers.slots, colour.to_bytes(4, "big"))


def _put(tags: Any, name: str, payload: bytes, kind: Kind) -> None:
    if kind is Kind.ID3:
        tags.setall(f"GEOB:{name}", [_geob(name, payload)])
    elif kind is Kind.FLAC:
        if name in _FLAC:
            tags[_FLAC[name]] = Envelope(name, payload).closed().decode()
    elif kind is Kind.MP4:
        if name == MARKERS:
            markers = _eight(serato_markers.read_markers(payload))
            payload = serato_markers.write_markers8(markers)
        text = Envelope(name, payload).closed()
        tags[_MP4[name]] = [MP4FreeForm(text, dataformat=AtomDataType.UTF8)]
    elif name == GRID:
        text = serato_grid.write_text(serato_grid.read_markers(payload))
        tags[_OGG[GRID]] = text.decode()
    elif name == MARKERS2:
        tags[_OGG[MARKERS2]] = payload[2:].rstrip(b"\0").decode()


def _geob(name: str, payload: bytes) -> GEOB:
    return GEOB(
        encoding=Encoding.LATIN1,
        mime="application/octet-stream",
        filename="",
        desc=name,
        data=payload,
    )


def refuse_unknown(path: Path, tags: SeratoTags) -> None:
    """Never write beside a tag that we do not understand."""
    written = [name for name in tags.broken if name in (MARKERS, MARKERS2, GRID)]
    if written:
        raise Refused(
            f"{path.name} has a tag ({written[0]}) of a kind we do not know; it was left alone."
        )
