"""Track records, error records and the rest of the JSON that the command line speaks.

Fields and names are those of the command line's contract; "time", "start" and "end" are seconds.
No record holds what JSON can't: a figure that is not finite becomes null.
"""

from pathlib import Path
from typing import Any

from edmstudio.app.export_trial import Trial
from edmstudio.app.figures import time
from edmstudio.app.keeping import Health
from edmstudio.app.outcome import Arrived
from edmstudio.app.track_record import held, predicted
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import ExportReport
from edmstudio.store.revisions import Revision

__all__ = [
    "arrived",
    "bug",
    "exported",
    "failed",
    "health",
    "held",
    "predicted",
    "revision",
    "tried",
]
Record = dict[str, Any]


def arrived(each: Arrived) -> Record:
    """A file that is in the library now."""
    track = each.track
    return {
        "path": track.path,
        "id": track.track_id,
        "status": str(each.arrival),
        "duration": time(track.seconds),
    }


def failed(path: str, refusal: Refused) -> Record:
    """What went wrong with one input."""
    return {"path": path, "error": {"kind": str(refusal.fault), "message": str(refusal)}}


def bug(path: str, error: BaseException) -> Record:
    """A mistake of ours, told without a traceback."""
    said = f"EDM Studio made a mistake here ({type(error).__name__}: {error}); please report it."
    return failed(path, Refused(" ".join(said.split()), Fault.MODEL))


def revision(track: Track, made: Revision) -> Record:
    """One line of a track's history."""
    return {
        "path": track.path,
        "revision": made.revision_id,
        "act": str(made.act),
        "title": made.title,
        "annotator": made.annotator,
        "made_at": made.made_at,
        "batch": made.batch or None,
    }


def health(library: Path, found: Health) -> Record:
    """What a check of a library says."""
    return {
        "library": str(library),
        "sound": not found.findings,
        "tracks": found.tracks,
        "sqlite": found.sqlite,
        "findings": [{"where": f.where, "message": f.sentence} for f in found.findings],
    }


def exported(format_name: str, out: Path, report: ExportReport) -> Record:
    """What an export wrote."""
    counts = dict(report.counts)
    return {
        "format": format_name,
        "out": str(out),
        "tracks": counts.pop("tracks", 0),
        "labels": counts,
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "warnings": list(report.warnings),
        "changes": list(report.changes),
    }


def tried(format_name: str, out: Path, trial: Trial) -> Record:
    """What an export would write, and what would be lost on the way."""
    losses = trial.losses
    return {
        **exported(format_name, out, trial.report),
        "dry_run": True,
        "losses": [
            {"what": str(loss), "count": count, "tracks": losses.tracks[loss]}
            for loss, count in losses.items.most_common()
        ],
    }
