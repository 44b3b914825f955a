"""A truth file as what the network should have said, frame by frame, with what is not known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import CueKind
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.sections import SectionLabel
from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logmel import HZ as FAST_HZ

Floats = NDArray[np.float32]
LABELS = tuple(SectionLabel)
CUES = tuple(CueKind)[:7]
ACTIVITIES = ("kick", "vocal", "riser", "fill")
# Labels by rule from density alone: `verse` only says that drums run below their peak.
LOOSE = {"verse": ("verse", "drop", "chorus"), "build": ("build", "verse", "intro")}


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What is true of a track, on the frames of its input; NaN or all-true where nobody knows.

    Attributes
    ----------
    beat, downbeat : ndarray, shape (frames,)
        1 on the nearest frame, else 0; NaN where unknown.
    boundary : ndarray, shape (slow,)
    allowed : ndarray, shape (slow, 10), bool
        Labels that the source may have meant; all true where it says nothing.
    cue : ndarray, shape (slow, 7)
    energy : ndarray, shape (slow,)
        0 to 1.
    activity : ndarray, shape (slow, 4)
    key : int
        Index into `ALL_KEYS`, −1 where unknown.
    """

    beat: Floats
    downbeat: Floats
    boundary: Floats
    allowed: NDArray[np.bool_]
    cue: Floats
    energy: Floats
    activity: Floats
    key: int


def targets(truth: dict[str, Any], frames: int, slow: int) -> Targets:
    """Targets for an input of `frames` fast and `slow` slow frames."""
    exact = "bars" in truth
    sure_bars = truth.get("downbeat_check", {}).get("confidence", "high") in ("high", "medium")
    return Targets(
        beat=_marks(truth.get("beats"), frames, FAST_HZ),
        downbeat=_marks(truth.get("downbeats") if sure_bars else None, frames, FAST_HZ),
        boundary=_marks(_starts(truth), slow, SLOW_HZ),
        allowed=_allowed(truth.get("sections"), slow, exact=exact),
        cue=_cues(truth.get("cues"), slow) if exact else np.full((slow, len(CUES)), np.nan, "f4"),
        energy=_column(truth.get("bars"), "energy", slow) / 10.0,
        activity=np.stack([_column(truth.get("bars"), a, slow) for a in ACTIVITIES], axis=1),
        key=_key(truth),
    )


def _marks(moments: list[float] | None, frames: int, hz: float) -> Floats:
    if moments is None:
        return np.full(frames, np.nan, dtype=np.float32)
    marks = np.zeros(frames, dtype=np.float32)
    places = np.round(np.array(moments, dtype=np.float64) * hz).astype(int)
    marks[places[(places >= 0) & (places < frames)]] = 1.0
    return marks


def _starts(truth: dict[str, Any]) -> list[float] | None:
    sections = truth.get("sections")
    return sections and [section["start"] for section in sections[1:]]


def _allowed(sections: list[dict[str, Any]] | None, slow: int, *, exact: bool) -> NDArray[np.bool_]:
    allowed = np.ones((slow, len(LABELS)), dtype=np.bool_)
    for section in sections or ():
        names = (section["label"],) if exact else LOOSE.get(section["label"], (section["label"],))
        start, end = (round(section[side] * SLOW_HZ) for side in ("start", "end"))
        allowed[start:end] = [label.value in names for label in LABELS]
    return allowed


def _cues(cues: list[dict[str, Any]] | None, slow: int) -> Floats:
    marks = np.zeros((slow, len(CUES)), dtype=np.float32)
    for cue in cues or ():
        place = round(cue["time"] * SLOW_HZ)
        if cue["kind"] in CUES and 0 <= place < slow:
            marks[place, CUES.index(CueKind(cue["kind"]))] = 1.0
    return marks


def _column(bars: list[dict[str, Any]] | None, name: str, slow: int) -> Floats:
    if not bars:
        return np.full(slow, np.nan, dtype=np.float32)
    starts = np.array([bar["start"] for bar in bars])
    bar = np.searchsorted(starts, np.arange(slow) / SLOW_HZ, side="right") - 1
    values = np.array([bar[name] for bar in bars], dtype=np.float32)
    return np.where(bar >= 0, values[np.maximum(bar, 0)], np.float32(0.0)).astype(np.float32)


def _key(truth: dict[str, Any]) -> int:
    name = truth.get("key")
    keys = {row["key"] for row in truth.get("keys", ())}
    if not name or len(keys) > 1:
        return -1
    return ALL_KEYS.index(Key.parse(name))
