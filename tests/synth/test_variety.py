"""What must vary varies, about as often as it is meant to: tempo, feel, sounds, keys, voices."""

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.clock import Pace, choose_pace, wind
from edmstudio.synth.family_a import grammar, vocals
from edmstudio.synth.family_a.bass import MANNERS, choose_line
from edmstudio.synth.family_a.layering import layered
from edmstudio.synth.family_a.life import reduced
from edmstudio.synth.family_a.low_notes import Tone, play_bass
from edmstudio.synth.family_a.plan import HATS, PAD
from edmstudio.synth.family_a.progressions import choose_tonality
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_a.score import choose_score, scores_of
from edmstudio.synth.family_a.twists import bare, rolling
from edmstudio.synth.family_b import transitions as tension
from edmstudio.synth.family_b import vocals as throats
from edmstudio.synth.family_b.bass import choose_player
from edmstudio.synth.family_b.drums import choose_feel
from edmstudio.synth.family_b.form import KICK
from edmstudio.synth.family_b.grammar import grow
from edmstudio.synth.family_b.hands import choose_hands
from edmstudio.synth.family_b.harmony import choose_tones
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.family_b.twists import bare_peaks
from edmstudio.synth.mix import choose_mix, leaning
from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES, choose_bpm, choose_swing

STYLE_LIST = [*STYLES.values()]


def chance(seed, name="test"):
    return Streams(seed).stream(name)


def styled(count):
    return [(seed, STYLE_LIST[seed % len(STYLES)]) for seed in range(count)]


def test_one_tempo_in_seven_has_decimals_and_all_lie_near_their_style():
    bpm = np.array([choose_bpm(style, chance(seed)) for seed, style in styled(2000)])
    assert 0.1 < (bpm % 1 > 1e-6).mean() < 0.2
    assert bpm.min() < 82
    assert bpm.max() > 190
    house = np.array([choose_bpm(STYLES["house"], chance(seed)) for seed in range(300)])
    assert 0.85 < ((house >= 118) & (house <= 130)).mean() < 1.0


def test_a_few_clocks_change_a_few_drift_and_a_few_recordings_begin_late_or_inside_a_bar():
    sections = np.arange(0, 512, 32)
    paces = [choose_pace(chance(seed), 128.0, sections) for seed in range(2000)]
    assert 0.05 < np.mean([bool(pace.changes) for pace in paces]) < 0.11
    assert 0.04 < np.mean([pace.drift > 0 for pace in paces]) < 0.1
    assert 0.15 < np.mean([pace.start > 0.3 for pace in paces]) < 0.25
    beats = np.array([-pace.start * 128.0 / 60.0 for pace in paces if pace.start < 0])
    assert 0.07 < len(beats) / len(paces) < 0.13
    assert (np.abs(beats - np.round(beats)) > 0.1).mean() > 0.6  # inside a beat too


def test_sixteenths_swing_in_some_tracks_and_hands_are_not_machines():
    swings = np.array([choose_swing(style, chance(seed)) for seed, style in styled(600)])
    assert 0.1 < (swings == 0.5).mean() < 0.6
    assert 0.63 < swings.max() <= 0.67
    clock = wind(Pace(120.0), np.full(8, 4), chance(0))
    beats = np.arange(32.0).tolist()
    loose = Rhythm(clock, 0.6, 0.009)
    apart = (loose.loose_frames(beats, chance(1)) - loose.frames(beats)) / RATE
    assert 0.004 < apart.std() < 0.015
    assert loose.beat(0, 1) - loose.beat(0, 0) == pytest.approx(0.3)
    feels = [choose_feel(clock, 0.5, chance(seed)).offsets for seed in range(200)]
    assert all((offsets[::4] == 0).all() for offsets in feels)
    assert 0.3 < np.mean([(offsets != 0).any() for offsets in feels]) < 0.7


def test_half_time_is_written_in_the_tempo_in_which_djs_count_it():
    halves = [style for style in STYLE_LIST if style.groove == "half"]
    assert {style.name for style in halves} >= {"dubstep", "trap", "future bass"}
    assert min(style.bpm[0] for style in halves) >= 130
    snares = [choose_score(chance(seed), "half").snare for seed in range(100)]
    assert np.mean([row[8] == "x" and row[4] == row[12] == "." for row in snares]) > 0.6
    others = [choose_hands("half", chance(seed)).snare.tolist() for seed in range(100)]
    assert np.mean([steps == [8] for steps in others]) > 0.9


