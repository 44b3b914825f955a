"""What would be heard otherwise of a track, in a few words."""

from collections.abc import Sequence

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.sections import Section
from edmstudio.learning.heard import lateness

FINE = 0.002  # seconds; less is no change
SAME_TEMPO = 0.003  # relative
NEAR = 0.08  # seconds within which a cue or a boundary is the same


def in_words(before: Annotations, after: Annotations, seconds: float) -> str:
    """Such as "tempo 174 → 87 · 3 sections renamed · cues 6 → 5"; "" where nothing changes."""
    parts = [
        _grid(before, after, seconds),
        _sections(before.sections, after.sections),
        _cues(before.cues, after.cues),
        _key(before, after),
        _energy(before, after),
    ]
    return " · ".join(part for part in parts if part)


def _grid(before: Annotations, after: Annotations, seconds: float) -> str:
    if before.grid is None or after.grid is None:
        return "" if before.grid is after.grid else "a grid" if after.grid else "no grid"
    old, new = (held.grid.bpm_over(0.0, seconds) for held in (before, after) if held.grid)
    if abs(new / old - 1.0) > SAME_TEMPO:
        return f"tempo {old:.5g} → {new:.5g}"
    late = lateness(after.grid, before.grid, seconds)
    if late is None:
        return "beats elsewhere"
    return f"beats {late * 1000:+.0f} ms".replace("-", "−") if abs(late) >= FINE else ""


def _sections(before: Sequence[Section], after: Sequence[Section]) -> str:
    old = {round(section.start / NEAR): section.label for section in before}
    moved, renamed = 0, 0
    for section in after:
        near = [old[place] for place in _around(section.start) if place in old]
        moved += not near
        renamed += bool(near) and section.label not in near
    parts = [f"{moved} new boundaries" if moved > 1 else "a new boundary" if moved else ""]
    parts.append(f"{renamed} sections renamed" if renamed > 1 else "a section renamed" * renamed)
    return " · ".join(part for part in parts if part)


def _around(seconds: float) -> tuple[int, int, int]:
    place = round(seconds / NEAR)
    return place - 1, place, place + 1


def _cues(before: Sequence[CuePoint], after: Sequence[CuePoint]) -> str:
    old = {round(cue.seconds / NEAR) for cue in before}
    fresh = sum(not old & set(_around(cue.seconds)) for cue in after)
    if len(before) != len(after):
        return f"cues {len(before)} → {len(after)}"
    return f"{fresh} cues elsewhere" if fresh > 1 else "a cue elsewhere" if fresh else ""


def _key(before: Annotations, after: Annotations) -> str:
    if before.key == after.key or before.key is None or after.key is None:
        return ""
    return f"key {before.key.name} → {after.key.name}"


def _energy(before: Annotations, after: Annotations) -> str:
    if before.energy is None or after.energy is None or before.energy.level == after.energy.level:
        return ""
    return f"energy {before.energy.level} → {after.energy.level}"
