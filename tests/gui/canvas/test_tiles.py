import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.tile_worker import TILE
from edmstudio.gui.canvas.tiles import Tiles
from edmstudio.gui.canvas.time_axis import TimeAxis

GROUND = QColor("#102030")
RED = QColor("#D00000")


class Red:
    """Paints red, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def paint(self, start, stop, width, height):
        self.asked.append((start, stop))
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(RED)
        return image


class Broken:
    def paint(self, start, stop, width, height):
        raise ZeroDivisionError("no such tile")


@pytest.fixture
def tiles(qapp):
    tiles = Tiles(kept_bytes=20 * TILE * 50 * 4)
    yield tiles
    tiles.close()


def drawn(tiles, axis, width=1000):
    image = QImage(width, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    with QPainter(image) as painter:
        missing = tiles.draw(painter, Lane.WAVEFORM, QRectF(0, 0, width, 50), axis, GROUND)
    return image, missing


def test_missing_tiles_show_the_ground_and_are_painted_by_the_worker(qtbot, tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50, 1.0)
    axis = TimeAxis(3.0, 100.0)
    image, missing = drawn(tiles, axis)
    assert image.pixelColor(500, 20) == GROUND
    assert len(missing) == 3
    tiles.want(missing, [])
    qtbot.waitUntil(lambda: not drawn(tiles, axis)[1])
    assert drawn(tiles, axis)[0].pixelColor(500, 20) == RED


def test_a_new_scale_shows_the_old_one_stretched_until_it_is_there(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50, 1.0)
    axis = TimeAxis(0.0, 100.0)
    tiles.make_now(drawn(tiles, axis)[1])
    drawn(tiles, axis)
    image, missing = drawn(tiles, TimeAxis(2.0, 141.4))
    assert missing
    assert image.pixelColor(500, 20) == RED


def test_memory_stays_in_bounds_however_far_one_goes(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50, 1.0)
    for step in range(200):
        tiles.make_now(drawn(tiles, TimeAxis(step * 7.0, 100.0))[1])
        assert tiles.kept <= 20 * TILE * 50 * 4
    assert not drawn(tiles, TimeAxis(199 * 7.0, 100.0))[1]


def test_another_painter_forgets_what_the_old_one_painted(tiles):
    first, second = Red(), Red()
    tiles.set_lane(Lane.WAVEFORM, first, 50, 1.0)
    axis = TimeAxis(0.0, 100.0)
    tiles.make_now(drawn(tiles, axis)[1])
    tiles.set_lane(Lane.WAVEFORM, second, 50, 2.0)
    assert tiles.kept == 0
    tiles.make_now(drawn(tiles, axis)[1])
    assert second.asked[0] == (0.0, TILE / 100.0)
    assert tiles.kept == 2 * TILE * 2 * 50 * 2 * 4


def test_only_what_was_asked_last_is_painted(qtbot, tiles):
    painter = Red()
    tiles.set_lane(Lane.WAVEFORM, painter, 50, 1.0)
    for step in range(50):
        tiles.want(drawn(tiles, TimeAxis(step * 100.0, 100.0))[1], [])
    axis = TimeAxis(49 * 100.0, 100.0)
    qtbot.waitUntil(lambda: not drawn(tiles, axis)[1])
    assert len(painter.asked) < 150


def test_a_fault_of_a_painter_is_told_once_on_the_window_s_thread(qtbot, tiles):
    tiles.set_lane(Lane.WAVEFORM, Broken(), 50, 1.0)
    axis = TimeAxis(0.0, 400.0)
    with qtbot.captureExceptions() as faults:
        tiles.want(drawn(tiles, axis)[1], [])
        qtbot.waitUntil(lambda: not drawn(tiles, axis)[1])
    assert {fault[0] for fault in faults} == {ZeroDivisionError}
    assert len(faults) == 2


def test_neighbouring_tiles_join_without_a_seam(canvas):
    """One tile painted in one piece is the same as two halves."""
    from edmstudio.gui.canvas.waveform_lane import WaveformLane

    lane = WaveformLane(canvas._lanes.sound.wave, canvas._theme.tokens)
    whole = lane.paint(4.0, 8.0, 400, 80)
    halves = [lane.paint(4.0, 6.0, 200, 80), lane.paint(6.0, 8.0, 200, 80)]

    def words(image):
        return np.frombuffer(image.constBits(), np.uint32).reshape(80, -1)

    joined = np.concatenate([words(half) for half in halves], axis=1)
    assert (joined != words(whole)).mean() < 0.01


def test_the_left_edge_falls_on_a_device_pixel():
    for ratio in (1.0, 1.5, 2.0):
        axis = TimeAxis(12.3456, 141.42, 76.0).on_pixels(ratio)
        steps = axis.left * axis.scale * ratio
        assert steps == pytest.approx(round(steps), abs=1e-6)
        assert abs(axis.left - 12.3456) <= 0.5 / (141.42 * ratio) + 1e-12


def test_a_finer_painter_takes_the_deep_tiles_and_leaves_the_others(tiles):
    first, finer = Red(), Red()
    tiles.set_lane(Lane.WAVEFORM, first, 50, 1.0)
    far, near = TimeAxis(0.0, 100.0), TimeAxis(0.0, 4000.0)
    for axis in (far, near):
        tiles.make_now(drawn(tiles, axis)[1])
    tiles.refine(Lane.WAVEFORM, finer, 1400.0)
    assert drawn(tiles, far)[1] == []
    missing = drawn(tiles, near)[1]
    assert missing
    tiles.make_now(missing)
    assert len(finer.asked) == len(missing)
