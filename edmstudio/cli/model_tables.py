"""Checkpoints and retrainings as text for a person."""

from typing import Any

from edmstudio.cli.tables import several
from edmstudio.domain.retraining import TASKS

Record = dict[str, Any]


def outcome_told(said: Record) -> str:
    """The verdict, a line for each task, and what more corrections would bring."""
    lines = [said["reason"], ""]
    for row in said["rows"]:
        lines.append(_row(row))
    for each in said["forecasts"]:
        gain = each["points_of_twice_as_many"]
        lines.append(
            f"Twice as many tracks with corrected {each['labels']} "
            f"(now {each['tracks']}) would bring about {gain:+.1f} points."
        )
    taught, checked = several(said["train_tracks"], "track"), said["validation_tracks"]
    learned = f"{taught} learned from, {checked} checked"
    lines.append(f"\n{said['checkpoint']} answers.  {learned}, {said['seconds']:.0f} s.")
    return "\n".join(lines)


def _row(row: Record) -> str:
    low, high = (100.0 * value for value in row["difference"])
    points = 100.0 * (row["after"] - row["before"])
    title = TASKS[row["task"]][1] + (" (frozen set)" if row["frozen"] else "")
    return (
        f"{title:34} {100 * row['before']:6.1f} → {100 * row['after']:5.1f}   {points:+5.1f} "
        f"[{low:+.1f} … {high:+.1f}]   {several(row['tracks'], 'track')}"
    ).replace("-", "−")


def model_told(said: Record) -> str:
    """One line of the history."""
    mark = "●" if said["current"] else "○"
    made = said["made_at"][:16].replace("T", " ") if said["made_at"] else "bundled"
    parent = f"  from {said['parent']}" if said["parent"] else ""
    gone = "" if said["available"] else "  (its file is gone)"
    first = f"{mark} {said['id']:32} {said['level']:9} {made}{parent}{gone}"
    return f"{first}\n    {said['reason']}" if said["reason"] else first
