"""Crashes, risers and fills mark sections in both families, stand where nothing changes, and lack.

What is played is caught on its way into the stems, so that hundreds of tracks cost no sound.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.clock import Pace, wind
from edmstudio.synth.family_a import drums as drums_a
from edmstudio.synth.family_a import grammar, transitions
from edmstudio.synth.family_a.kit import make_kit
from edmstudio.synth.family_a.progressions import choose_tonality
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_a.score import choose_score, scores_of
from edmstudio.synth.family_b import drums as drums_b
from edmstudio.synth.family_b import transitions as tension
from edmstudio.synth.family_b.drum_box import make_box
from edmstudio.synth.family_b.grammar import grow
from edmstudio.synth.family_b.hands import choose_hands, hands_of
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES

BAR = 2 * RATE  # samples of a bar at 120 BPM
TRACKS = 90


@dataclass
class Track:
    """Sections of one track, and the bars of its signs."""

    edges: list[tuple[int, int, SectionLabel]]
    crashes: set[int]
    risen: np.ndarray
    filled: np.ndarray

    @property
    def changes(self) -> set[int]:
        """Bars at which a section begins, the first aside."""
        return {begin for begin, *_ in self.edges[1:]}


class Catch:
    """Takes the place of `place`, and knows where which sound would have gone."""

    def __init__(self, patch, *modules):
        self.where = []
        for module in modules:
            patch.setattr(module, "place", self.one)
            if hasattr(module, "place_many"):
                patch.setattr(module, "place_many", lambda *_: None)

    def one(self, stem, sound, frame, gain=1.0):
        self.where.append((sound, frame))

    def bars(self, sound):
        return {round(frame / BAR) for one, frame in self.where if one is sound}


def chance(seed, name):
    return Streams(seed).stream(name)


def at_120(bars):
    return wind(Pace(120.0), np.full(bars, 4), chance(0, "clock"))


def tracks_of_a(patch):
    kit = make_kit(chance(0, "kit"), "four", 0.5)
    quiet = np.zeros((2, 8), dtype=np.float32)
    for name in ("sweep", "pitch_riser", "impact"):
        patch.setattr(transitions, name, lambda *_, **__: quiet)
    for seed, style in zip(range(TRACKS), [*STYLES.values()] * 9, strict=False):
        catch = Catch(patch, transitions, drums_a)
        plan = grammar.plan(style, chance(seed, "form"), longest=120)
        rhythm = Rhythm(at_120(plan.bars), 0.5, 0.0)
        scores = scores_of(choose_score(chance(seed, "x"), "four"), "four", chance(seed, "y"))
        played = drums_a.play(
            Stems.silent(1), drums_a.Drummer(kit, scores, None), rhythm,
            plan=plan, chance=chance(seed, "hits"),
        )  # fmt: skip
        habits = transitions.choose_habits(chance(seed, "habits"), announced=plan.announced)
        tonality = choose_tonality(style, chance(seed, "key"), plan, rhythm.clock.bar_starts)
        risen = transitions.play(
            Stems.silent(1), kit, habits, rhythm,
            plan=plan, tonality=tonality, chance=chance(seed, "effects"),
        )  # fmt: skip
        yield Track(plan.edges(), catch.bars(kit.crash), risen, played.fill)


def tracks_of_b(patch):
    box = make_box(chance(0, "box"), "four", 0.5)
    patch.setattr(tension, "grains", lambda *_, **__: np.zeros(1, dtype=np.float32))
    patch.setattr(tension, "_endless", lambda *_: np.zeros(1, dtype=np.float32))
    for seed, style in zip(range(TRACKS), [*STYLES.values()] * 9, strict=False):
        catch = Catch(patch, tension, drums_b)
        form = grow(style, chance(seed, "form"), longest=120)
        feel = drums_b.Feel(at_120(form.bars), np.zeros(16))
        hands = hands_of(choose_hands("four", chance(seed, "x")), "four", chance(seed, "y"))
        _, filled = drums_b.play(
            Stems.silent(1), drums_b.Band(box, hands, None), feel,
            form=form, chance=chance(seed, "hits"),
        )  # fmt: skip
        temper = tension.choose_temper(chance(seed, "temper"), told=form.told)
        risen = tension.play(
            Stems.silent(1), box, temper, feel, form=form, chance=chance(seed, "effects")
        )
        spans = name_sections(form, risen, song=False)
        ends = [*(span.bar for span in spans[1:]), form.bars]
        edges = [(span.bar, end, span.label) for span, end in zip(spans, ends, strict=True)]
        yield Track(edges, catch.bars(box.splash), risen, filled)


@pytest.fixture(scope="module", params=[tracks_of_a, tracks_of_b], ids=["a", "b"])
def tracks(request):
    with pytest.MonkeyPatch.context() as patch:
        return list(request.param(patch))


def test_boundaries_come_without_a_crash_and_crashes_without_a_boundary(tracks):
    marked = [bar in track.crashes for track in tracks for bar in track.changes]
    assert 0.15 < np.mean(marked) < 0.8
    strays = sum(len(track.crashes - track.changes) for track in tracks)
    assert strays > TRACKS / 6


def test_drops_come_without_a_riser_and_risers_without_a_drop(tracks):
    drops = [
        track.risen[begin - 1] > 0
        for track in tracks
        for begin, _, name in track.edges[1:]
        if name is SectionLabel.DROP
    ]
    assert 0.1 < np.mean(drops) < 0.85
    led = [
        {begin for begin, _, name in track.edges if name in transitions.LOUD} for track in tracks
    ]
    ends = [np.flatnonzero(np.diff(track.risen, append=0) < 0) + 1 for track in tracks]
    astray = [bar not in drop for drop, bars in zip(led, ends, strict=True) for bar in bars]
    assert 0.05 < np.mean(astray) < 0.9
    assert sum(astray) > TRACKS / 6


def test_fills_close_phrases_after_which_nothing_changes_and_lack_before_what_does(tracks):
    before = [track.filled[bar - 1] > 0 for track in tracks for bar in track.changes]
    assert 0.05 < np.mean(before) < 0.8
    inside = [
        np.flatnonzero(track.filled) + 1 for track in tracks
    ]  # fmt: skip
    stray = sum(
        bar not in track.changes for track, bars in zip(tracks, inside, strict=True) for bar in bars
    )
    assert stray > TRACKS


def test_not_every_build_leads_to_a_drop(tracks):
    after = [
        right[2] in transitions.LOUD
        for track in tracks
        for left, right in pairwise(track.edges)
        if left[2] is SectionLabel.BUILD
    ]
    assert 0.6 < np.mean(after) < 0.99
