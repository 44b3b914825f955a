"""The sections of a track after corrections that did not know of each other."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.sections import Section

Author = TypeVar("Author")
HAIR = 1e-3  # seconds within which two moments are one


@dataclass(frozen=True, slots=True)
class _Span(Generic[Author]):
    """A stretch that a correction changed, with what it was and who did it."""

    start: float
    end: float
    author: Author

    def touches(self, other: "_Span[Author]") -> bool:
        """Whether they overlap; neighbours that share a boundary do not."""
        return self.start < other.end - HAIR and other.start < self.end - HAIR


class SectionBoard(Generic[Author]):
    """Sections stretch by stretch: corrections of stretches that don't touch both hold."""

    def __init__(self, annotations: Annotations, author: Author) -> None:
        self._sections = annotations.sections
        self._touched: list[_Span[Author]] = []
        self._first = author

    def take(self, before: Annotations, after: Annotations, author: Author) -> list[Author]:
        """Apply what a correction did; gives whose corrections it overrules.

        Where it touches a stretch that somebody else changed without its knowledge, all of that
        stretch becomes what the correction says.
        """
        mine = _differences(before.sections, after.sections, author)
        theirs = _differences(before.sections, self._sections, author)
        spans, overruled = list(mine), list[Author]()
        for span in theirs:
            if any(span.touches(own) for own in mine):
                spans.append(span)
                overruled += [t.author for t in self._touched if t.touches(span)] or [self._first]
        for span in spans:
            self._sections = _painted(self._sections, after.sections, span.start, span.end)
        self._touched = [t for t in self._touched if not any(t.touches(s) for s in spans)]
        self._touched += [replace(span, author=author) for span in spans]
        return list(dict.fromkeys(overruled))

    def laid(self, after: Annotations) -> Annotations:
        """The sections that are there now."""
        return replace(after, sections=self._sections)


def _differences(
    one: tuple[Section, ...], other: tuple[Section, ...], author: Author
) -> list[_Span[Author]]:
    """The stretches over which two sets of sections differ, whole sections of either."""
    spans: list[_Span[Author]] = []
    ours, theirs = set(map(named, one)), set(map(named, other))
    changed = sorted(
        (s.start, s.end) for s in (*one, *other) if (named(s) in ours) != (named(s) in theirs)
    )
    for start, end in changed:
        if spans and start <= spans[-1].end - HAIR:
            spans[-1] = replace(spans[-1], end=max(end, spans[-1].end))
        else:
            spans.append(_Span(start, end, author))
    return spans


def named(section: Section) -> tuple[float, float, str]:
    """The same for sections that are the same to a DJ, whoever set them."""
    return round(section.start, 3), round(section.end, 3), str(section.label)


def _painted(
    under: tuple[Section, ...], over: tuple[Section, ...], start: float, end: float
) -> tuple[Section, ...]:
    """One set of sections with a stretch of another over it; still without gap or overlap."""
    left = [_cut(s, s.start, min(s.end, start)) for s in under if s.start < start - HAIR]
    inside = [
        _cut(s, max(s.start, start), min(s.end, end))
        for s in over
        if s.start < end - HAIR and s.end > start + HAIR
    ]
    right = [_cut(s, max(s.start, end), s.end) for s in under if s.end > end + HAIR]
    return _closed([*left, *inside, *right])


def _closed(sections: list[Section]) -> tuple[Section, ...]:
    """Each ends where the next begins: what is within a hair of a boundary is that boundary."""
    ends = [section.start for section in sections[1:]] + [section.end for section in sections[-1:]]
    return tuple(
        section if section.end == end else replace(section, end=end)
        for section, end in zip(sections, ends, strict=True)
    )


def _cut(section: Section, start: float, end: float) -> Section:
    same = abs(section.start - start) < HAIR and abs(section.end - end) < HAIR
    return section if same else replace(section, start=start, end=end)
