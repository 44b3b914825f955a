"""How well sections were found: boundaries, grouping, labels; the first two as in mir_eval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.metrics.hits import Hits, hits

FRAME = 0.1  # seconds, of mir_eval's pairwise measures
Accepted = Mapping[SectionLabel, frozenset[SectionLabel]]

# Labels that may stand for another in a coarse score: a kick that runs below the peak density
# ("verse" of the real tracks) is a drop to many people, and so is a chorus in club music.
COARSE: Accepted = {
    SectionLabel.VERSE: frozenset({SectionLabel.DROP, SectionLabel.CHORUS}),
    SectionLabel.DROP: frozenset({SectionLabel.VERSE, SectionLabel.CHORUS}),
    SectionLabel.CHORUS: frozenset({SectionLabel.DROP, SectionLabel.VERSE}),
    SectionLabel.BREAK: frozenset({SectionLabel.BRIDGE}),
    SectionLabel.BRIDGE: frozenset({SectionLabel.BREAK}),
    SectionLabel.COOLDOWN: frozenset({SectionLabel.OUTRO}),
    SectionLabel.OUTRO: frozenset({SectionLabel.COOLDOWN}),
}


@dataclass(frozen=True, slots=True)
class SectionScores:
    """All scores of one track's sections, 0 to 1.

    Attributes
    ----------
    half_second, three_seconds : Hits
        Boundaries within 0.5 s and 3 s, the first and last of the track counted (mir_eval's
        default).
    half_second_trimmed, three_seconds_trimmed : Hits
        The same without the first and last boundary, which are given.
    pairwise_f : float
        F of pairs of moments that are under the same label.
    accuracy, coarse_accuracy : float
        Share of time with the right label; with labels of `COARSE` accepted.
    """

    half_second: Hits
    three_seconds: Hits
    half_second_trimmed: Hits
    three_seconds_trimmed: Hits
    pairwise_f: float
    accuracy: float
    coarse_accuracy: float


def section_scores(reference: Sequence[Section], estimate: Sequence[Section]) -> SectionScores:
    """Score sections over the span that the reference covers.

    Without sections on either side every score is 0. The estimate is cut to the reference's span:
    a reverberation tail behind the last annotated bar is nobody's mistake.
    """
    nothing = Hits(0.0, 0.0, 0.0)
    held = cut(estimate, reference[0].start, reference[-1].end) if reference else ()
    if not held:
        return SectionScores(nothing, nothing, nothing, nothing, 0.0, 0.0, 0.0)
    true, found = boundaries(reference), boundaries(held)
    return SectionScores(
        hits(true, found, 0.5),
        hits(true, found, 3.0),
        hits(true[1:-1], found[1:-1], 0.5),
        hits(true[1:-1], found[1:-1], 3.0),
        pairwise(reference, held).f,
        label_accuracy(reference, held),
        label_accuracy(reference, held, COARSE),
    )


def boundaries(sections: Sequence[Section]) -> NDArray[np.float64]:
    """Seconds of all starts and the last end, rising, each once."""
    times = [section.start for section in sections] + [section.end for section in sections]
    return np.unique(np.round(times, 5))  # to 10 microseconds, as mir_eval


def cut(sections: Sequence[Section], start: float, end: float) -> tuple[Section, ...]:
    """Sections cut to a span, the first and last drawn out to its ends where they fall short."""
    inside = [section for section in sections if section.end > start and section.start < end]
    inside = [replace(s, start=max(s.start, start), end=min(s.end, end)) for s in inside]
    if inside:
        inside[0] = replace(inside[0], start=start)
        inside[-1] = replace(inside[-1], end=end)
    return tuple(inside)


def pairwise(reference: Sequence[Section], estimate: Sequence[Section]) -> Hits:
    """Agreement on which moments belong together (Levy and Sandler 2008), frames of 0.1 s."""
    # Single precision decides which side of a boundary a frame falls on, in mir_eval as here.
    frames = np.arange(int(boundaries(reference)[-1] / FRAME), dtype=np.float32) * np.float32(FRAME)
    true, found = _labels_at(reference, frames), _labels_at(estimate, frames)
    both = np.zeros((len(SectionLabel), len(SectionLabel)), dtype=np.int64)
    np.add.at(both, (true, found), 1)
    return Hits.counted(_pairs(both), _pairs(both.sum(axis=1)), _pairs(both.sum(axis=0)))


def _pairs(counts: NDArray[np.int64]) -> int:
    return int((counts * (counts - 1) // 2).sum())


def _labels_at(sections: Sequence[Section], times: NDArray[np.floating]) -> NDArray[np.intp]:
    order = list(SectionLabel)
    numbers = np.array([order.index(section.label) for section in sections])
    starts = np.array([section.start for section in sections])
    places = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, None)
    return np.asarray(numbers[places], dtype=np.intp)


def label_accuracy(
    reference: Sequence[Section], estimate: Sequence[Section], accepted: Accepted | None = None
) -> float:
    """Share of the reference's time under the right label, or one that is accepted for it."""
    allowed = accepted or {}
    right = sum(
        max(min(true.end, found.end) - max(true.start, found.start), 0.0)
        for true in reference
        for found in estimate
        if found.label is true.label or found.label in allowed.get(true.label, ())
    )
    total = sum(section.seconds for section in reference)
    return right / total if total > 0 else 0.0
