"""What an import found, as the command line's JSON."""

from typing import Any

from edmstudio.app.importing import Taken

Record = dict[str, Any]


def taken(found: Taken) -> Record:
    """One record a file and format; "missing" names what speaks of no track of the library."""
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
        "playlists": found.playlists,
        "offsets": [{"ms": ms, "tracks": count} for ms, count in sorted(found.offsets.items())],
        "shifts": [
            {"case": shift.case, "tracks": shift.tracks, "ms": round(shift.seconds * 1000, 1)}
            for shift in found.shifts
        ],
        "warnings": [*found.warnings, *(f"{shift}." for shift in found.shifts)],
    }
