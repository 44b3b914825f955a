"""A person's names of sections beside the heard ones: their meaning, order and lengths."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import SectionHabits
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.learning.heard import Heard
from edmstudio.learning.token_corpus import Barred

Floats = NDArray[np.float64]
LABELS = tuple(SectionLabel)
FAITH = 3.0  # sections of a label that count as much as the belief that words mean what they mean
LITERAL = 0.96  # prior probability that a word means what it means
ROUNDS = 12
MEANT = 0.5  # of the likeliest; what a word means at least so often, it may mean


def section_habits(heard: Sequence[Heard]) -> SectionHabits | None:
    """What the corrected sections say; None without any."""
    taught = _speaking(heard)
    if not taught:
        return None
    follows, begins, ends = _orders([each.sections for each in taught])
    return SectionHabits(
        words=_rows(words_of(taught)),
        follows=_rows(follows),
        begins=tuple(begins.tolist()),
        ends=tuple(ends.tolist()),
    )


def _speaking(heard: Sequence[Heard]) -> list[Heard]:
    """Lessons whose sections were decided."""
    return [each for each in heard if Fact.SECTIONS in each.lesson.decided and each.sections]


def words_of(taught: Sequence[Heard]) -> Floats:
    """Probability of the person's label (columns) where a label is heard (rows), (10, 10).

    Expectation-maximisation of the person's labels as draws from what was heard, through the map;
    so what was heard vaguely does not blur it. The bars of a section speak as one.
    """
    prior = np.full((len(LABELS), len(LABELS)), (1.0 - LITERAL) / (len(LABELS) - 1))
    np.fill_diagonal(prior, LITERAL)
    shares, said, weights = _bars(taught)
    words = prior
    for _ in range(ROUNDS):
        meant = shares * words[:, said].T
        meant *= (weights / np.maximum(meant.sum(axis=1), 1e-12))[:, None]
        counts = np.zeros_like(words)
        np.add.at(counts.T, said, meant)
        words = FAITH * prior + counts
        words = words / words.sum(axis=1, keepdims=True)
    return words


def in_our_words(tracks: Sequence[Barred], taught: Sequence[Heard]) -> list[Barred]:
    """A person's tracks with all that each of their labels may mean in the words that are heard.

    Else an arranger would unlearn our words to learn theirs, which habits know already.
    """
    words = words_of(_speaking(taught))
    means = (words >= MEANT * words.max(axis=0)).T  # (said, heard)
    found = []
    for track in tracks:
        allowed = track.truth.allowed
        unknown = allowed.all(axis=1, keepdims=True)
        truth = replace(track.truth, allowed=unknown | (allowed @ means))
        found.append(replace(track, truth=truth))
    return found


def _bars(taught: Sequence[Heard]) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Of every bar: heard shares (bars, 10), the person's label, and its weight."""
    shares, said, weights = [], [], []
    for each in taught:
        starts = each.bars.starts
        centres = (starts[:-1] + starts[1:]) / 2.0
        for section in each.sections:
            inside = np.flatnonzero((centres >= section.start) & (centres < section.end))
            if len(inside):
                shares.append(np.exp(each.bars.label[inside].astype(np.float64)))
                said.append(np.full(len(inside), LABELS.index(section.label)))
                weights.append(np.full(len(inside), 1.0 / len(inside)))
    if not shares:
        return np.zeros((0, len(LABELS))), np.zeros(0, np.intp), np.zeros(0)
    return np.concatenate(shares), np.concatenate(said), np.concatenate(weights)


def _orders(tracks: Sequence[Sequence[Section]]) -> tuple[Floats, Floats, Floats]:
    """Counts of one label after another, of first and of last labels."""
    follows = np.zeros((len(LABELS), len(LABELS)))
    begins, ends = np.zeros(len(LABELS)), np.zeros(len(LABELS))
    for sections in tracks:
        labels = [LABELS.index(section.label) for section in sections]
        for pair in pairwise(labels):
            follows[pair] += 1.0
        begins[labels[0]] += 1.0
        ends[labels[-1]] += 1.0
    return follows, begins, ends


def section_lengths(heard: Sequence[Heard]) -> dict[int, float]:
    """How often a section lasted so many bars; the last one of a track is cut off anywhere."""
    counts: Counter[int] = Counter()
    for each in _speaking(heard):
        lines = each.bars.starts
        for section in each.sections[:-1]:
            first, stop = (int(np.abs(lines - m).argmin()) for m in (section.start, section.end))
            if stop > first:
                counts[stop - first] += 1
    return {bars: float(count) for bars, count in sorted(counts.items())}


def _rows(values: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(round(value, 5) for value in row) for row in values.tolist())
