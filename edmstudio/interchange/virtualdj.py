"""VirtualDJ's `database.xml`, read: grid, cues, loops and key.

Its "Bpm" is the time of one beat in seconds (VDJPedia, "Database structure"); a grid is the beat at
`Phase`, or at points of the type "beatgrid", from where another tempo may run.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.colours import hexed, is_colour, own_colour
from edmstudio.interchange.foreign_values import (
    LONGEST,
    duration_in,
    in_order,
    key_in,
    moment_in,
    number_in,
    slot_in,
)
from edmstudio.interchange.importer import Imported, ImportedTrack, head, label_of
from edmstudio.interchange.rekordbox.grid import Tempo, grid_of
from edmstudio.interchange.safe_xml import elements
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "virtualdj"
GRID, LOOP, AUTOMIX = "beatgrid", "loop", "automix"
CUES = ("", "cue", "remix")  # remix points are the breaks that it finds by itself
_VERSION = re.compile(rb'<VirtualDJ_Database[^>]*? Version="([\w.]{1,12})"')
_AUTOMIX = {"fadeStart": CueKind.MIX_IN, "fadeEnd": CueKind.MIX_OUT}


class VirtualDj:
    """Reads the database of VirtualDJ 8 and later; one for each drive."""

    name = "virtualdj"
    title = "VirtualDJ database"

    def sniff(self, path: Path) -> bool:
        return b"<VirtualDJ_Database" in head(path)

    def read(self, path: Path) -> Iterator[Imported]:
        """Every song; streamed ones have no location."""
        said = _VERSION.search(head(path))
        for song in elements(path, ("VirtualDJ_Database/Song",)):
            yield _track(song, said[1].decode() if said else "")


def _track(song: Element, version: str) -> ImportedTrack:
    by = label_of("VirtualDJ", version)
    path = song.get("FilePath", "")
    tags, scan = _child(song, "Tags"), _child(song, "Scan")
    points = [child for child in song if child.tag == "Poi"]
    grid = _grid(scan, points)
    key = key_in(scan.get("Key")) or key_in(tags.get("Key"))
    return ImportedTrack(
        key=path,
        location="" if "://" in path else path,
        annotations=Annotations(
            grid=grid,
            cues=in_order(cue for p in points if (cue := _cue(p, grid, by)) is not None),
            key=key,
            genre=tags.get("Genre", ""),
            grid_by=by,
            key_by=by,
        ),
        source=SOURCE,
        version=version,
        raw={"scan": scan, "points": [dict(point.attrib) for point in points]},
        title=tags.get("Title", ""),
        artist=tags.get("Author", ""),
        seconds=duration_in(_child(song, "Infos").get("SongLength")),
    )


def _child(song: Element, tag: str) -> dict[str, str]:
    """The attributes of the last child of this name: the newest where one stands twice."""
    found = song.findall(tag)
    return dict(found[-1].attrib) if found else {}


def _grid(scan: dict[str, str], points: Sequence[Element]) -> TempoMap | None:
    usual = _bpm(scan.get("Bpm", ""))
    anchors = [point for point in points if point.get("Type") == GRID]
    moments = [(number_in(a.get("Pos")), _bpm(a.get("Bpm", "")) or usual) for a in anchors]
    if "Phase" in scan and len(moments) < 2:  # of VirtualDJ 2026, which keeps the point in step
        moments = [(number_in(scan["Phase"]), usual)]
    known = ((at, bpm) for at, bpm in moments if at is not None and bpm is not None)
    return grid_of([Tempo(at, bpm) for at, bpm in known if abs(at) < LONGEST])


def _bpm(text: str) -> float | None:
    """Beats a minute; what is too small for that is the time of a beat."""
    value = number_in(text)
    if value is None or value <= 0:
        return None
    bpm = 60.0 / value if value < 10 else value
    return bpm if SLOWEST <= bpm <= FASTEST else None


def _cue(point: Element, grid: TempoMap | None, by: Provenance) -> CuePoint | None:
    """A cue; None for points of the grid, and for what makes no sense."""
    seconds = moment_in(point.get("Pos"))
    if seconds is None:
        return None
    type_, name = point.get("Type", ""), point.get("Name", "")
    if type_ == AUTOMIX:
        found = _AUTOMIX.get(point.get("Point", ""))
        return None if found is None else CuePoint(seconds, 0, found, by=by)
    end = _loop_end(seconds, point, grid) if type_ == LOOP else None
    if type_ not in CUES and end is None:
        return None
    kind = cue_kind(name, loop=end is not None)
    slot = slot_in(point.get("Num"), first=1) if end is None else ""
    colour = own_colour(_colour(point.get("Color", "")), kind)
    return CuePoint(seconds, 0, kind, name, slot, end, colour, by=by)


def _loop_end(seconds: float, point: Element, grid: TempoMap | None) -> float | None:
    """Loops are measured in beats."""
    beats = number_in(point.get("Size"))
    if grid is None or beats is None or not 0 < beats <= 4096:
        return None
    return grid.seconds_at(grid.beat_at(seconds) + beats)


def _colour(text: str) -> str:
    """ "#RRGGBB", or a number of alpha, red, green and blue."""
    if is_colour(text):
        return text.upper()
    if not (text.isdecimal() and 0 < int(text) < 1 << 32):
        return ""
    return hexed(*(int(text) & 0xFFFFFF).to_bytes(3, "big"))
