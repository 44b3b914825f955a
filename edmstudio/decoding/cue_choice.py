"""First cues of a track, out of its sections and its grid."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from edmstudio.decoding.cue_habits import HAIR, LAST_START
from edmstudio.decoding.cue_template import CLUB, CueLine, CueTemplate
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.domain.sections import Section, SectionLabel

FULL = {SectionLabel.DROP, SectionLabel.CHORUS, SectionLabel.VERSE}
KIND_OF = {
    SectionLabel.BUILD: CueKind.BUILD,
    SectionLabel.DROP: CueKind.DROP,
    SectionLabel.CHORUS: CueKind.DROP,
    SectionLabel.BREAK: CueKind.BREAK,
    SectionLabel.BRIDGE: CueKind.BREAK,
    SectionLabel.COOLDOWN: CueKind.MIX_OUT,
    SectionLabel.OUTRO: CueKind.MIX_OUT,
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A section that a cue may mark: bar line, kind, confidence and rank (greater is better)."""

    seconds: float
    kind: CueKind
    confidence: float


def choose_cues(
    sections: Sequence[Section],
    grid: TempoMap | None,
    bars: BarActivations | None = None,
    *,
    template: CueTemplate = CLUB,
    by: Provenance = UNKNOWN,
) -> tuple[CuePoint, ...]:
    """Cues in order of time, each on a bar line of the grid; none without a grid.

    Every kind is numbered along the track ("Drop 1", "Drop 2"). The template says who gets a pad;
    what finds none stays as a memory cue without a slot.
    """
    if grid is None or not sections:
        return ()
    end = sections[-1].end
    candidates = [*_first_beat(sections, grid, bars), *_at_sections(sections, grid)]
    candidates = [_led(each, grid, template) for each in candidates if template.line(each.kind)]
    inside = [c for c in candidates if 0.0 <= c.seconds < max(end - LAST_START, 1e-9)]
    kept = _one_a_bar(sorted(inside, key=lambda c: template.bars(c.kind) != 0, reverse=True))
    cues = [
        CuePoint(
            seconds=found.seconds,
            cue_id=number,
            kind=found.kind,
            confidence=found.confidence,
            by=by,
        )
        for number, found in enumerate(kept, start=1)
    ]
    return _on_pads(_named(cues, template), template)


def _first_beat(
    sections: Sequence[Section], grid: TempoMap, bars: BarActivations | None
) -> list[_Candidate]:
    """The first bar line at which music sounds."""
    sounding = [section for section in sections if section.label is not SectionLabel.SILENCE]
    if not sounding:
        return []
    start, end = sounding[0].start, sections[-1].end
    lines = grid.downbeats(start - HAIR, end)
    if not len(lines):
        return []
    return [
        _Candidate(max(float(lines[0]), 0.0), CueKind.FIRST_BEAT, _sure_of_first(bars, sounding[0]))
    ]


def _led(candidate: _Candidate, grid: TempoMap, template: CueTemplate) -> _Candidate:
    """As many bars before or behind as the template wants."""
    bars = template.bars(candidate.kind)
    meter = grid.anchor_at(candidate.seconds).meter
    beat = grid.beat_at(candidate.seconds) + bars * meter
    return replace(candidate, seconds=grid.seconds_at(beat)) if bars else candidate


def _sure_of_first(bars: BarActivations | None, section: Section) -> float:
    return section.confidence if bars is None else float(max(bars.cue[:, 0].max(), 0.5)) * 0.9


def _at_sections(sections: Sequence[Section], grid: TempoMap) -> list[_Candidate]:
    found: list[_Candidate] = []
    full_before = False
    for before, section in zip([None, *sections], sections, strict=False):
        kind = _kind(section, before, full_before)
        full_before |= section.label in FULL
        if kind is not None:
            line = _bar_line(grid, section.start)
            if line is not None:
                found.append(_Candidate(line, kind, section.confidence))
    return found


def _kind(section: Section, before: Section | None, full_before: bool) -> CueKind | None:
    """What a section's start is to a DJ; None where it is nothing to jump to."""
    if before is None:
        return None
    if section.label is SectionLabel.VERSE:
        return CueKind.MIX_IN if not full_before else None
    if section.label is SectionLabel.OUTRO and not full_before:
        return None
    return KIND_OF.get(section.label)


def _bar_line(grid: TempoMap, seconds: float) -> float | None:
    """The bar line nearest to a moment; None where it lies before the track."""
    line = grid.snap_to_bar(seconds)
    return max(line, 0.0) if line >= -HAIR else None


def _one_a_bar(candidates: list[_Candidate]) -> list[_Candidate]:
    """The first of those that share a bar line, then in order of time."""
    kept: dict[float, _Candidate] = {}
    for candidate in candidates:
        kept.setdefault(round(candidate.seconds, 3), candidate)
    return sorted(kept.values(), key=lambda candidate: candidate.seconds)


def _named(cues: list[CuePoint], template: CueTemplate) -> list[CuePoint]:
    """Names and colours from the template, numbered where a kind comes more than once."""
    total, seen = Counter(cue.kind for cue in cues), Counter[CueKind]()
    named = []
    for cue in cues:
        seen[cue.kind] += 1
        line = template.line(cue.kind) or CueLine(cue.kind)
        numbered = line.name and (line.numbered or total[cue.kind] > 1)
        name = f"{line.name} {seen[cue.kind]}" if numbered else line.name
        named.append(replace(cue, name=name, colour=line.colour))
    return named


def _on_pads(cues: list[CuePoint], template: CueTemplate) -> tuple[CuePoint, ...]:
    """Pads by the template first, then what is left in order of kind, confidence and time."""
    slots: dict[int, str] = {}
    free = list(SLOTS)
    for slot, kind, place in template.pads():
        of_kind = [cue for cue in cues if cue.kind is kind]
        if place < len(of_kind) and slot in free:
            slots[of_kind[place].cue_id] = slot
            free.remove(slot)
    rank = {line.kind: place for place, line in enumerate(template.lines) if line.spare}
    left = [cue for cue in cues if cue.cue_id not in slots and cue.kind in rank]
    left.sort(key=lambda cue: (rank[cue.kind], -cue.confidence, cue.seconds))
    slots |= {cue.cue_id: slot for cue, slot in zip(left, free, strict=False)}
    return tuple(replace(cue, slot=slots.get(cue.cue_id, "")) for cue in cues)


def cue_trust(cues: Sequence[CuePoint]) -> float:
    """Mean confidence of the cues, 0 where there are none."""
    return float(np.mean([cue.confidence for cue in cues])) if cues else 0.0
