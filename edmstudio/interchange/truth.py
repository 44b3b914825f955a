"""NAME.json beside NAME.flac: what is true of a track, for `evaluate` to compare with."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel

Seconds = NDArray[np.float64]
LARGEST = 32 << 20  # bytes; a truth file of a six-hour track has two


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What is known of one track; what nobody knows is None and is not scored.

    Attributes
    ----------
    bpm : float or None
    other_bpm : tuple of float
        Further tempi that are accepted (half or double time).
    beats, downbeats : ndarray or None
        Seconds; an empty array says that there is no beat.
    sure_bars : bool
        False where the file itself doubts its downbeats.
    sections : tuple of Section or None
    cues : tuple of CuePoint or None
    key : Key or None
    """

    bpm: float | None = None
    other_bpm: tuple[float, ...] = ()
    beats: Seconds | None = None
    downbeats: Seconds | None = None
    sure_bars: bool = True
    sections: tuple[Section, ...] | None = None
    cues: tuple[CuePoint, ...] | None = None
    key: Key | None = field(default=None)


def read_truth(path: Path) -> Truth:
    """Read a truth file; further fields are let pass.

    Raises
    ------
    Refused
        Where the file cannot be read, is no JSON object, or holds what is no time, label or key.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"“{path.name}” is too large to be a truth file.")
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Refused(f"“{path.name}” cannot be read as a truth file: {error}.") from error
    if not isinstance(held, dict):
        raise Refused(f"“{path.name}” is no truth file: it should hold one JSON object.")
    try:
        return _truth(held)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"“{path.name}” holds a value that is no truth: {error}.") from error


def _truth(held: dict[str, Any]) -> Truth:
    check = held.get("downbeat_check")
    doubted = isinstance(check, dict) and check.get("confidence") == "low"
    return Truth(
        bpm=_tempo(held.get("bpm")),
        other_bpm=_tempi(held.get("alt_bpm")),
        beats=_times(held.get("beats")),
        downbeats=_times(held.get("downbeats")),
        sure_bars=not doubted,
        sections=_each(held.get("sections"), _section),
        cues=_cues(held.get("cues")),
        key=Key.parse(str(held["key"])) if held.get("key") else None,
    )


def _tempo(value: Any) -> float | None:
    if value is None:
        return None
    bpm = float(value)
    if not 10.0 <= bpm <= 1000.0:
        raise ValueError(f"a tempo of {bpm} BPM")
    return bpm


def _tempi(value: Any) -> tuple[float, ...]:
    values = value if isinstance(value, list) else [value]
    tempi = [_tempo(one) for one in values]
    return tuple(bpm for bpm in tempi if bpm is not None)


def _times(value: Any) -> Seconds | None:
    if value is None:
        return None
    times = np.sort(np.asarray(value, dtype=np.float64).reshape(-1))
    if not np.isfinite(times).all():
        raise ValueError("a time that is no number")
    return times


def _each(value: Any, make: Any) -> tuple[Any, ...] | None:
    return None if value is None else tuple(make(one) for one in value)


def _section(held: dict[str, Any]) -> Section:
    return Section(float(held["start"]), float(held["end"]), SectionLabel(held["label"]))


def _cues(value: Any) -> tuple[CuePoint, ...] | None:
    if value is None:
        return None
    return tuple(
        CuePoint(float(one["time"]), number, CueKind(one.get("kind") or "other"))
        for number, one in enumerate(value, start=1)
    )
