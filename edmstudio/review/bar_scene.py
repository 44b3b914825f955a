"""A track on its bars: what was heard in each, and which boundaries and cues its labels have."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel
from edmstudio.review.bar_rows import bar_rows, label_nats, mean_between, span_rows, sums
from edmstudio.review.case import Case
from edmstudio.review.marks import bars_of, home, strays

Floats = NDArray[np.float64]
KINDS, LABELS = tuple(CueKind), tuple(SectionLabel)
RATE = 5.0  # nats that a rate may be worth
UNHEARD = np.log(1e-3)


@dataclass(frozen=True, eq=False)
class BarScene:
    """What heads see of one track; each track's rows are computed once."""

    case: Case

    @cached_property
    def _cue_moments(self) -> Floats:
        return np.array([cue.seconds for cue in self.case.held.cues], dtype=np.float64)

    @cached_property
    def _starts(self) -> Floats:
        return np.array([s.start for s in self.case.held.sections[1:]], dtype=np.float64)

    @cached_property
    def cue_lag(self) -> float:
        """Beats by which the cues lie behind the predicted bar lines, where they agree on it."""
        return home(self.case, self._cue_moments)

    @cached_property
    def section_lag(self) -> float:
        """The same for boundaries."""
        return home(self.case, self._starts)

    @cached_property
    def cue_bars(self) -> dict[int, int]:
        """The bar of each cue, by its identity."""
        bars = bars_of(self.case, self._cue_moments, self.cue_lag)
        return {cue.cue_id: bar for cue, bar in zip(self.case.held.cues, bars, strict=True)}

    @cached_property
    def cue_strays(self) -> dict[int, bool]:
        """Whether each cue is off the bar lines, by its identity."""
        off = strays(self.case, self._cue_moments, self.cue_lag)
        return {cue.cue_id: stray for cue, stray in zip(self.case.held.cues, off, strict=True)}

    @cached_property
    def section_bars(self) -> list[int]:
        """The bar with which each section begins."""
        bars = [0, *bars_of(self.case, self._starts, self.section_lag)]
        return bars[: len(self.case.held.sections)]

    @cached_property
    def section_strays(self) -> list[bool]:
        """Whether each section begins off the bar lines; the first one does not."""
        return [False, *strays(self.case, self._starts, self.section_lag)]

    @cached_property
    def heard(self) -> Floats:
        """What was heard around each bar line, shape (bars, features)."""
        return bar_rows(self.case.evidence)

    @cached_property
    def label_sums(self) -> Floats:
        """Nats of each label in all bars before each line, none below 1e-3, (bars + 1, labels)."""
        return sums(np.maximum(label_nats(self.case.evidence), UNHEARD))

    @cached_property
    def section_heard(self) -> Floats:
        """Mean probability of each label in each section, shape (sections, labels)."""
        evidence, sections = self.case.evidence, self.case.held.sections
        starts, ends = np.array([(s.start, s.end) for s in sections]).T
        first, stop = evidence.bars_within(starts, ends)
        return mean_between(sums(evidence.label), first, np.minimum(stop, evidence.bars))

    @cached_property
    def cues(self) -> Floats:
        """1 where a cue of each kind lies, shape (bars, kinds)."""
        found = np.zeros((self.case.evidence.bars, len(KINDS)))
        for cue in self.case.held.cues:
            found[self.cue_bars[cue.cue_id], KINDS.index(cue.kind)] = 1.0
        return found

    @cached_property
    def starts(self) -> Floats:
        """1 where a section of each label begins, and where one ends, shape (bars, 2 × labels)."""
        found = np.zeros((self.case.evidence.bars, 2 * len(LABELS)))
        sections = self.case.held.sections
        for place, (bar, section) in enumerate(zip(self.section_bars, sections, strict=True)):
            found[bar, LABELS.index(section.label)] = 1.0
            if place:
                found[bar, len(LABELS) + LABELS.index(sections[place - 1].label)] = 1.0
        return found

    @cached_property
    def boundary_rows(self) -> Floats:
        """For the head of boundaries: what was heard, and the cues, shape (bars, features)."""
        return np.concatenate([self.heard, self.cues], axis=1)

    @cached_property
    def cue_rows(self) -> Floats:
        """For the head of cues: what was heard, and the sections, shape (bars, features)."""
        return np.concatenate([self.heard, self.starts], axis=1)

    @cached_property
    def section_rows(self) -> Floats:
        """For the head of labels: the stretch, its neighbours and its first cues."""
        sections = self.case.held.sections
        labels = [LABELS.index(section.label) for section in sections]
        around = np.zeros((len(sections), 2 * len(LABELS)))
        for place, label in enumerate(labels):
            if place:
                around[place - 1, len(LABELS) + label] = 1.0
            if place + 1 < len(labels):
                around[place + 1, label] = 1.0
        spans = span_rows(self.case.evidence, [(s.start, s.end) for s in sections])
        return np.concatenate([spans, around, self.cues[self.section_bars]], axis=1)


def rates(likely: Floats) -> Floats:
    """Nats by which something is less likely in each bar than in the mean of its track.

    Takes shape (bars,) or (bars, kinds), and gives the same.
    """
    mean = np.maximum(likely.mean(axis=0), 1e-4)
    nats = np.log(mean) - np.log(np.maximum(likely, 1e-5))
    return np.asarray(np.minimum(np.maximum(nats, -RATE), RATE))


def without_own(values: list[float]) -> list[float]:
    """For each the mean of the others, drawn towards 0 where they are few."""
    total, count = sum(values), len(values)
    return [(total - value) / (count + 1.0) for value in values]
