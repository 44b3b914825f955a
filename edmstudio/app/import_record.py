"""What an import found, as the command line's JSON."""

from collections import Counter
from typing import Any

from edmstudio.app.import_found import COUNTED, Taken
from edmstudio.domain.holding import says
from edmstudio.interchange.time_zero import Check, Shift

Record = dict[str, Any]


def taken(found: Taken) -> Record:
    """One record a file and format; "missing" names what speaks of no track of the library.

    "labels" counts what came in, "in_file" what the file says of any track; "shifts" are
    milliseconds to be added, "locked" counts grids that are locked over there.
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
        "locked": found.locked,
        "self_check": self_check(found.check),
        "shifts": [
            {
                "case": shift.case,
                "tracks": len(shift.keys),
                "of": shift.of,
                "ms": round(shift.seconds * 1000, 1),
            }
            for shift in found.check.shifts
        ],
        "warnings": [*found.warnings, *map(told, found.check.shifts)],
    }


def self_check(found: Check) -> Record:
    """How many grids could be compared with our beats, and how many lie beside them."""
    return {
        "compared": found.compared,
        "shifted": sum(len(shift.keys) for shift in found.shifts),
        "single": [
            {"key": phase.key, "ms": round(phase.seconds * 1000, 1)} for phase in found.single
        ],
    }


def told(shift: Shift) -> str:
    """The sentence, with what can be done."""
    return f"{shift}; import with --align to move them there."


def in_file(found: Taken) -> dict[str, int]:
    """Tracks with grids, cues, sections and keys, be they in the library or not."""
    counts = Counter(found.labels)
    for missing in found.missing:
        counts.update(COUNTED[fact] for fact in COUNTED if says(missing.entry.annotations, fact))
    return {name: counts[name] for name in COUNTED.values()}
