"""Values out of strangers' files, read without trust: what makes no sense counts as absent."""

from collections.abc import Iterable
from dataclasses import replace
from math import isfinite

from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.key import Key

LONGEST = 1e6  # seconds


def key_in(text: object) -> Key | None:
    """A key in any notation."""
    try:
        return Key.parse(text) if isinstance(text, str) else None
    except ValueError:
        return None


def number_in(value: object) -> float | None:
    """A finite number, be it a number or written as one."""
    if not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def duration_in(value: object) -> float:
    """Seconds of a track, 0.0 where they are unknown."""
    number = number_in(value)
    return number if number is not None and 0.0 < number < LONGEST else 0.0


def moment_in(value: object, unit: float = 1.0) -> float | None:
    """Seconds of a place in a track, from a number of units of so many seconds."""
    number = number_in(value)
    return number * unit if number is not None and 0.0 <= number * unit < LONGEST else None


def slot_in(value: object, first: int = 0) -> str:
    """The pad of a number, where the first pad has the number `first`; "" where there is none."""
    number = number_in(value)
    pad = -1 if number is None or number != int(number) else int(number) - first
    return SLOTS[pad] if 0 <= pad < len(SLOTS) else ""


def in_order(cues: Iterable[CuePoint]) -> tuple[CuePoint, ...]:
    """Cues by time, numbered from 1; a pad is given once, to the first."""
    taken: set[str] = set()
    ordered: list[CuePoint] = []
    for cue in sorted(cues, key=_by_time):
        slot = "" if cue.slot in taken else cue.slot
        taken.add(slot)
        ordered.append(replace(cue, cue_id=len(ordered) + 1, slot=slot))
    return tuple(ordered)


def _by_time(cue: CuePoint) -> tuple[float, float, bool, str]:
    return cue.seconds, cue.end or 0.0, not cue.slot, cue.slot
