"""Whether a new checkpoint may take the place of the old one."""

from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.lesson import title_stem
from edmstudio.domain.retraining import POINT, TASKS
from edmstudio.learning.gate import judge
from edmstudio.learning.groups import joined

score = st.floats(0.0, 1.0)
tracks = st.dictionaries(st.sampled_from(sorted(TASKS)), score, min_size=1)
names = st.text("abcdef", min_size=1, max_size=4)


def scores(count, **tasks):
    return {f"track {n}": dict(tasks) for n in range(count)}


@given(st.dictionaries(names, tracks, min_size=1, max_size=6))
def test_the_same_again_is_never_promoted(before):
    assert not judge(before, before).promoted


@given(st.dictionaries(names, tracks, min_size=2, max_size=6), st.data())
def test_what_is_promoted_is_better_on_average_and_lost_nowhere(before, data):
    after = {name: {task: data.draw(score) for task in held} for name, held in before.items()}
    verdict = judge(before, after)
    if verdict.promoted:
        assert verdict.gain > 0.0
        assert not any(row.lost for row in verdict.rows)
        assert verdict.worse < 0.2


def test_better_everywhere_is_promoted_with_the_figures():
    verdict = judge(scores(6, cue_f=0.4, beat_f=0.9), scores(6, cue_f=0.7, beat_f=0.9))
    assert verdict.promoted
    assert "Cues +30.0 points" in verdict.reason


def test_what_became_worse_and_may_be_chance_is_told_where_the_rest_is_better():
    before = {f"t{n}": {"cue_f": 0.3, "beat_f": 0.9} for n in range(6)}
    late = (0.70, 0.93, 0.93, 0.92, 0.93, 0.91)
    after = {f"t{n}": {"cue_f": 0.8, "beat_f": late[n]} for n in range(6)}
    verdict = judge(before, after)
    assert verdict.promoted
    assert "nothing became worse" not in verdict.reason
    assert "Beats −1.3 points may be chance." in verdict.reason


def test_little_that_is_better_everywhere_is_told_as_it_is():
    verdict = judge(scores(6, cue_f=0.4), scores(6, cue_f=0.4004))
    assert verdict.promoted
    assert verdict.reason.startswith("On average +0.04 points; nothing became worse")


def test_a_loss_of_more_than_a_point_keeps_the_old_one_and_says_where():
    verdict = judge(scores(6, cue_f=0.4, beat_f=0.9), scores(6, cue_f=0.7, beat_f=0.87))
    assert not verdict.promoted
    assert "but Beats −3.0 points: the old model stays" in verdict.reason


def test_a_loss_on_the_frozen_set_counts_as_much():
    good = scores(6, cue_f=0.4), scores(6, cue_f=0.7)
    frozen = scores(24, section_accuracy=0.8), scores(24, section_accuracy=0.8 - 3 * POINT)
    verdict = judge(*good, *frozen)
    assert not verdict.promoted
    assert "on the frozen set" in verdict.reason


def test_what_may_be_chance_is_not_promoted():
    before = {f"t{n}": {"cue_f": 0.5} for n in range(4)}
    after = {f"t{n}": {"cue_f": value} for n, value in enumerate((0.9, 0.2, 0.9, 0.1))}
    assert not judge(before, after).promoted


def test_a_remix_is_never_held_out_while_its_original_is_learned():
    titles = ("Strings of Life", "Strings Of Life (Soul Rebels Remix)", "strings of life - Dub Mix")
    stems = {title: title_stem(title, f"/music/{title}.mp3") for title in titles}
    assert len(set(joined(stems, {}).values())) == 1
    assert title_stem("Windowlicker", "") != title_stem("Flim", "")


def test_what_has_nothing_to_do_with_the_sound_teaches_nothing_however_much_nearer_it_comes():
    said = {"beat_f": 0.3, "key_mirex": 0.02, "cue_f": 0.04}
    verdict = judge(scores(9, energy=0.6, **said), scores(9, energy=0.8, **said))
    assert verdict.gain > 0.0
    assert not verdict.promoted
    assert "Hardly anything of what was corrected fits what is heard" in verdict.reason


def test_of_one_kind_of_fact_a_person_may_say_what_nobody_else_would():
    assert judge(scores(9, cue_f=0.02), scores(9, cue_f=0.2)).promoted
