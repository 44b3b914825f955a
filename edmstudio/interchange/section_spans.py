"""Labelled spans of a stranger's file, made into sections that follow each other without a gap."""

from collections.abc import Iterable
from dataclasses import dataclass

from edmstudio.domain.provenance import Provenance
from edmstudio.domain.sections import Section, SectionLabel


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A span in seconds; `confidence` is how far its label can be trusted, 0 to 1."""

    start: float
    end: float
    label: SectionLabel
    confidence: float = 1.0


def sections_from(spans: Iterable[LabelledSpan], by: Provenance) -> tuple[Section, ...]:
    """Each span up to the next one's start, the first from the track's start on.

    Gaps go to the span before them, overlaps to the later one; of spans that begin together the
    longest stays.
    """
    by_start: dict[float, LabelledSpan] = {}
    for span in spans:
        start = max(span.start, 0.0)
        if span.end > start and span.end > by_start.get(start, span).end - (start not in by_start):
            by_start[start] = span
    starts = sorted(by_start)
    last = max((span.end for span in by_start.values()), default=0.0)
    sections = []
    for index, start in enumerate(starts):
        span = by_start[start]
        end = starts[index + 1] if index + 1 < len(starts) else last
        begins = start if index else 0.0
        sections.append(Section(begins, end, span.label, span.confidence, by))
    return tuple(sections)
