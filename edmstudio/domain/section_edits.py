"""Corrections of the sections; they always cover the track without gap or overlap."""

from dataclasses import dataclass, replace

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel

SHORTEST = 0.1  # seconds; a boundary stops this far from its neighbours


@dataclass(frozen=True, slots=True)
class SplitSection:
    """Cut the section around `seconds` in two of the same label."""

    seconds: float

    @property
    def title(self) -> str:
        return "Split section"

    def apply(self, annotations: Annotations) -> Annotations:
        index = _index(annotations, self.seconds)
        held = annotations.sections[index]
        if min(self.seconds - held.start, held.end - self.seconds) < SHORTEST:
            raise Refused("There is a boundary here already.")
        halves = (replace(held, end=self.seconds), replace(held, start=self.seconds))
        return _with(annotations, index, index + 1, halves)


@dataclass(frozen=True, slots=True)
class MergeWithNext:
    """Join the section around `seconds` and the next one, under the first one's label."""

    seconds: float

    @property
    def title(self) -> str:
        return "Merge with next section"

    def apply(self, annotations: Annotations) -> Annotations:
        index = _index(annotations, self.seconds)
        if index + 1 == len(annotations.sections):
            raise Refused("There is no next section to merge with.")
        held, gone = annotations.sections[index : index + 2]
        return _with(annotations, index, index + 2, (replace(held, end=gone.end),))


@dataclass(frozen=True, slots=True)
class MergeWithPrevious:
    """Join the section around `seconds` and the one before, under the label of the one before."""

    seconds: float

    @property
    def title(self) -> str:
        return "Merge with previous section"

    def apply(self, annotations: Annotations) -> Annotations:
        index = _index(annotations, self.seconds)
        if index == 0:
            raise Refused("There is no previous section to merge with.")
        held, gone = annotations.sections[index - 1 : index + 1]
        return _with(annotations, index - 1, index + 1, (replace(held, end=gone.end),))


@dataclass(frozen=True, slots=True)
class RelabelSection:
    """Give the section around `seconds` another label."""

    seconds: float
    label: SectionLabel

    @property
    def title(self) -> str:
        return f"Label section {self.label}"

    def apply(self, annotations: Annotations) -> Annotations:
        index = _index(annotations, self.seconds)
        section = annotations.sections[index]
        if section.label == self.label:
            return annotations
        return _with(annotations, index, index + 1, (replace(section, label=self.label),))


@dataclass(frozen=True, slots=True)
class MoveBoundary:
    """Take the boundary nearest to `seconds` to another moment; both neighbours follow."""

    seconds: float
    to: float

    @property
    def title(self) -> str:
        return "Move boundary"

    def apply(self, annotations: Annotations) -> Annotations:
        sections = annotations.sections
        if len(sections) < 2:
            raise Refused("There is no boundary between sections yet; split a section first.")
        index = min(range(len(sections) - 1), key=lambda i: abs(sections[i].end - self.seconds))
        left, right = sections[index : index + 2]
        to = min(max(self.to, left.start + SHORTEST), right.end - SHORTEST)
        if not left.start < to < right.end:
            raise Refused("The sections here are too short to move their boundary.")
        moved = (replace(left, end=to), replace(right, start=to))
        return _with(annotations, index, index + 2, moved)


@dataclass(frozen=True, slots=True)
class PaintSection:
    """Label a span; what it covers gives way, what it cuts is cut.

    A neighbour of which less than a tenth of a second would be left gives way too.

    Attributes
    ----------
    start, end : float
        Seconds.
    label : SectionLabel
    length : float
        Seconds of the whole track, needed where it has no sections yet.
    """

    start: float
    end: float
    label: SectionLabel
    length: float

    @property
    def title(self) -> str:
        return f"Label {self.label}"

    def apply(self, annotations: Annotations) -> Annotations:
        start, end = max(self.start, 0.0), min(self.end, self.length)
        if end - start < SHORTEST:
            raise Refused("A section has to end after it starts, inside the track.")
        held = annotations.sections or (
            Section(0.0, start, SectionLabel.INTRO),
            Section(end, self.length, SectionLabel.OUTRO),
        )
        before = [s for s in held if s.start < start - SHORTEST]
        after = [s for s in held if s.end > end + SHORTEST]
        start = start if before else min(start, held[0].start)
        end = end if after else max(end, held[-1].end)
        before[-1:] = [replace(s, end=start) for s in before[-1:]]
        after[:1] = [replace(s, start=end) for s in after[:1]]
        painted = Section(start, end, self.label)
        return replace(annotations, sections=(*before, painted, *after))


def _index(annotations: Annotations, seconds: float) -> int:
    sections = annotations.sections
    if not sections:
        raise Refused("This track has no sections yet; analyse it or label a span first.")
    inside = (i for i, s in enumerate(sections) if s.start <= seconds < s.end)
    return next(inside, 0 if seconds < sections[0].start else len(sections) - 1)


def _with(
    annotations: Annotations, start: int, stop: int, instead: tuple[Section, ...]
) -> Annotations:
    sections = (*annotations.sections[:start], *instead, *annotations.sections[stop:])
    return replace(annotations, sections=sections)