def test_some_tracks_fall_into_half_the_time_or_run_at_double():
    fallen, running = 0, 0
    for seed in range(300):
        scores = scores_of(choose_score(chance(seed), "breaks"), "breaks", chance(seed, "parts"))
        fallen += any(one.snare == "........x......." for one in scores)
        running += any(set(one.hats) == {"x"} and one.ghosts > 0.2 for one in scores)
    assert 0.05 < fallen / 300 < 0.3
    assert 0.05 < running / 300 < 0.3


@pytest.mark.parametrize(
    "kind", ["sub", "saw", "reese", "acid", "wobble", "pluck", "growl", "chip"]
)
def test_every_kind_of_bass_sounds_at_its_pitch(kind):
    line = next(
        line for seed in range(400)
        if (line := choose_line(STYLE_LIST[seed % 18], chance(seed))).kind == kind
    )  # fmt: skip
    sound = play_bass(kind, Tone(55.0, 0.5, 0.7, 0.5), line.patch, chance(3))
    power = np.square(np.abs(np.fft.rfft(sound, 4 * RATE)))
    hz = np.fft.rfftfreq(4 * RATE, 1 / RATE)
    near = [power[np.abs(hz - 55.0 * k) < 4].sum() for k in range(1, 4)]
    assert sum(near) > 0.2 * power[(hz > 20) & (hz < 185)].sum()
    assert any(kind == one for rows in MANNERS.values() for _, one in rows)


def test_hats_burst_into_rolls_in_half_of_the_half_time_tracks():
    shares = {"half": (0.4, 0.6), "four": (0.03, 0.14)}
    for groove, (least, most) in shares.items():
        scores = [
            rolling(choose_score(chance(seed), groove), groove, chance(seed, "rolls"))
            for seed in range(300)
        ]
        assert least < np.mean([score.rolls > 0 for score in scores]) < most


def test_a_reduced_piece_has_a_kick_and_a_pad_and_is_named_after_them():
    for seed, style in styled(60):
        whole = grammar.plan(style, chance(seed), longest=100)
        little = reduced(whole)
        assert not little.levels[:, HATS:PAD].any()
        assert (little.levels.sum(axis=1) > 0).all()
        assert little.spans[0].bar == 0
        assert {span.bar for span in little.spans} <= {span.bar for span in whole.spans}
    few = bare(choose_score(chance(1), "four"), chance(1))
    assert sum(few.kick.count(mark) for mark in "xo") <= 2
    assert {"x", "o"}.isdisjoint(few.snare + few.hats)


def test_the_basses_of_the_other_family_are_of_many_kinds():
    kinds = [choose_player(style, chance(seed), bits=False).kind for seed, style in styled(300)]
    assert set(kinds) == {"fm", "fold", "string", "deep", "siren"}


def test_ducking_reaches_from_none_to_eighteen_decibels_and_from_30_to_400_milliseconds():
    mixes = [
        leaning(choose_mix(style, chance(seed)), chance(seed, "lean"))
        for seed, style in styled(900)
    ]
    depth = np.array([mix.duck_bass for mix in mixes])
    seconds = np.array([mix.duck_seconds for mix in mixes])
    assert 0.1 < (depth == 0).mean() < 0.3
    assert 16 < depth.max() <= 18
    assert 0.03 <= seconds.min() < 0.045
    assert 0.35 < seconds.max() <= 0.4
    assert {mix.bands for mix in mixes} == {0, 1, 3}
    assert 0.1 < np.mean([mix.width == 0.0 for mix in mixes]) < 0.3
    assert 0.02 < np.mean([mix.width > 1.6 for mix in mixes]) < 0.1


def test_keys_modes_loops_and_tunings_differ_and_some_tracks_have_no_key_or_two():
    scales, loops, changes, keyless, cents = set(), set(), 0, 0, []
    for seed, style in styled(500):
        plan = grammar.plan(style, chance(seed, "form"), longest=120)
        held = choose_tonality(style, chance(seed), plan, np.arange(plan.bars + 1) * 4)
        scales.add(held.scale)
        loops |= {len(loop) for loop in held.loops}
        changes += len(held.keys) > 1
        keyless += held.keys[0].key is None
        cents.append(held.cents)
    assert len(scales) == 6
    assert {1, 2, 4, 8} <= loops
    assert 0.01 < changes / 500 < 0.08
    assert 0.03 < keyless / 500 < 0.2
    assert 25 < np.abs(cents).max() <= 50
    assert 0.15 < (np.array(cents) != 0).mean() < 0.35


