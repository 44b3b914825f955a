"""Sections cover the track, follow the evidence, and say how sure they are."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.decoding.label_order import log_begins, log_ends, log_follows
from edmstudio.decoding.phrase_phase import phrase_phase
from edmstudio.decoding.section_lengths import log_lengths
from edmstudio.decoding.section_path import drawn_sections, map_sections
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.habits import NOBODYS, Habits, SectionHabits
from edmstudio.domain.sections import SectionLabel, is_partition

LABELS = list(SectionLabel)
BAR = 60.0 / 128.0 * 4


def sections_of(bars, end):
    return map_sections(bars, end).sections


def evidence(parts, *, sure=0.8, first=0.0):
    """Bars that speak for the (label, bars) of `parts`."""
    names = [label for label, bars in parts for _ in range(bars)]
    label = np.full((len(names), 10), (1.0 - sure) / 9)
    label[np.arange(len(names)), [LABELS.index(name) for name in names]] = sure
    boundary = np.full(len(names), 0.03)
    boundary[np.cumsum([0, *(bars for _, bars in parts[:-1])])] = 0.8
    return activations(boundary, np.log(label), first)


def activations(boundary, label, first=0.0):
    bars = len(boundary)
    return BarActivations(
        starts=first + BAR * np.arange(bars + 1),
        boundary=boundary.astype(np.float32),
        label=label.astype(np.float32),
        cue=np.zeros((bars, 7), np.float32),
        energy=np.ones(bars, np.float32),
        likeness=np.zeros((bars, 1), np.float32),
    )


CLUB = [
    (SectionLabel.INTRO, 16),
    (SectionLabel.BUILD, 8),
    (SectionLabel.DROP, 32),
    (SectionLabel.BREAK, 16),
    (SectionLabel.DROP, 32),
    (SectionLabel.OUTRO, 16),
]


def test_clear_evidence_is_read_bar_by_bar():
    sections = sections_of(evidence(CLUB), 120 * BAR)

    assert [section.label for section in sections] == [label for label, _ in CLUB]
    lines = np.cumsum([0, *(bars for _, bars in CLUB)]) * BAR
    assert [section.start for section in sections] == pytest.approx(lines[:-1])
    assert all(section.confidence > 0.7 for section in sections)


def test_vague_evidence_is_trusted_less():
    clear, vague = (map_sections(evidence(CLUB, sure=s), 120 * BAR) for s in (0.9, 0.2))

    assert clear.trust > 0.85 > vague.trust


def test_what_begins_before_the_first_bar_line_belongs_to_the_first_section():
    sections = sections_of(evidence(CLUB, first=0.7), 0.7 + 120 * BAR + 3.0)

    assert sections[0].start == 0.0
    assert sections[1].start == pytest.approx(0.7 + 16 * BAR)
    assert sections[-1].end == 0.7 + 120 * BAR + 3.0


def test_of_two_equal_changes_the_one_on_the_phrase_wins():
    held = evidence(CLUB)
    boundary = held.boundary.copy()
    boundary[[23, 24]] = 0.5  # the build's end, and one bar too early
    held = activations(boundary, held.label)

    starts = [round(section.start / BAR) for section in sections_of(held, 120 * BAR)]

    assert 24 in starts
    assert 23 not in starts


def test_the_phase_of_the_phrase_is_found_from_boundaries():
    boundary = np.full(100, 0.02, np.float32)
    boundary[[3, 19, 35, 67]] = 0.7

    assert phrase_phase(boundary, 8).offset == 3
    assert phrase_phase(boundary, 16).offset == 3
    assert phrase_phase(boundary, 8).share.max() > 0.9


def test_without_boundaries_no_phase_is_likelier_than_another():
    assert phrase_phase(np.zeros(64, np.float32), 8).share == pytest.approx(np.full(8, 1 / 8))


@given(st.integers(1, 90), st.floats(0.0, 3.0), st.floats(0.001, 400.0), st.randoms())
@settings(max_examples=80, deadline=None)
def test_sections_always_cover_the_track(bars, first, end, random):
    rng = np.random.default_rng(random.randrange(2**32))
    label = np.log(rng.dirichlet(np.full(10, 0.3), bars) + 1e-9)

    sections = sections_of(activations(rng.random(bars), label, first), end)

    assert is_partition(sections)
    assert (sections[0].start, sections[-1].end) == (0.0, end)
    assert all(0.0 <= section.confidence <= 1.0 + 1e-9 for section in sections)


def test_a_track_of_no_length_has_no_sections():
    assert sections_of(evidence(CLUB), 0.0) == ()


def test_lengths_of_phrases_are_likelier_than_their_neighbours():
    lengths = log_lengths(64)

    assert np.exp(lengths).sum() == pytest.approx(1.0)
    for bars in (8, 16, 32):
        assert lengths[bars - 1] > max(lengths[bars - 2], lengths[bars])


def test_orders_of_labels_are_probabilities_and_forbid_nothing():
    for scores in (log_begins()[None], log_ends()[None], log_follows()):
        assert np.exp(scores).sum(axis=1) == pytest.approx(np.ones(len(scores)))
        assert np.isfinite(scores).all()


@given(st.integers(0, 200))
def test_whatever_order_of_words_a_person_has_moves_no_boundary(seed):
    """Somebody calls a drop a chorus, in an order that no track ever had."""
    chance = np.random.default_rng(seed)
    words = np.eye(10) * 0.96 + 0.004
    words[LABELS.index(SectionLabel.DROP)] = words[LABELS.index(SectionLabel.CHORUS)]
    follows, begins = chance.integers(0, 9, (10, 10)), chance.integers(0, 9, 10)
    names = SectionHabits(
        *(tuple(map(tuple, rows.astype(float))) for rows in (words, follows)),
        *(tuple(counts.astype(float)) for counts in (begins, begins)),
    )
    habits = Habits(sections=names)
    bars = evidence(CLUB)
    end = float(bars.starts[-1])
    heard, said = (map_sections(bars, end, habits=way).sections for way in (NOBODYS, habits))
    assert [each.start for each in said] == [each.start for each in heard]
    assert SectionLabel.DROP not in {each.label for each in said}
    assert said[2].label is SectionLabel.CHORUS
    for drawn in drawn_sections(bars, end, habits):
        assert drawn[0].start == 0.0
        assert drawn[-1].end == end
        assert all(left.end == right.start for left, right in pairwise(drawn))


def test_names_are_as_probable_as_they_are_drawn():
    """The share of maps drawn with a name on a bar is its probability there."""
    words = np.full((10, 10), 0.03) + np.eye(10) * 0.7
    words[LABELS.index(SectionLabel.DROP), LABELS.index(SectionLabel.CHORUS)] = 0.7
    nothing = (0.0,) * 10
    habits = Habits(
        sections=SectionHabits(tuple(map(tuple, words)), (nothing,) * 10, nothing, nothing)
    )
    bars = replace(evidence(CLUB), missed=0.0)
    end = float(bars.starts[-1])
    said = map_sections(bars, end, habits=habits)
    drawn = drawn_sections(bars, end, habits)
    middle = float(bars.starts[40] + bars.starts[41]) / 2
    names = [next(s.label for s in way if s.start <= middle < s.end) for way in drawn]
    for label in (SectionLabel.DROP, SectionLabel.CHORUS):
        share = names.count(label) / len(names)
        assert share == pytest.approx(said.label[40, LABELS.index(label)], abs=0.2)


def test_what_it_costs_to_miss_a_boundary_is_no_evidence_for_one():
    careless, careful = (replace(evidence(CLUB), missed=cost) for cost in (0.0, 4.0))
    end = float(careless.starts[-1])
    assert drawn_sections(careless, end) == drawn_sections(careful, end)
