import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.curves_lane import CurvesLane, Series
from edmstudio.gui.canvas.difference_overlay import differences
from edmstudio.gui.canvas.readout import place_of
from edmstudio.gui.look.tokens import DARK
from edmstudio.gui.words import clock
from tests.gui.canvas.tracks import annotated

WHITE = np.array([255.0, 255.0, 255.0], np.float32)


@given(st.floats(-5, 45), st.floats(0, 50))
def test_a_filled_span_covers_exactly_its_height(top, high):
    image = pixels.plain(40, 1, "#000000")
    picture = pixels.written(image)
    edges = np.array([top], np.float32), np.array([top + high], np.float32)
    pixels.fill_between(picture, *edges, WHITE)
    inside = min(max(top + high, 0), 40) - min(max(top, 0), 40)
    assert pixels.colours(picture)[..., 0].sum() / 255 == pytest.approx(inside, abs=0.02)


@given(st.lists(st.floats(0, 255), min_size=3, max_size=3))
def test_a_colour_survives_being_packed(parts):
    colour = np.array(parts, np.float32)
    assert np.abs(pixels.colours(pixels.words(colour)) - colour).max() <= 0.51


def test_what_is_written_into_an_image_is_in_it():
    image = pixels.plain(4, 6, "#123456")
    pixels.written(image)[2, 3] = pixels.words(pixels.rgb("#FF8800"))
    assert (image.width(), image.height()) == (6, 4)
    assert image.pixelColor(3, 2).name() == "#ff8800"
    assert image.pixelColor(0, 0).name() == "#123456"


def test_a_colour_map_begins_and_ends_with_its_stops():
    table = pixels.ramp(DARK.spectrum)
    assert table[0] == pixels.words(pixels.rgb(DARK.spectrum[0]))
    assert table[-1] == pixels.words(pixels.rgb(DARK.spectrum[-1]))


@given(st.integers(1, 300), st.floats(0.0, 8.0), st.floats(0.1, 20.0))
def test_no_point_of_a_curve_is_lost_when_many_share_a_column(width, start, wide):
    values = np.zeros(1000, np.float32)
    values[500] = 1.0
    series = Series(values, 100.0)
    drawn = series.columns(start, start + wide, width)
    assert len(drawn) == width
    if wide * 100 > width and start < 4.99 and start + wide > 5.02:
        assert drawn.max() == 1.0


def test_beyond_the_curve_there_is_nothing():
    series = Series(np.ones(100, np.float32), 10.0)
    assert series.columns(11.0, 20.0, 50).max() == 0.0
    assert series.columns(11.0, 400.0, 50).max() == 0.0
    assert series.envelope(100.0, 400.0, 50).max() == 0.0


def test_crowded_beats_become_the_line_over_their_tops():
    beats = np.zeros(6000, np.float32)
    beats[::50] = 0.8  # two a second
    assert Series(beats, 100.0).envelope(10.0, 50.0, 200).min() == pytest.approx(0.8)


def test_curves_are_drawn_in_their_colours():
    half = Series(np.full(100, 0.5, np.float32), 10.0)
    image = CurvesLane(None, half, None, DARK).paint(0.0, 8.0, 80, 100)
    names = [image.pixelColor(40, y).name().upper() for y in range(100)]
    assert DARK.beat_curve in names
    assert names.index(DARK.beat_curve) == pytest.approx(54, abs=2)


def test_differences_are_one_span_for_each_disagreement():
    held = annotated(96.0).sections
    heard = (
        Section(0.0, 18.0, SectionLabel.INTRO),
        Section(18.0, 32.05, SectionLabel.BUILD),
        Section(32.05, 96.0, SectionLabel.DROP),
    )
    found = differences(held, heard)
    assert [(d.start, d.end) for d in found] == [(16.0, 18.0), (64.0, 80.0), (80.0, 96.0)]
    assert differences(held, held) == ()
    assert differences((), heard) == ()


@pytest.mark.parametrize(
    ("seconds", "step", "text"),
    [(0, 1, "0:00"), (62.345, 0.001, "1:02.345"), (3723, 1, "1:02:03"), (59.96, 0.1, "1:00.0")],
)
def test_times_read_as_a_clock(seconds, step, text):
    assert clock(seconds, step) == text


def test_a_place_names_bar_beat_and_time():
    grid = annotated(96.0).grid
    assert place_of(grid, 62.5) == "32.2 · 1:02.500"
    assert place_of(None, 62.5) == "1:02.500"