def test_the_other_family_has_modes_keys_and_tunings_of_its_own():
    scales, changes, keyless, tunings = set(), 0, 0, []
    for seed, style in styled(300):
        form = grow(style, chance(seed, "form"), longest=120)
        tones = choose_tones(style, form, chance(seed))
        scales.add(tones.scale)
        changes += len(tones.keys) > 1
        keyless += tones.keys[0].key is None
        tunings.append(tones.tuning)
    assert len(scales) >= 5
    assert 0.01 < changes / 300 < 0.1
    assert 0.03 < keyless / 300 < 0.2
    assert np.ptp(tunings) > 10


def test_intros_are_as_long_as_a_mix_or_missing():
    firsts = []
    for seed, style in styled(400):
        begin, end, name = grammar.plan(style, chance(seed), longest=240).edges()[0]
        firsts.append((name, end - begin))
    long = [name is SectionLabel.INTRO and bars >= 32 for name, bars in firsts]
    assert 0.1 < np.mean(long) < 0.6
    assert 0.03 < np.mean([name is not SectionLabel.INTRO for name, _ in firsts]) < 0.4


def test_voices_sing_chop_speak_and_shoot():
    manners = {vocals.choose_singer(chance(seed), song=False).manner for seed in range(60)}
    assert manners == {"sung", "chopped", "spoken", "shots"}
    others = {throats.choose_throat(chance(seed)).manner for seed in range(60)}
    assert others == {"phrases", "stutter", "talk"}


def test_voices_begin_before_their_bar_in_two_of_five_tracks_of_both_families():
    lines = [vocals.choose_singer(chance(seed), song=True) for seed in range(300)]
    sung = [line[0][0] for one in lines if one.manner == "sung" for line in one.lines]
    early = np.array(sung) < 0
    assert 0.3 < early.mean() < 0.5
    assert {-1.0, -2.0, -3.0} <= set(sung)
    throats_early = [throats.choose_throat(chance(seed)).early for seed in range(300)]
    assert 0.3 < np.mean(np.array(throats_early) > 0) < 0.5


def test_some_pieces_begin_with_a_bar_or_two_of_pickup():
    share = np.full(len(LAYERS), 0.9)
    firsts = []
    for seed in range(200):
        levels = layered(share, chance(seed), longest=80).levels
        other = np.flatnonzero((levels != levels[0]).any(axis=1))
        firsts.append(other[0] if len(other) else 99)
    assert 0.04 < np.mean(np.array(firsts) <= 2) < 0.25


def test_kicks_drop_out_before_blocks_of_the_other_family_whether_or_not_it_gets_louder():
    before = after = 0
    for seed in range(200):
        form = grow(STYLES["techno"], chance(seed, "form"), longest=120)
        temper = tension.choose_temper(chance(seed, "temper"), told=form.told)
        muted = tension.plan_mutes(form, temper, chance(seed, "mutes"))
        gone = np.flatnonzero((form.layers[:, KICK] > 0) & (muted.layers[:, KICK] == 0)) + 1
        leaps = [form.energy[min(bar, form.bars - 1)] - form.energy[bar - 1] for bar in gone]
        before += sum(leap > 0.15 for leap in leaps)
        after += sum(leap <= 0.15 for leap in leaps)
    assert before > 10
    assert after > 10


def test_the_other_familys_breaks_have_kicks_and_its_drops_lack_them_now_and_then():
    kicks = {SectionLabel.BREAK: [], SectionLabel.DROP: []}
    for seed in range(300):
        style = [*STYLES.values()][seed % len(STYLES)]
        form = bare_peaks(grow(style, chance(seed, "form"), longest=120), chance(seed, "twists"))
        spans = name_sections(form, np.zeros(form.bars, dtype=np.float32), song=False)
        for span, end in zip(spans, [*(s.bar for s in spans[1:]), form.bars], strict=True):
            if span.label in kicks:
                kicks[span.label].append((form.layers[span.bar : end, KICK] > 0).mean())
    assert 0.01 < (np.array(kicks[SectionLabel.BREAK]) > 0.3).mean() < 0.4
    assert 0.005 < (np.array(kicks[SectionLabel.DROP]) < 0.5).mean() < 0.3
