"""Rows of rekordbox' own database (`master.db`), read as labels: cues and key.

Its grids and phrases lie in the analysis files beside it (`rekordbox_anlz.py`). Never written: its
sync counters are rekordbox' own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.importer import ImportedTrack, label_of
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "rekordbox database"
TABLES = {"djmdContent", "djmdCue", "djmdKey", "djmdArtist"}
TRACKS = (
    "select c.ID, c.FolderPath, c.Title, c.Length, c.BPM, c.AnalysisDataPath, "
    "a.Name as artist, k.ScaleName as scale from djmdContent c "
    "left join djmdArtist a on a.ID = c.ArtistID left join djmdKey k on k.ID = c.KeyID "
    "where c.rb_local_deleted = 0 order by c.FolderPath"
)
CUES = (
    "select ContentID, InMsec, OutMsec, Kind, Comment from djmdCue "
    "where rb_local_deleted = 0 order by ContentID, InMsec"
)
_PADS = (1, 2, 3, 5, 6, 7, 8, 9)  # the fourth pad is stored as 5: a four is never given


def track_of(row: Mapping[str, Any], cues: Iterable[Mapping[str, Any]]) -> ImportedTrack:
    """One row of djmdContent with those of djmdCue that are its own."""
    by = label_of("rekordbox")
    rows = [dict(each) for each in cues]
    return ImportedTrack(
        key=str(row["ID"]),
        location=str(row.get("FolderPath") or ""),
        annotations=Annotations(cues=_cues(rows, by), key=_key(row), grid_by=by, key_by=by),
        source=SOURCE,
        raw={"ID": str(row["ID"]), "cues": rows, "analysis": row.get("AnalysisDataPath")},
        title=str(row.get("Title") or ""),
        artist=str(row.get("artist") or ""),
        seconds=float(row.get("Length") or 0.0),
    )


def _cues(rows: list[dict[str, Any]], by: Provenance) -> tuple[CuePoint, ...]:
    """Hot cues first at each moment, so that a memory cue that repeats one is passed over."""
    cues: list[CuePoint] = []
    for row in sorted(rows, key=lambda row: (row.get("InMsec") or 0, -(row.get("Kind") or 0))):
        cue = _cue(row, len(cues) + 1, by)
        if cue is None or (not cue.slot and any(_repeats(cue, other) for other in cues)):
            continue
        if not any(cue.slot and cue.slot == other.slot for other in cues):
            cues.append(cue)
    return tuple(cues)


def _cue(row: Mapping[str, Any], number: int, by: Provenance) -> CuePoint | None:
    ms, end_ms, kind = row.get("InMsec"), row.get("OutMsec"), row.get("Kind")
    if not isinstance(ms, int) or not 0 <= ms < 1_000_000_000:
        return None
    end = end_ms / 1000 if isinstance(end_ms, int) and end_ms > ms else None
    name = str(row.get("Comment") or "")
    slot = SLOTS[_PADS.index(kind)] if kind in _PADS else ""
    return CuePoint(ms / 1000, number, cue_kind(name, loop=end is not None), name, slot, end, by=by)


def _repeats(cue: CuePoint, other: CuePoint) -> bool:
    return (cue.seconds, cue.end) == (other.seconds, other.end)


def _key(row: Mapping[str, Any]) -> Key | None:
    try:
        return Key.parse(str(row.get("scale") or ""))
    except ValueError:
        return None
