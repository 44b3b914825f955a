"""No shortcut holds: whatever usually marks a section is also there without it, and missing."""

from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a import grammar
from edmstudio.synth.family_a.bass import choose_line
from edmstudio.synth.family_a.drums import drop_outs
from edmstudio.synth.family_a.life import enlivened
from edmstudio.synth.family_a.plan import KICK as KICK_A
from edmstudio.synth.family_a.score import choose_score
from edmstudio.synth.family_a.twists import twisted
from edmstudio.synth.family_b.bass import choose_player
from edmstudio.synth.family_b.form import KICK
from edmstudio.synth.family_b.grammar import grow
from edmstudio.synth.family_b.hands import choose_hands
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.family_b.twists import late_drums
from edmstudio.synth.family_b.twists import twisted as twisted_hands
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES


@pytest.fixture(scope="module")
def plans():
    chance = [Streams(seed).stream("plan") for seed in range(400)]
    styles = list(STYLES.values())
    return [
        grammar.plan(styles[seed % len(styles)], one, longest=140)
        for seed, one in enumerate(chance)
    ]


def shares(plans, label, layer):
    """In each section of this label: the share of bars in which the layer plays."""
    return np.array([
        (plan.levels[begin:end, layer] > 0).mean()
        for plan in plans for begin, end, name in plan.edges() if name is label
    ])  # fmt: skip


def test_breaks_with_a_kick_drops_without_and_intros_without_drums(plans):
    breaks = shares(plans, SectionLabel.BREAK, KICK_A)
    drops = shares(plans, SectionLabel.DROP, KICK_A)
    intros = shares(plans, SectionLabel.INTRO, KICK_A)
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


def test_a_few_tracks_are_one_loop_from_end_to_end(plans):
    loops = [plan for plan in plans if (plan.levels == plan.levels[0]).all()]
    assert 0.01 < len(loops) / len(plans) < 0.08
    assert all(len(plan.spans) == 1 for plan in loops)


def test_sections_live_without_moving(plans):
    swelling = answering = drumless = 0
    for seed, plan in enumerate(plans):
        after = enlivened(plan, Streams(seed).stream("life"))
        assert after.spans == plan.spans
        assert (after.levels.sum(axis=1) > 0).all()
        begin, end, _ = after.edges()[0]
        drumless += bool((after.levels[begin:end, :4] < plan.levels[begin:end, :4]).any())
        swelling += bool(((after.levels > 0) & (after.levels < plan.levels)).any())
        answering += bool(((after.levels == 0) & (plan.levels > 0)).any())
    assert min(swelling, answering) > len(plans) / 4
    assert drumless > len(plans) / 10


def test_kicks_and_snares_go_against_the_grain_in_some_tracks_of_both_families():
    bare = snares = turned = 0
    for seed in range(300):
        score = choose_score(Streams(seed).stream("x"), "four")
        after = twisted(score, "four", Streams(seed).stream("twists"))
        bare += after.kick[0] == "."
        snares += after.snare[4] == "."
        hands = choose_hands("four", Streams(seed).stream("x"))
        against = twisted_hands(hands, Streams(seed).stream("twists"))
        turned += against.kick.tolist() != hands.kick.tolist()
    assert 0.01 < bare / 300 < 0.2
    assert 0.05 < snares / 300 < 0.4
    assert 0.1 < turned / 300 < 0.3


def test_the_other_family_opens_without_drums_now_and_then():
    opened = 0
    for seed in range(200):
        form = grow(STYLES["house"], Streams(seed).stream("form"), longest=140)
        after = late_drums(form, Streams(seed).stream("twists"))
        assert (after.layers.sum(axis=1) > 0).all()
        changed = np.flatnonzero((after.layers != form.layers).any(axis=1))
        opened += len(changed) > 0
        assert not len(changed) or changed[-1] < form.states[1][1]
    assert 0.05 < opened / 200 < 0.25


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


def test_basses_and_hats_stand_off_the_beat_in_many_tracks_of_both_families():
    house = STYLES["house"]
    hats, basses, others = [], [], []
    for seed in range(200):
        hats.append(choose_score(Streams(seed).stream("x"), "four").hats[0] == ".")
        row = choose_line(house, Streams(seed).stream("x")).rows[0]
        basses.append(set(row[::4]) == {"."})
        player = choose_player(house, Streams(seed).stream("x"), bits=False)
        others.append(not (player.steps[0] % 4 == 0).any())
    assert 0.15 < np.mean(hats) < 0.9
    assert 0.05 < np.mean(basses) < 0.6
    assert 0.05 < np.mean(others) < 0.6


def test_the_other_family_finds_its_sections_by_rule():
    labels, lengths, kickless = [], [], 0
    for seed in range(200):
        chance = Streams(seed).stream("form")
        form = grow(list(STYLES.values())[seed % len(STYLES)], chance, longest=140)
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
        kickless += bool(drops) and max(drops) <= 0.3
    assert kickless < 6
    assert set(labels) >= {
        SectionLabel.INTRO, SectionLabel.DROP, SectionLabel.BREAK, SectionLabel.OUTRO,
        SectionLabel.VERSE,
    }  # fmt: skip
    assert 0.02 < np.mean(np.array(lengths) % 4 != 0) < 0.4
    assert 0.65 < np.mean(np.array(lengths) % 8 == 0) < 0.85
