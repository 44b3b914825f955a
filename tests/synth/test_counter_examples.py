"""No shortcut holds: whatever usually marks a section is also there without it, and missing."""

from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a import grammar
from edmstudio.synth.family_a.drums import choose_score, drop_outs
from edmstudio.synth.family_b.grammar import KICK, grow
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES


@pytest.fixture(scope="module")
def plans():
    chance = [Streams(seed).stream("plan") for seed in range(400)]
    styles = list(STYLES.values())
    return [grammar.plan(styles[seed % 15], one, longest=140) for seed, one in enumerate(chance)]


def shares(plans, label, layer):
    """In each section of this label: the share of bars in which the layer plays."""
    return np.array([
        (plan.levels[begin:end, layer] > 0).mean()
        for plan in plans for begin, end, name in plan.edges() if name is label
    ])  # fmt: skip


def test_breaks_with_a_kick_drops_without_and_intros_without_drums(plans):
    breaks = shares(plans, SectionLabel.BREAK, grammar.KICK)
    drops = shares(plans, SectionLabel.DROP, grammar.KICK)
    intros = shares(plans, SectionLabel.INTRO, grammar.KICK)
    assert 0.03 < (breaks > 0.5).mean() < 0.3
    assert 0.01 < (drops < 0.5).mean() < 0.25
    assert 0.1 < (intros == 0).mean() < 0.6


def test_every_bar_of_every_plan_sounds(plans):
    for plan in plans:
        assert (plan.levels.sum(axis=1) > 0).all()


def test_sections_are_mostly_phrases_and_sometimes_odd(plans):
    lengths = np.array([end - begin for plan in plans for begin, end, _ in plan.edges()])
    assert (lengths % 8 == 0).mean() > 0.7
    assert 0.03 < (lengths % 4 != 0).mean() < 0.15
    assert lengths.min() >= 2


def test_every_label_but_silence_is_planned(plans):
    found = {name for plan in plans for *_, name in plan.edges()}
    assert found == set(SectionLabel) - {SectionLabel.SILENCE}


def test_drops_come_without_a_build_and_builds_are_missing_from_some(plans):
    pairs = [(before[2], after[2]) for plan in plans for before, after in pairwise(plan.edges())]
    ahead = [before for before, after in pairs if after is SectionLabel.DROP]
    assert 0.15 < np.mean([name is not SectionLabel.BUILD for name in ahead]) < 0.85
    assert (SectionLabel.DROP, SectionLabel.DROP) in pairs


def test_kicks_drop_out_inside_sections_too(plans):
    inside = 0
    for seed, plan in enumerate(plans):
        after = drop_outs(plan, Streams(seed).stream("drums"))
        edges = {begin for begin, *_ in plan.edges()} | {plan.bars}
        gone = np.flatnonzero((plan.levels[:, 0] > 0) & (after.levels[:, 0] == 0))
        inside += sum(bar + 1 not in edges and bar + 2 not in edges for bar in gone.tolist())
    assert inside > 20


def test_basses_and_hats_stand_off_the_beat_in_many_tracks():
    rows = [choose_score(Streams(seed).stream("x"), "four").hats for seed in range(200)]
    assert 0.3 < np.mean([row[0] == "." for row in rows]) < 0.9


def test_the_other_family_finds_its_sections_by_rule():
    labels, lengths = [], []
    for seed in range(200):
        chance = Streams(seed).stream("form")
        form = grow(list(STYLES.values())[seed % 15], chance, longest=140)
        spans = name_sections(form, np.zeros(form.bars, dtype=np.float32), song=seed % 4 == 0)
        assert spans[0].bar == 0
        assert all(left.bar < right.bar for left, right in pairwise(spans))
        assert {span.bar for span in spans} <= {0, *form.blocks}
        labels += [span.label for span in spans]
        lengths += np.diff([*(span.bar for span in spans), form.bars]).tolist()
        drops = [
            form.layers[begin.bar : end.bar, KICK].mean()
            for begin, end in pairwise(spans) if begin.label is SectionLabel.DROP
        ]  # fmt: skip
        assert not drops or max(drops) > 0.3
    assert set(labels) >= {
        SectionLabel.INTRO, SectionLabel.DROP, SectionLabel.BREAK, SectionLabel.OUTRO,
        SectionLabel.VERSE,
    }  # fmt: skip
    assert 0.02 < np.mean(np.array(lengths) % 4 != 0) < 0.4
