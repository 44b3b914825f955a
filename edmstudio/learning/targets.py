"""A truth file as what the network should have said, row by row, with what is not known.

Rows are frames of some rate, or the bars of a grid; the moment of each row is what is given.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import HEARD_KINDS
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.sections import SectionLabel

Floats = NDArray[np.float32]
Seconds = NDArray[np.float64]
LABELS = tuple(SectionLabel)
ACTIVITIES = ("kick", "vocal", "riser", "fill")
# Labels by rule from density alone: `verse` only says that drums run below their peak.
LOOSE = {"verse": ("verse", "drop", "chorus"), "build": ("build", "verse", "intro")}
SURE = ("high", "medium")


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """What is true of each row; NaN or all-true where nobody knows. Arrays, or tensors of a batch.

    Attributes
    ----------
    boundary : (rows,)
        1 on the nearest row, else 0.
    allowed : (rows, 10), bool
        Labels that the source may have meant; all true where it says nothing.
    cue : (rows, 7)
    energy : (rows,)
        0 to 1.
    activity : (rows, 4)
    """

    boundary: Any
    allowed: Any
    cue: Any
    energy: Any
    activity: Any

    @staticmethod
    def names() -> tuple[str, ...]:
        """Of the attributes."""
        return tuple(field.name for field in fields(Truths))


def truths(truth: dict[str, Any], starts: Seconds, reach: float) -> Truths:
    """Of rows that begin at `starts`; a mark counts for a row that begins within `reach` of it."""
    exact = "bars" in truth
    return Truths(
        boundary=marks(section_starts(truth), starts, reach),
        allowed=_allowed(truth.get("sections"), starts, exact=exact),
        cue=_cues(truth.get("cues") if exact else None, starts, reach),
        energy=_column(truth.get("bars"), "energy", starts) / np.float32(10.0),
        activity=np.stack([_column(truth.get("bars"), a, starts) for a in ACTIVITIES], axis=1),
    )


def marks(moments: list[float] | None, starts: Seconds, reach: float) -> Floats:
    """1 on the row whose start is nearest to each moment, shape (rows,)."""
    if moments is None:
        return np.full(len(starts), np.nan, dtype=np.float32)
    found = np.zeros(len(starts), dtype=np.float32)
    places = np.array(moments, dtype=np.float64)
    after = np.clip(np.searchsorted(starts, places), 1, max(len(starts) - 1, 1))
    nearer = places - starts[after - 1] < starts[np.minimum(after, len(starts) - 1)] - places
    rows = np.minimum(after - nearer, len(starts) - 1)
    found[rows[np.abs(starts[rows] - places) <= reach]] = 1.0
    return found


def sure_downbeats(truth: dict[str, Any]) -> list[float] | None:
    """Bar lines, where the truth is sure of them."""
    check = truth.get("downbeat_check") or {}
    return truth.get("downbeats") if check.get("confidence", "high") in SURE else None


def section_starts(truth: dict[str, Any]) -> list[float] | None:
    """Where sections begin, the first left out."""
    sections = truth.get("sections")
    return [section["start"] for section in sections[1:]] if sections else None


def key_index(truth: dict[str, Any]) -> int:
    """Index into `ALL_KEYS`; −1 where it is unknown or changes."""
    name = truth.get("key")
    keys = {row["key"] for row in truth.get("keys", ())}
    if not name or len(keys) > 1:
        return -1
    return ALL_KEYS.index(Key.parse(name))


def _allowed(
    sections: list[dict[str, Any]] | None, starts: Seconds, *, exact: bool
) -> NDArray[np.bool_]:
    allowed = np.ones((len(starts), len(LABELS)), dtype=np.bool_)
    hair = float(np.diff(starts).mean()) / 4 if len(starts) > 1 else 0.1
    for section in sections or ():
        names = (section["label"],) if exact else LOOSE.get(section["label"], (section["label"],))
        inside = (starts >= section["start"] - hair) & (starts < section["end"] - hair)
        allowed[inside] = [label.value in names for label in LABELS]
    return allowed


def _cues(cues: list[dict[str, Any]] | None, starts: Seconds, reach: float) -> Floats:
    if cues is None:
        return np.full((len(starts), len(HEARD_KINDS)), np.nan, dtype=np.float32)
    found = [
        marks([cue["time"] for cue in cues if cue["kind"] == kind.value], starts, reach)
        for kind in HEARD_KINDS
    ]
    return np.stack(found, axis=1)


def _column(bars: list[dict[str, Any]] | None, name: str, starts: Seconds) -> Floats:
    if not bars:
        return np.full(len(starts), np.nan, dtype=np.float32)
    began = np.array([bar["start"] for bar in bars])
    bar = np.searchsorted(began, starts + 0.05, side="right") - 1
    values = np.array([bar[name] for bar in bars], dtype=np.float32)
    return np.where(bar >= 0, values[np.maximum(bar, 0)], np.float32(0.0)).astype(np.float32)
