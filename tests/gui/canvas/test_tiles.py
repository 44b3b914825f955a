from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.tile_worker import TILE, TileKey
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


class Held(Red):
    """Paints when it may."""

    def __init__(self):
        super().__init__()
        self.may = Event()

    def paint(self, start, stop, width, height):
        self.may.wait(5.0)
        return super().paint(start, stop, width, height)


class Broken:
    def paint(self, start, stop, width, height):
        raise ZeroDivisionError("no such tile")


@pytest.fixture
def tiles(qapp):
    tiles = Tiles(kept_bytes=20 * TILE * 50 * 4)
    yield tiles
    tiles.close()


def keys(left, scale, count=2):
    """So many tiles from device pixel `left` on."""
    first = left // TILE
    return [TileKey(Lane.WAVEFORM, scale, index) for index in range(first, first + count)]


def drawn(tiles, wanted):
    """The picture of tiles, and which of them are still to be made."""
    image = QImage(len(wanted) * TILE, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    with QPainter(image) as painter:
        tiles.draw(painter, wanted, QRectF(0, 0, image.width(), 50), GROUND)
    return image, [key for key in wanted if tiles.lacks(key)]


def test_missing_tiles_show_the_ground_and_are_painted_by_the_worker(qtbot, tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    wanted = keys(300, 100.0)
    image, missing = drawn(tiles, wanted)
    assert image.pixelColor(500, 20) == GROUND
    assert missing == wanted
    assert not tiles.want(missing, [])
    qtbot.waitUntil(lambda: tiles.want(wanted, []))
    assert drawn(tiles, wanted)[0].pixelColor(500, 20) == RED


def test_a_new_scale_shows_the_old_one_stretched_until_it_is_there(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    old, new = keys(0, 100.0), keys(TILE, 200.0, 4)
    tiles.want(old, [])
    tiles.make_now(old)
    tiles.want(new, [])
    image, missing = drawn(tiles, new)
    assert missing == new
    assert image.pixelColor(500, 20) == RED
    assert image.pixelColor(1900, 20) == GROUND  # the old scale ended here


def test_however_fast_one_zooms_what_was_painted_before_is_shown(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    old = keys(0, 100.0)
    tiles.want(old, [])
    tiles.make_now(old)
    with tiles.resting():
        for step in range(1, 12):
            new = keys(0, 100.0 * 2 ** (step / 2))
            tiles.want(new, [])
            image, missing = drawn(tiles, new)
            assert missing == new
            assert image.pixelColor(500, 20) == RED


def test_no_tile_is_begun_while_a_frame_is_painted(qtbot, tiles):
    painter, wanted = Red(), keys(0, 100.0)
    tiles.set_lane(Lane.WAVEFORM, painter, 50)
    with tiles.resting():
        tiles.want(wanted, [])
        qtbot.wait(50)
        assert painter.asked == []
    qtbot.waitUntil(lambda: tiles.want(wanted, []))


def test_what_is_asked_after_a_rest_of_the_worker_is_painted_as_well(qtbot, tiles, monkeypatch):
    monkeypatch.setattr("edmstudio.gui.canvas.tile_worker.LINGER", 0.01)
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    for place in (0, 4 * TILE):
        wanted = keys(place, 100.0)
        qtbot.waitUntil(lambda wanted=wanted: tiles.want(wanted, []))
        qtbot.wait(50)


def test_a_hole_among_the_old_tiles_shows_the_ground(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    old = keys(0, 100.0, 3)
    tiles.want(old, [])
    tiles.make_now([old[0], old[2]])
    image, _ = drawn(tiles, [*keys(0, 200.0, 6)])
    assert image.pixelColor(1500, 20) != QColor("#FFFFFF")


def test_memory_stays_in_bounds_however_far_one_goes(tiles):
    tiles.set_lane(Lane.WAVEFORM, Red(), 50)
    for step in range(200):
        tiles.make_now(keys(step * 700, 100.0))
        assert tiles.kept <= 20 * TILE * 50 * 4
    assert not any(tiles.lacks(key) for key in keys(199 * 700, 100.0))


def test_another_painter_forgets_what_the_old_one_painted(tiles):
    first, second = Red(), Red()
    tiles.set_lane(Lane.WAVEFORM, first, 50)
    tiles.make_now(keys(0, 100.0))
    tiles.set_lane(Lane.WAVEFORM, second, 100)
    assert tiles.kept == 0
    tiles.make_now(keys(0, 100.0))
    assert second.asked[0] == (0.0, TILE / 100.0)
    assert tiles.kept == 2 * TILE * 100 * 4


def test_only_what_was_asked_last_is_painted(qtbot, tiles):
    painter = Held()
    tiles.set_lane(Lane.WAVEFORM, painter, 50)
    for step in range(50):
        tiles.want(keys(step * 10 * TILE, 100.0), [])
    painter.may.set()
    qtbot.waitUntil(lambda: tiles.want(keys(490 * TILE, 100.0), []))
    assert len(painter.asked) <= 3  # what had begun, and the two of the last view


def test_a_fault_of_a_painter_is_told_once_on_the_window_s_thread(qtbot, tiles):
    tiles.set_lane(Lane.WAVEFORM, Broken(), 50)
    with qtbot.captureExceptions() as faults:
        tiles.want(keys(0, 400.0), [])
        qtbot.waitUntil(lambda: tiles.want(keys(0, 400.0), []))
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
    tiles.set_lane(Lane.WAVEFORM, first, 50)
    far, near = keys(0, 100.0), keys(0, 4000.0)
    tiles.make_now([*far, *near])
    tiles.refine(Lane.WAVEFORM, finer, 1400.0)
    assert not any(map(tiles.lacks, far))
    assert all(map(tiles.lacks, near))
    tiles.make_now(near)
    assert len(finer.asked) == len(near)
