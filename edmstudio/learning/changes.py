"""What would be heard otherwise of a track, in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.sections import Section
from edmstudio.learning.heard import lateness

FINE = 0.002  # seconds; less is no change
SAME_TEMPO = 0.003  # relative
NEAR = 0.08  # seconds within which a cue or a boundary is the same


def in_words(before: Annotations, after: Annotations, seconds: float) -> str:
    """Such as "tempo 174 → 87 · 3 sections renamed · cues 6 → 5"; "" where nothing changes."""
    return _joined(
        _grid(before, after, seconds),
        _sections(before.sections, after.sections),
        _cues(before.cues, after.cues),
        _value("key", *(said.key and said.key.name for said in (before, after))),
        _value("energy", *(said.energy and said.energy.level for said in (before, after))),
    )


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
    """A boundary that is elsewhere is a new one and one that is gone."""
    old, new = ([(s.start, s.label) for s in sections] for sections in (before, after))
    fresh, gone = _beside(new, old).elsewhere, _beside(old, new).elsewhere
    moved = min(fresh, gone)
    return _joined(
        _several(fresh - moved, "a new boundary", "new boundaries"),
        _several(gone - moved, "a boundary gone", "boundaries gone"),
        _several(moved, "a boundary elsewhere", "boundaries elsewhere"),
        _several(_beside(new, old).renamed, "a section renamed", "sections renamed"),
    )


def _cues(before: Sequence[CuePoint], after: Sequence[CuePoint]) -> str:
    if len(before) != len(after):
        return f"cues {len(before)} → {len(after)}"
    old, new = ([(cue.seconds, cue.kind) for cue in cues] for cues in (before, after))
    found = _beside(new, old)
    return _joined(
        _several(found.elsewhere, "a cue elsewhere", "cues elsewhere"),
        _several(found.renamed, "a cue of another kind", "cues of another kind"),
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """How many marks have none near them, and how many only some of other names."""

    elsewhere: int
    renamed: int


def _beside(marks: Sequence[tuple[float, str]], others: Sequence[tuple[float, str]]) -> _Beside:
    near = [[name for there, name in others if abs(there - here) <= NEAR] for here, _ in marks]
    renamed = sum(bool(n) and name not in n for n, (_, name) in zip(near, marks, strict=True))
    return _Beside(near.count([]), renamed)


def _several(count: int, one: str, many: str) -> str:
    return f"{count} {many}" if count > 1 else one * count


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _value(name: str, before: object, after: object) -> str:
    if before == after:
        return ""
    if after is None:
        return f"no {name}"
    return f"{name} {after}" if before is None else f"{name} {before} → {after}"
