from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.cues import CuePoint
from edmstudio.gui.canvas.cue_flags import ASIDE, place

LETTER = 18.0


def laid(*places, wish=60.0, rows=2):
    cues = [(x, CuePoint(x, number)) for number, x in enumerate(places)]
    return place(cues, letter=LETTER, name=lambda cue: wish, rows=rows)


def test_a_lone_flag_stands_at_its_pole_with_its_whole_name():
    (flag,) = laid(100.0)
    assert (flag.x, flag.row, flag.text) == (100.0, 0, 60.0)


def test_a_near_neighbour_takes_the_second_row():
    first, second = laid(100.0, 110.0)
    assert (first.row, second.row) == (0, 1)
    assert second.x == 110.0
    assert second.text == 60.0


def test_a_third_one_moves_aside_and_the_name_before_it_gives_way():
    first, _, third = laid(100.0, 105.0, 110.0)
    assert third.row == 0
    assert third.x >= first.x + LETTER
    assert first.text < 16


@given(st.lists(st.floats(0, 2000), max_size=40), st.integers(1, 3))
def test_flags_never_overlap_and_stay_near_their_poles(places, rows):
    flags = laid(*sorted(places), rows=rows)
    for row in range(rows):
        alike = sorted((flag for flag in flags if flag.row == row), key=lambda flag: flag.x)
        for left, right in pairwise(alike):
            assert left.x + LETTER + left.text <= right.x
    assert all(0 <= flag.x - flag.pole <= ASIDE * LETTER for flag in flags)


@given(st.lists(st.integers(0, 40), unique=True, min_size=1, max_size=30))
def test_flags_with_room_all_stand(steps):
    places = sorted(step * 30.0 for step in steps)
    assert [flag.x for flag in laid(*places)] == places
