"""Rows of rekordbox' own database (`master.db`), read as labels: cues, key, lock and playlists.

Its grids and phrases lie in the analysis files beside it (`rekordbox/anlz.py`). Never written: its
sync counters are rekordbox' own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.foreign_values import duration_in, in_order, key_in, moment_in
from edmstudio.interchange.importer import ImportedPlaylist, ImportedTrack, label_of
from edmstudio.interchange.playlist_tree import Node, Number, flattened
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "rekordbox database"
TABLES = {"djmdContent", "djmdCue", "djmdKey", "djmdArtist"}
PROPERTIES = {"djmdProperty"}
VERSION = "select '(database ' || DBVersion || ')' as version from djmdProperty"
PLAYLIST_TABLES = {"djmdPlaylist", "djmdSongPlaylist"}
TRACKS = (
    "select c.ID, c.FolderPath, c.Title, c.Length, c.BPM, c.AnalysisDataPath, c.Analysed, "
    "a.Name as artist, k.ScaleName as scale from djmdContent c "
    "left join djmdArtist a on a.ID = c.ArtistID left join djmdKey k on k.ID = c.KeyID "
    "where c.rb_local_deleted = 0 order by c.FolderPath"
)
CUES = (
    "select ContentID, InMsec, OutMsec, Kind, Comment from djmdCue "
    "where rb_local_deleted = 0 order by ContentID, InMsec"
)
LISTS = (
    "select ID, ParentID, Name, Attribute from djmdPlaylist "
    "where rb_local_deleted = 0 order by ParentID, Seq"
)
ENTRIES = (
    "select PlaylistID, ContentID from djmdSongPlaylist "
    "where rb_local_deleted = 0 order by PlaylistID, TrackNo"
)
ROOT, FOLDER, LIST = "root", 1, 0
_LOCKED = 233  # of `Analysed`: pyrekordbox, "djmdContent"
_PADS = (1, 2, 3, 5, 6, 7, 8, 9)  # the fourth pad is stored as 5: a four is never given
Row = Mapping[str, Any]


def track_of(row: Row, cues: Iterable[Row], version: str = "") -> ImportedTrack:
    """One row of djmdContent with those of djmdCue that are its own."""
    by = label_of("rekordbox", version)
    rows = [dict(each) for each in cues]
    return ImportedTrack(
        key=str(row["ID"]),
        location=str(row.get("FolderPath") or ""),
        annotations=Annotations(
            cues=_cues(rows, by),
            key=key_in(row.get("scale")),
            grid_by=by,
            key_by=by,
            grid_locked=row.get("Analysed") == _LOCKED,
        ),
        source=SOURCE,
        version=version,
        raw={"ID": str(row["ID"]), "cues": rows, "analysis": row.get("AnalysisDataPath")},
        title=str(row.get("Title") or ""),
        artist=str(row.get("artist") or ""),
        seconds=duration_in(row.get("Length")),
    )


def _cues(rows: list[dict[str, Any]], by: Provenance) -> tuple[CuePoint, ...]:
    """A memory cue that repeats a hot cue is passed over."""
    cues = in_order(cue for row in rows if (cue := _cue(row, by)) is not None)
    hot = {(cue.seconds, cue.end) for cue in cues if cue.slot}
    return tuple(cue for cue in cues if cue.slot or (cue.seconds, cue.end) not in hot)


def _cue(row: Row, by: Provenance) -> CuePoint | None:
    seconds, end = moment_in(row.get("InMsec"), 0.001), moment_in(row.get("OutMsec"), 0.001)
    if seconds is None:
        return None
    end = end if end is not None and end > seconds else None
    name, pad = str(row.get("Comment") or ""), row.get("Kind")
    slot = SLOTS[_PADS.index(pad)] if pad in _PADS else ""
    return CuePoint(seconds, 0, cue_kind(name, loop=end is not None), name, slot, end, by=by)


def playlists_of(lists: Iterable[Row], entries: Iterable[Row]) -> Iterator[ImportedPlaylist]:
    """Playlists in their folders; intelligent ones have no tracks of their own and are left out."""
    tracks: dict[str, list[str]] = defaultdict(list)
    for row in entries:
        tracks[str(row["PlaylistID"])].append(str(row["ContentID"]))
    below: dict[Number, list[Node]] = defaultdict(list)
    for row in lists:
        number, kind = str(row["ID"]), row["Attribute"]
        if kind in {FOLDER, LIST}:
            keys = tuple(tracks.get(number, ())) if kind == LIST else None
            below[str(row["ParentID"])].append(Node(number, str(row["Name"] or ""), keys))
    yield from flattened(below, ROOT)
