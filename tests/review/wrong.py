"""Labels that are wrong in known ways, for libraries of made-up tracks."""

from dataclasses import replace

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt
from tests.review.libraries import truth

LATE = 0.026


def shifted(said, seconds):
    """A source whose timeline is late: grid and cues alike."""
    return replace(
        said,
        grid=said.grid.shifted(seconds),
        cues=tuple(replace(c, seconds=c.seconds + seconds) for c in said.cues),
    )


def wrong_in_every_way(number):
    """Tracks 0 to 9 are each wrong in one way, and all the rest is right."""
    said = truth(number)
    grid, first = said.grid, said.grid.anchors[0]
    sections, cues = list(said.sections), list(said.cues)
    match number:
        case 0:
            return replace(said, grid=TempoMap.constant(first.seconds, first.bpm / 2))
        case 1:
            return replace(said, grid=grid.shifted(first.period / 2))
        case 2:
            return replace(said, grid=grid.shifted(2 * first.period))
        case 3:
            return replace(said, key=ALL_KEYS[(ALL_KEYS.index(said.key) + 5) % 24])
        case 4:
            sections[2] = replace(sections[2], label=SectionLabel.VERSE)
            return replace(said, sections=tuple(sections))
        case 5:
            extra = CuePoint(grid.seconds_at(4 * 5 + 1), 99, CueKind.DROP, by=cues[0].by)
            return replace(said, cues=tuple(sorted((*cues, extra))))
        case 6:
            level = 10 if said.energy.level < 6 else 1
            return replace(said, energy=replace(said.energy, level=level))
        case 7:
            there = sections[2].start + 4 * 4 * first.period
            sections[1] = replace(sections[1], end=there)
            sections[2] = replace(sections[2], start=there)
            return replace(said, sections=tuple(sections))
        case 8:
            return replace(said, cues=tuple(cues[:1] + cues[2:]))
        case 9:
            return replace(said, grid=TempoMap.constant(first.seconds, first.bpm + 0.05))
    return said


EXPECTED = {
    0: {Doubt.OCTAVE}, 1: {Doubt.HALF_BEAT}, 2: {Doubt.BAR_PHASE}, 3: {Doubt.KEY},
    4: {Doubt.LABEL}, 5: {Doubt.CUE_DOUBTFUL, Doubt.CUE_PLACE}, 6: {Doubt.ENERGY},
    7: {Doubt.BOUNDARY}, 8: {Doubt.CUE_MISSING}, 9: {Doubt.TEMPO},
}  # fmt: skip
