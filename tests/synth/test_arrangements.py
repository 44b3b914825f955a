"""What a section is called is what is heard in it, and what is repeated begins where it says."""

from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel as Name
from edmstudio.synth.family_a import grammar
from edmstudio.synth.family_a.breaks import STEPS, make_loop
from edmstudio.synth.family_a.captions import read_off
from edmstudio.synth.family_a.layering import layered
from edmstudio.synth.family_a.phrases import climbing, compose
from edmstudio.synth.family_a.plan import (
    BASS,
    CHORDS,
    DRUMS,
    FELT,
    HATS,
    KICK,
    LEAD,
    PAD,
    SNARE,
    runs,
)
from edmstudio.synth.family_b.drum_box import make_box
from edmstudio.synth.family_b.form import Form
from edmstudio.synth.family_b.grammar import grow
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.family_b.order_list import ordered
from edmstudio.synth.family_b.reel import record
from edmstudio.synth.family_b.tunes import invent
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES

EVERY_LAYER = np.full(len(LAYERS), 0.9)
STRETCHES = {  # what plays in a stretch
    "pads": [PAD], "thin": [KICK, HATS], "groove": [KICK, SNARE, HATS, BASS],
    "full": [KICK, SNARE, HATS, BASS, CHORDS, LEAD], "rise": [SNARE, HATS, CHORDS, LEAD],
    "other": [KICK, SNARE, BASS, CHORDS],
}  # fmt: skip


def rows_of(names):
    rows = np.zeros((len(names), len(LAYERS)))
    for row, name in zip(rows, names, strict=True):
        row[STRETCHES[name]] = 1.0
    return rows


def chance(seed, name="test"):
    return Streams(seed).stream(name)


@pytest.fixture(scope="module")
def plans():
    styles = list(STYLES.values())
    return [
        grammar.plan(styles[seed % len(styles)], chance(seed), longest=140) for seed in range(300)
    ]


@pytest.fixture(scope="module")
def pieces():
    return [layered(EVERY_LAYER, chance(seed), longest=120) for seed in range(200)]


def test_sections_are_named_after_what_plays_in_family_a():
    story = ["pads", "thin", "groove", "rise", "full", "pads", "groove", "full", "thin", "pads"]
    spans = read_off(rows_of(story), np.zeros(10, dtype=int), np.full(10, 8))
    assert [(span.label, span.bar) for span in spans] == [
        (Name.INTRO, 0), (Name.VERSE, 16), (Name.BUILD, 24), (Name.DROP, 32), (Name.BREAK, 40),
        (Name.VERSE, 48), (Name.DROP, 56), (Name.OUTRO, 64),
    ]  # fmt: skip


def test_sections_are_named_after_what_plays_in_family_b():
    story = ["pads", "thin", "groove", "rise", "full", "pads", "groove", "full", "thin", "pads"]
    layers = np.repeat(rows_of(story), 8, axis=0).astype(np.float32)
    still = np.zeros(80, dtype=np.int64)
    form = Form((("enter", 0),), np.ones(80), layers, tuple(range(0, 80, 8)), still, still)
    spans = name_sections(form, np.zeros(80, dtype=np.float32), song=False)
    assert [(span.label, span.bar) for span in spans] == [
        (Name.INTRO, 0), (Name.VERSE, 16), (Name.BUILD, 24), (Name.DROP, 32), (Name.BREAK, 40),
        (Name.VERSE, 48), (Name.DROP, 56), (Name.OUTRO, 64),
    ]  # fmt: skip


def test_other_chords_make_a_bridge_and_a_piece_without_drums_has_no_drop():
    story = ["full", "other", "full"]
    bridged = read_off(rows_of(story), np.array([0, 2, 0]), np.full(3, 16))
    assert [span.label for span in bridged] == [Name.DROP, Name.BRIDGE, Name.DROP]
    rows = rows_of(["pads", "rise", "full", "pads"])
    rows[:, DRUMS] = 0.0
    assert Name.DROP not in {s.label for s in read_off(rows, np.zeros(4, int), np.full(4, 16))}


def test_two_bars_without_a_beat_are_no_section():
    rows = rows_of(["full", "pads", "full"])
    spans = read_off(rows, np.zeros(3, dtype=int), np.array([16, 2, 14]))
    assert [(span.label, span.bar) for span in spans] == [(Name.DROP, 0)]


