"""What an import found, as the command line's JSON."""

from collections import Counter
from typing import Any

from edmstudio.app.importing import COUNTED, Taken
from edmstudio.domain.holding import says

Record = dict[str, Any]


def taken(found: Taken) -> Record:
    """One record a file and format; "missing" names what speaks of no track of the library.

    "labels" counts what came in, "in_file" what the file says of any track.
    """
    return {
        "file": found.file,
        "format": found.format,
        "source": " ".join(found.sources) or None,
        "tracks": found.tracks,
        "matched": found.matched,
        "matched_by": dict(found.signs),
        "missing": [
            {
                "location": missing.entry.location,
                "title": missing.entry.title,
                "artist": missing.entry.artist,
                "likely": [track.path for track in missing.likely],
            }
            for missing in found.missing
        ],
        "labels": dict(found.labels),
        "in_file": in_file(found),
        "playlists": found.playlists,
        "offsets": [{"ms": ms, "tracks": count} for ms, count in sorted(found.offsets.items())],
        "shifts": [
            {"case": shift.case, "tracks": shift.tracks, "ms": round(shift.seconds * 1000, 1)}
            for shift in found.shifts
        ],
        "warnings": [*found.warnings, *(f"{shift}." for shift in found.shifts)],
    }


def in_file(found: Taken) -> dict[str, int]:
    """Tracks with grids, cues, sections and keys, be they in the library or not."""
    counts = Counter(found.labels)
    for missing in found.missing:
        counts.update(COUNTED[fact] for fact in COUNTED if says(missing.entry.annotations, fact))
    return {name: counts[name] for name in COUNTED.values()}
