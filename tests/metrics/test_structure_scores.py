"""Section scores mean what mir_eval means by them."""

import json
import tarfile

import mir_eval
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.metrics.hits import hits
from edmstudio.metrics.structure import (
    COARSE,
    boundaries,
    cut,
    label_accuracy,
    pairwise,
    section_scores,
)

LABELS = list(SectionLabel)


@st.composite
def divided(draw, end=40.0):
    """Sections from 0 to `end` with boundaries on hundredths of a second."""
    inner = draw(st.lists(st.integers(1, int(end * 100) - 1), unique=True, max_size=12))
    times = [0.0, *(place / 100 for place in sorted(inner)), end]
    labels = draw(
        st.lists(st.sampled_from(LABELS), min_size=len(times) - 1, max_size=len(times) - 1)
    )
    return tuple(map(Section, times[:-1], times[1:], labels))


def for_mir_eval(sections):
    return np.array([(s.start, s.end) for s in sections]), [str(s.label) for s in sections]


@given(divided(), divided(), st.sampled_from([0.5, 3.0]))
def test_boundaries_score_as_in_mir_eval(reference, estimate, window):
    true, found = for_mir_eval(reference)[0], for_mir_eval(estimate)[0]

    ours = hits(boundaries(reference), boundaries(estimate), window)

    theirs = mir_eval.segment.detection(true, found, window=window)
    assert (ours.precision, ours.recall, ours.f) == pytest.approx(theirs)


@given(divided(), divided())
@pytest.mark.filterwarnings("ignore:.*intervals are empty")
def test_trimmed_boundaries_score_as_in_mir_eval(reference, estimate):
    true, found = for_mir_eval(reference)[0], for_mir_eval(estimate)[0]

    ours = section_scores(reference, estimate).half_second_trimmed

    theirs = mir_eval.segment.detection(true, found, window=0.5, trim=True)
    assert (ours.precision, ours.recall, ours.f) == pytest.approx(theirs)


@given(divided(), divided())
def test_grouping_scores_as_in_mir_eval(reference, estimate):
    ours = pairwise(reference, estimate)

    theirs = mir_eval.segment.pairwise(*for_mir_eval(reference), *for_mir_eval(estimate))
    assert (ours.precision, ours.recall, ours.f) == pytest.approx(theirs)


@given(divided())
def test_what_equals_the_truth_is_all_right(sections):
    scores = section_scores(sections, sections)

    assert scores.half_second.f == 1.0
    assert scores.accuracy == pytest.approx(1.0)
    assert scores.pairwise_f == pytest.approx(1.0)


@given(divided(), divided())
def test_accepted_labels_only_ever_add(reference, estimate):
    exact = label_accuracy(reference, estimate)

    assert exact <= label_accuracy(reference, estimate, COARSE) + 1e-12 <= 1.0 + 1e-9


def test_accuracy_is_the_share_of_time_under_the_right_label():
    truth = (Section(0, 30, SectionLabel.INTRO), Section(30, 90, SectionLabel.DROP))
    found = (Section(0, 45, SectionLabel.INTRO), Section(45, 90, SectionLabel.CHORUS))

    assert label_accuracy(truth, found) == pytest.approx(30 / 90)
    assert label_accuracy(truth, found, COARSE) == pytest.approx(75 / 90)


def test_a_tail_behind_the_last_annotated_bar_is_no_mistake():
    truth = (Section(0, 30, SectionLabel.INTRO), Section(30, 60, SectionLabel.DROP))
    found = (*truth, Section(60, 64, SectionLabel.SILENCE))

    assert section_scores(truth, found).half_second.f == 1.0


def test_cutting_draws_the_ends_out_where_they_fall_short():
    found = (Section(2, 30, SectionLabel.INTRO), Section(30, 50, SectionLabel.DROP))

    held = cut(found, 0, 60)

    assert (held[0].start, held[-1].end) == (0, 60)


def test_no_sections_score_nothing():
    truth = (Section(0, 30, SectionLabel.INTRO),)

    assert section_scores(truth, ()).half_second.f == 0.0
    assert section_scores((), truth).accuracy == 0.0


@pytest.fixture
def published_pairs(shared_data, tmp_path):
    """mir_eval's own segment annotations with the scores that are expected of them."""
    with tarfile.open(shared_data / "annotations/mir_eval_fixtures/segment.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return sorted(tmp_path.rglob("output*.json"))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_published_pairs_of_mir_eval_score_as_published(published_pairs):
    assert len(published_pairs) > 5
    for output in published_pairs:
        number = output.stem.removeprefix("output")
        true, true_labels = read_labelled(output.with_name(f"ref{number}.lab"))
        found, found_labels = read_labelled(output.with_name(f"est{number}.lab"))
        true, true_labels = mir_eval.util.adjust_intervals(true, true_labels, t_min=0)
        found, found_labels = mir_eval.util.adjust_intervals(
            found, found_labels, t_min=0, t_max=true.max()
        )
        expected = json.loads(output.read_text())

        for window in (0.5, 3.0):
            ours = hits(np.unique(np.round(true, 5)), np.unique(np.round(found, 5)), window)
            assert ours.f == pytest.approx(expected[f"F-measure@{window}"])
        if max(len(set(true_labels)), len(set(found_labels))) <= len(LABELS):
            ours = pairwise(renamed(true, true_labels), renamed(found, found_labels))
            assert ours.f == pytest.approx(expected["Pairwise F-measure"])


def read_labelled(path):
    return mir_eval.io.load_labeled_intervals(str(path))


def renamed(intervals, labels):
    """As our sections: which ten words are used does not matter for grouping."""
    words = {word: LABELS[place] for place, word in enumerate(dict.fromkeys(labels))}
    return tuple(
        Section(start, end, words[label])
        for (start, end), label in zip(intervals, labels, strict=True)
    )
