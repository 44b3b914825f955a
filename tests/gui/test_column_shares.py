"""How columns share the width of a table: what must be seen is whole, nothing is cut in two."""

from hypothesis import assume, given
from hypothesis import strategies as st

from edmstudio.gui.widgets.column_shares import Wish, shared


@st.composite
def wishes(draw):
    found = []
    for _ in range(draw(st.integers(1, 9))):
        least = draw(st.integers(1, 60))
        found.append(
            Wish(
                usual=least + draw(st.integers(0, 80)),
                least=least,
                needed=draw(st.booleans()),
                yields=draw(st.booleans()),
                grows=draw(st.integers(0, 3)),
            )
        )
    return found


@given(wishes(), st.integers(1, 900))
def test_what_is_in_sight_fills_the_room_and_the_next_begins_where_it_ends(wished, room):
    assume(room >= wished[0].usual)
    widths = shared(room, wished)
    edges = [sum(widths[:at]) for at in range(len(widths) + 1)]
    assert room in edges


@given(wishes(), st.integers(1, 900))
def test_a_column_in_sight_is_at_least_as_wide_as_its_words_or_gone(wished, room):
    for wish, wide in zip(wished, shared(room, wished), strict=True):
        assert wide >= min(wish.least, room) or (wish.yields and wide == 0)


@given(wishes(), st.integers(1, 900))
def test_what_is_needed_is_in_sight_wherever_it_can_be(wished, room):
    last = max((at for at, wish in enumerate(wished) if wish.needed), default=-1)
    tight = sum(wish.least for wish in wished[: last + 1] if not wish.yields)
    if tight <= room:
        assert sum(shared(room, wished)[: last + 1]) <= room


def test_who_yields_gives_way_before_the_others_and_goes_before_a_needed_one_does():
    overview, title, bpm = Wish(120, 80, yields=True), Wish(180, 70, True), Wish(60, 60, True)
    assert shared(360, [overview, title, bpm]) == [120, 180, 60]
    assert shared(330, [overview, title, bpm]) == [90, 180, 60]
    assert shared(250, [overview, title, bpm]) == [80, 110, 60]
    assert shared(200, [overview, title, bpm]) == [0, 140, 60]


def test_what_is_left_goes_to_those_who_grow():
    assert shared(200, [Wish(50, 50, grows=3), Wish(50, 50, grows=1), Wish(20, 20)]) == [
        110, 70, 20,
    ]  # fmt: skip
    assert shared(200, [Wish(50, 50), Wish(50, 50)]) == [50, 150]
