"""From evidence per bar to sections: boundaries, labels, and how sure each of them is."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.label_order import LABELS, log_begins, log_ends, log_follows
from edmstudio.decoding.naming import Naming
from edmstudio.decoding.phrase_phase import PhrasePhase, phrase_bonus, phrase_phase
from edmstudio.decoding.section_lengths import log_lengths
from edmstudio.decoding.semi_markov import Lattice, Posterior, Segment, best_path, draws, posterior
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.habits import NOBODYS, Habits, SectionHabits
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.domain.sections import Section

LONGEST = 160  # bars
DRAWN = 64  # maps
SURE = (0.003, 0.97)  # no single bar line is believed beyond this
# Weights of the log scores, set on real tracks. Bars of a section repeat each other, so that three
# say about as much as one alone.
EMISSION, BOUNDARY, PHRASE, LENGTH, ORDER = 0.3, 1.0, 0.3, 0.3, 0.5
NAMED = 0.1  # of a bar for a person's word: of what they mean by it a few tracks tell less
# What share of labels is right at a posterior of 0 and of 1, a line through the reliability of 295
# sections of real tracks: people's labels differ where the sound does not.
RIGHT_AT = (0.24, 0.79)


@dataclass(frozen=True, slots=True, eq=False)
class SectionMap:
    """Sections of a track and what is behind them.

    Attributes
    ----------
    sections : tuple of Section
        In order, from second 0 to the end without gap or overlap; empty for no sound at all.
    trust : float
        Expected share of boundaries that are right times share of time with the right label,
        0 to 1.
    phrase : PhrasePhase
        Offset of 8-bar phrases among the bars.
    start : ndarray, shape (bars,)
        Posterior probability that a section begins with each bar.
    label : ndarray, shape (bars, labels)
        Posterior probability of each label in each bar.
    """

    sections: tuple[Section, ...]
    trust: float
    phrase: PhrasePhase
    start: NDArray[np.float64]
    label: NDArray[np.float64]


def map_sections(
    bars: BarActivations, end: float, by: Provenance = UNKNOWN, habits: Habits = NOBODYS
) -> SectionMap:
    """The sections of a track of `end` seconds, with the calibrated posteriors of their labels."""
    lattice = _lattice(bars, habits)
    path, belief = best_path(lattice), posterior(lattice)
    if habits.sections is not None:
        naming = _naming(bars, habits.sections)
        path = naming.named(path)
        belief = replace(belief, label=naming.probability(draws(lattice, DRAWN)))
    sections = _laid_out(path, belief, bars, end)
    return SectionMap(
        tuple(replace(section, by=by) for section in sections),
        _trust(path, belief),
        phrase_phase(bars.boundary, 8),
        belief.start,
        belief.label,
    )


def drawn_sections(
    bars: BarActivations, end: float, habits: Habits = NOBODYS
) -> list[tuple[Section, ...]]:
    """Maps of a track by chance, each as often as the evidence makes it likely.

    What it costs to miss a boundary is no evidence for one.
    """
    paths = draws(_lattice(replace(bars, missed=0.0), habits), DRAWN)
    if habits.sections is not None:
        paths = _naming(bars, habits.sections).drawn(paths)
    return [tuple(_laid_out(path, None, bars, end)) for path in paths]


def _lattice(bars: BarActivations, habits: Habits) -> Lattice:
    """What is heard; of a person's habits only how long their sections last."""
    boundary = np.clip(bars.boundary.astype(np.float64), *SURE)
    odds = np.log(boundary) - np.log1p(-boundary)
    return Lattice(
        emission=EMISSION * bars.label.astype(np.float64),
        start=BOUNDARY * odds + bars.missed + PHRASE * phrase_bonus(bars.boundary),
        length=LENGTH * log_lengths(LONGEST, habits.lengths),
        follows=ORDER * log_follows(),
        begins=ORDER * log_begins(),
        ends=ORDER * log_ends(),
    )


def _naming(bars: BarActivations, habits: SectionHabits) -> Naming:
    return Naming(bars.label.astype(np.float64), habits, emission=NAMED, order=ORDER)


def _laid_out(
    path: tuple[Segment, ...], belief: Posterior | None, bars: BarActivations, end: float
) -> list[Section]:
    """Segments in seconds, the first from 0, the last to the end; what is empty is left out."""
    lines = [float(bars.starts[segment.first]) for segment in path[1:]]
    lines = [0.0, *(min(max(line, 0.0), end) for line in lines), end]
    return [
        Section(start, stop, LABELS[segment.label], _sure(segment, belief))
        for segment, start, stop in zip(path, lines[:-1], lines[1:], strict=True)
        if stop > start
    ]


def _sure(segment: Segment, belief: Posterior | None) -> float:
    """Calibrated probability of a segment's label; 1 where nothing is asked."""
    if belief is None:
        return 1.0
    raw = float(belief.label[segment.first : segment.stop, segment.label].mean())
    return RIGHT_AT[0] + (RIGHT_AT[1] - RIGHT_AT[0]) * raw


def _trust(path: tuple[Segment, ...], belief: Posterior) -> float:
    starts = np.array([segment.first for segment in path])
    expected = max(float(belief.start.sum()), 1.0)
    found = float(belief.start[starts].sum())
    boundaries = 2.0 * found / (expected + len(starts))  # the expected F measure
    labels = sum(belief.label[s.first : s.stop, s.label].sum() for s in path)
    return float(min(boundaries, 1.0) * labels / len(belief.label))
