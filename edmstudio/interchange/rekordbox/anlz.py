"""rekordbox' analysis files, read: grid, cues, and phrases as section labels.

One track is a folder's ANLZ0000.DAT with its .EXT and .2EX; a whole library or a USB stick is read
by its folder.
"""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.refused import Refused
from edmstudio.interchange.colours import own_colour
from edmstudio.interchange.importer import (
    Imported,
    ImportedTrack,
    ImportWarning,
    contents,
    head,
    label_of,
)
from edmstudio.interchange.rekordbox.anlz_file import (
    MAGIC,
    AnlzCue,
    Tag,
    beats_between,
    beats_in,
    cues_in,
    path_in,
    tags_of,
)
from edmstudio.interchange.rekordbox.anlz_sections import (
    MOODS,
    Phrases,
    PhraseSpan,
    phrases_in,
    sections_of,
    spans_of,
)
from edmstudio.interchange.rekordbox.device_sql import export_below
from edmstudio.interchange.rekordbox.grid import Tempo, grid_of
from edmstudio.interchange.vocabulary import cue_kind

SUFFIXES = (".DAT", ".EXT", ".2EX")
GLANCE = 1000  # folders that are looked into to tell what a folder is
_FILE = re.compile(r"ANLZ\d{4}\.(?:DAT|EXT)")
LARGEST = 64 << 20
SOURCE = "rekordbox analysis"  # apart from the XML: it brings sections, and no playlists


class RekordboxAnlz:
    """Reads ANLZ files of libraries and of USB sticks."""

    name = "rekordbox-anlz"
    title = "rekordbox analysis files"

    def sniff(self, path: Path) -> bool:
        """A file, or a folder of them; a whole stick is `rekordbox/device.py`'s."""
        if path.is_dir():
            known = export_below(path) is None
            return known and next(_tracks_below(path, GLANCE), None) is not None
        return head(path, 4) == MAGIC

    def read(self, path: Path) -> Iterator[Imported]:
        """One track for each set of files; those that cannot be read are warnings."""
        for file in _tracks_below(path) if path.is_dir() else iter([path]):
            try:
                yield track_of_analysis(file)
            except Refused as refused:
                yield ImportWarning(refused.sentence)


def with_analysis(track: ImportedTrack, root: Path, place: str) -> ImportedTrack | None:
    """A track that a database knows with what its analysis says; None where that is not there.

    The database's own cues win. The place comes from a stranger: only what lies inside `root` is
    opened.
    """
    file = root / place.lstrip("/\\")
    if not (root.resolve() in file.resolve().parents and file.is_file()):
        return None
    try:
        found = track_of_analysis(file)
    except Refused as refused:
        return replace(track, warnings=(*track.warnings, refused.sentence))
    told, said = track.annotations, found.annotations
    joined = replace(
        told,
        grid=said.grid,
        sections=said.sections,
        cues=told.cues or said.cues,
        grid_by=said.grid_by,
    )
    raw = {**found.raw, **track.raw}
    return replace(track, annotations=joined, raw=raw, warnings=(*track.warnings, *found.warnings))


def _tracks_below(folder: Path, most: int | None = None) -> Iterator[Path]:
    """The .DAT of each set of files, in at most so many folders, links not followed."""
    for root, folders, files in islice(os.walk(folder), most):
        folders.sort()
        for name in sorted({file[:8] for file in files if _FILE.fullmatch(file)}):
            yield Path(root, f"{name}.DAT")


def track_of_analysis(path: Path) -> ImportedTrack:
    """What a .DAT file says with those that lie beside it; what is damaged in them is a warning.

    Raises
    ------
    Refused
        One of them cannot be read at all.
    """
    warnings: list[str] = []
    tags = [tag for suffix in SUFFIXES for tag in _tags(path.with_suffix(suffix), warnings)]
    beats = _beats(tags)
    found = _phrases(tags, warnings)
    spans = spans_of(found, [beat.seconds for beat in beats]) if found else []
    cues = _cues(tags)
    location = next((path_in(tag) for tag in tags if tag.name == "PPTH"), "")
    return ImportedTrack(
        key=str(path.parent),
        location=location.removeprefix("?/"),
        annotations=_annotations(beats, cues, spans),
        source=SOURCE,
        raw=_raw(beats, cues, found, spans),
        warnings=tuple(warnings),
    )


def _beats(tags: list[Tag]) -> list[Tempo]:
    """PQTZ has every beat; the PQT2 of an .EXT by itself has only the two ends."""
    beats = next((beats_in(tag) for tag in tags if tag.name == "PQTZ"), [])
    return beats or next((beats_between(tag) for tag in tags if tag.name == "PQT2"), [])


def _tags(path: Path, warnings: list[str]) -> list[Tag]:
    if not path.exists():
        return []
    tags: list[Tag] = []
    try:
        tags.extend(tags_of(contents(path, LARGEST)))
    except ValueError as error:
        warnings.append(f"{path.name} in {path.parent.name} is damaged: {error}.")
    return tags


def _phrases(tags: list[Tag], warnings: list[str]) -> Phrases | None:
    for tag in tags:
        if tag.name == "PSSI":
            try:
                return phrases_in(tag)
            except (ValueError, struct.error) as error:
                warnings.append(f"Its phrases cannot be read: {error}.")
    return None


def _cues(tags: list[Tag]) -> list[AnlzCue]:
    """The newer lists where they hold anything: they have names, colours and all eight pads."""
    for name in ("PCO2", "PCOB"):
        cues = [cue for tag in tags if tag.name == name for cue in cues_in(tag)]
        if cues:
            return list(dict.fromkeys(cues))
    return []


def _annotations(beats: list[Tempo], cues: list[AnlzCue], spans: list[PhraseSpan]) -> Annotations:
    by = label_of("rekordbox")
    points: list[CuePoint] = []
    taken: set[str] = set()
    for cue in sorted(cues, key=lambda cue: (cue.ms, -cue.pad)):
        slot = SLOTS[cue.pad - 1] if 1 <= cue.pad <= len(SLOTS) else ""
        if slot in taken:
            slot = ""
        twin = any((p.seconds, p.end) == (cue.ms / 1000, _seconds(cue.end_ms)) for p in points)
        if not slot and twin:
            continue
        taken.update({slot} - {""})
        points.append(_cue_point(cue, slot, len(points) + 1, by))
    return Annotations(
        grid=grid_of(beats), sections=sections_of(spans, by), cues=tuple(points), grid_by=by
    )


def _cue_point(cue: AnlzCue, slot: str, number: int, by: Provenance) -> CuePoint:
    end = _seconds(cue.end_ms)
    kind = cue_kind(cue.comment, loop=end is not None)
    colour = own_colour(cue.colour, kind)
    return CuePoint(cue.ms / 1000, number, kind, cue.comment, slot, end, colour, by=by)


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000


def _raw(
    beats: list[Tempo], cues: list[AnlzCue], found: Phrases | None, spans: list[PhraseSpan]
) -> dict[str, object]:
    """Phrases keep all the labels they may stand for; training uses the whole set."""
    raw: dict[str, object] = {
        "beats": len(beats),
        "cues": [[cue.pad, cue.ms, cue.end_ms, cue.comment, cue.colour] for cue in cues],
    }
    if found is not None:
        raw["mood"] = MOODS[found.mood]
        raw["phrases"] = [[phrase.beat, phrase.kind, phrase.fill] for phrase in found.phrases]
        raw["sections"] = [
            [
                span.start,
                span.end,
                span.meaning.name,
                list(span.meaning.labels),
                span.meaning.weight,
            ]
            for span in spans
        ]
    return raw