def test_a_drop_is_fuller_than_a_verse_of_its_track_in_both_families(plans):
    def means(edges, levels, name):
        return [(levels[a:b] @ FELT).mean() for a, b, label in edges if label is name]

    fuller = []
    for plan in plans:
        drops, verses = (means(plan.edges(), plan.levels, n) for n in (Name.DROP, Name.VERSE))
        if drops and verses:
            fuller.append(max(drops) > max(verses))
    for seed, style in enumerate(list(STYLES.values()) * 6):
        form = grow(style, chance(seed, "form"), longest=120)
        spans = name_sections(form, np.zeros(form.bars, dtype=np.float32), song=False)
        edges = [
            (a.bar, b, a.label)
            for a, b in zip(spans, [*(s.bar for s in spans[1:]), form.bars], strict=True)
        ]
        drops, verses = (means(edges, form.layers, n) for n in (Name.DROP, Name.VERSE))
        if drops and verses:
            fuller.append(max(drops) > max(verses))
    assert len(fuller) > 100
    assert np.mean(fuller) > 0.95


def test_sections_of_one_name_in_a_row_play_different_material(plans):
    same = [
        int(plan.parts[a[0]]) == int(plan.parts[b[0]])
        for plan in plans if plan.announced
        for a, b in pairwise(plan.edges()) if a[2] is b[2]
    ]  # fmt: skip
    assert len(same) > 10
    assert not any(same)


def test_pieces_whose_layers_come_and_go_are_short_and_long_with_and_without_drums(pieces):
    bars = np.array([piece.bars for piece in pieces])
    assert bars.min() < 40
    assert bars.max() > 100
    drumless = [not piece.levels[:, DRUMS].any() for piece in pieces]
    assert 0.01 < np.mean(drumless) < 0.12
    kicked = [
        piece.levels[a:b, KICK].mean()
        for piece in pieces for a, b, name in piece.edges() if name is Name.BREAK
    ]  # fmt: skip
    assert np.mean(kicked) < 0.1
    assert all((piece.levels.sum(axis=1) > 0).all() for piece in pieces)


def test_half_of_such_pieces_change_without_a_sign(pieces):
    assert 0.3 < np.mean([piece.announced for piece in pieces]) < 0.7


def test_the_slices_of_a_loop_begin_with_the_kicks_that_it_tells():
    for seed in range(6):
        loop = make_loop(chance(seed), 0.11, 3)
        assert len(loop.slices) == len(loop.thin) == STEPS
        for number in loop.kicks:
            assert np.abs(loop.slices[number][:200]).max() > 0.02
        low = [np.abs(np.fft.rfft(s, RATE)[:150]).sum() for s in (loop.slices[0], loop.thin[0])]
        assert low[1] < 0.5 * low[0]
        assert {n for order in loop.orders for n in order} <= set(range(STEPS))


def test_a_tape_has_its_kicks_in_one_version_alone():
    reel = record(make_box(chance(1), "breaks", 0.5), 0.45, chance(2))
    first = reel.takes[0]
    assert 0.0 in first.kicks
    assert not np.array_equal(first.whole, first.bare)
    quiet = [take for take in reel.takes if not len(take.kicks)]
    assert all(np.array_equal(take.whole, take.bare) for take in quiet)


@pytest.mark.parametrize("seed", range(12))
def test_every_note_of_a_phrase_and_a_tune_is_played_once_a_round(seed):
    phrase = compose(chance(seed))
    heard = [note for bar in range(phrase.bars) for note in phrase.in_bar(bar)]
    assert len(heard) == len(phrase.notes)
    assert all(0 <= note.step < 16 and note.length > 0 for note in heard)
    tune = invent(chance(seed))
    found = np.concatenate([tune.in_bar(bar) for bar in range(tune.bars)])
    assert np.array_equal(np.sort(found), np.arange(len(tune.steps)))
    assert (np.diff(tune.steps) > 0).all()
    assert (tune.lengths > 0).all()


def test_an_arpeggio_of_three_steps_goes_on_over_the_bar_line():
    steps = [note.step for bar in range(4) for note in climbing(chance(3), "x..").in_bar(bar)]
    assert 0 in steps
    assert {1, 2} & set(steps)


def test_patterns_come_back_and_begin_anew():
    forms = [ordered(EVERY_LAYER, chance(seed), longest=100) for seed in range(60)]
    returning = 0
    for form in forms:
        assert (form.layers.sum(axis=1) > 0).all()
        assert form.since[0] == 0
        again = (np.diff(form.since) <= 0).nonzero()[0] + 1
        assert set(again.tolist()) <= set(form.blocks)
        rows = {form.layers[bar].tobytes() for bar in form.blocks}
        returning += len(rows) < len(form.blocks)
    assert returning > 40


def test_runs_are_the_stretches_in_which_something_plays():
    assert runs(np.array([1, 1, 0, 1], dtype=bool)) == [(0, 2), (3, 4)]
    assert runs(np.zeros(3, dtype=bool)) == []
