"""What is copied from strips is what would be painted afresh, whatever came before."""

import os
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.cut import Cut
from edmstudio.gui.canvas.film import PATIENCE, Film
from edmstudio.gui.canvas.lanes import TILED
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.tile_worker import TILE
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.look.tokens import LIGHT
from tests.gui.canvas.test_painting import picture, pixels


class Counted:
    """A band over the sound that knows how often it was painted, and how wide."""

    def __init__(self, light=False):
        self.painted, self.shows, self.light = [], ("first",), light

    def rows(self, layout):
        return layout.picture

    def made_of(self, piece):
        return self.shows

    def paint(self, painter, piece):
        self.painted.append(piece.last + 1 - piece.first)
        painter.fillRect(piece.view.layout.picture, "#336699")


class Painted(QObject):
    """Notes what is painted of a widget."""

    def __init__(self):
        super().__init__()
        self.rects = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.rect())
        return False


def shown(film, canvas, seen=None):
    """One frame of a film over the canvas's view."""
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        film.draw(painter, Cut(canvas.view()), seen or QRectF(canvas.rect()))
    return image


def fresh(qtbot, session, sound, canvas):
    """The same view on a canvas that has never drawn another."""
    other = Canvas(session, canvas._theme)
    qtbot.addWidget(other, before_close_func=Canvas.close_lanes)
    other.resize(canvas.size())
    other.set_sound(sound)
    for lane in Lane:
        other.show_lane(lane, lane in canvas._shown_lanes)
    other.set_position(canvas._position)
    return picture(other)


def differing(one, other):
    """How many pixels of two pictures differ."""
    assert one.size() == other.size()
    held = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]
    return np.count_nonzero(np.not_equal(*(np.frombuffer(i.constBits(), np.uint32) for i in held)))


def alike(one, other):
    """The same picture to the bit."""
    return not differing(one, other)


def next_tiles(canvas):
    """The tiles of the view that is likely to be next."""
    strips = Cut(canvas.coming(canvas.view())).strips
    return [key for strip in strips for lane in TILED for key in strip.tiles(lane)]


def settled(canvas):
    """A frame after all strips had time to be kept."""
    canvas.clearFocus()
    for _ in range(PATIENCE + 6):
        canvas.settle()
        canvas.grab()
    return picture(canvas)


def test_scrolling_by_any_way_shows_what_a_fresh_canvas_shows(qtbot, canvas, session, sound):
    session.show(3.3, 17.7)
    settled(canvas)
    for start in (3.9, 60.0, 5.01):
        session.scroll_to(start)
        assert alike(settled(canvas), fresh(qtbot, session, sound, canvas))


@pytest.mark.parametrize(
    "edit",
    [
        ShiftGrid(0.13),
        MoveBoundary(16.0, 22.0),
        RelabelSection(20.0, SectionLabel.CHORUS),
        PlaceCue(CuePoint(21.0, 99, name="Here")),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_an_edit_is_seen_at_once_in_every_lane(qtbot, canvas, session, sound, edit):
    session.show(0.0, 40.0)
    before = settled(canvas)
    session.perform(edit)
    after = picture(canvas)
    assert after != before
    assert alike(after, fresh(qtbot, session, sound, canvas))
    session.undo()
    assert alike(picture(canvas), before)


def test_another_look_leaves_nothing_of_the_old_one(qtbot, canvas, session, sound):
    settled(canvas)
    canvas.set_theme(Theme(LIGHT, 1.3))
    canvas.show_lane(Lane.MODEL, False)
    assert alike(picture(canvas), fresh(qtbot, session, sound, canvas))
    session.prediction = None
    canvas.show_lane(Lane.MODEL, True)
    assert alike(settled(canvas), fresh(qtbot, session, sound, canvas))


def test_a_part_that_is_drawn_again_is_as_the_whole(canvas, session):
    whole = settled(canvas)
    canvas.set_position(31.0)
    moved = settled(canvas)
    canvas.set_position(0.0)
    back = canvas.grab(canvas.rect()).toImage()
    assert alike(back, whole)
    assert (pixels(moved, canvas.rect()) != pixels(whole, canvas.rect())).any()


@pytest.mark.parametrize("steps", [(1,), (-1,), (2, 3, -1)])
def test_tiles_that_come_one_by_one_leave_the_picture_that_is_painted_at_once(
    qtbot, canvas, session, steps
):
    session.show(10.0, 30.0)
    canvas.clearFocus()
    for step in steps:
        canvas.zoom(step, at=413.0)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: canvas.complete)
    QApplication.processEvents()
    on_screen = canvas.screen().grabWindow(canvas.winId()).toImage()  # a corner on fine screens
    assert not differing(on_screen, canvas.grab().toImage().copy(on_screen.rect()))


def test_a_tile_that_comes_is_painted_where_it_lies_and_nowhere_else(canvas, session):
    session.show(20.0, 10.0)
    settled(canvas)
    QApplication.processEvents()
    painted = Painted()
    canvas.installEventFilter(painted)
    cut, box = Cut(canvas.view()), canvas.view().layout.box(Lane.SPECTROGRAM)
    for piece in (cut.strips[1], cut.ahead[0]):
        (key,) = piece.tiles(Lane.SPECTROGRAM)
        canvas._lanes.made.emit(key)
        QApplication.processEvents()
    (part,) = painted.rects
    assert (part.top(), part.height()) == (box.top(), box.height())
    assert TILE <= part.width() * canvas.devicePixelRatioF() <= TILE + 4


def test_a_light_band_is_painted_in_the_first_frame_and_never_again(canvas, session):
    band = Counted(light=True)
    film = Film([band], lambda: 0)
    shown(film, canvas)
    assert sum(band.painted) == len(Cut(canvas.view()).strips)
    for _ in range(PATIENCE):
        shown(film, canvas)
    band.painted.clear()
    for start in (0.5, 1.0, 1.5):
        session.scroll_to(start)
        shown(film, canvas)
    assert sum(band.painted) <= 2


def test_a_steady_view_is_painted_once_and_then_copied(canvas, session):
    band = Counted()
    film = Film([band])
    for _ in range(PATIENCE + 10):
        shown(film, canvas)
    band.painted.clear()
    shown(film, canvas)
    assert band.painted == []
    session.scroll_to(session.span.start + 2 * session.span.seconds / canvas.width())
    shown(film, canvas)
    assert sum(band.painted) <= 1


def test_no_frame_makes_more_than_one_strip_of_a_band(canvas):
    band = Counted()
    film = Film([band])
    for _ in range(PATIENCE):
        shown(film, canvas)
    for _ in range(6):
        band.painted.clear()
        shown(film, canvas)
        assert band.painted.count(1) <= 2  # one to be kept, one that is still lacking


def test_the_strips_next_to_the_view_are_there_before_they_come_into_it(canvas, session):
    session.show(20.0, 10.0)
    band = Counted()
    film = Film([band])
    for _ in range(PATIENCE + 10):
        shown(film, canvas)
    band.painted.clear()
    axis, wide = canvas.view().axis, TILE / canvas.devicePixelRatioF()
    session.scroll_to(axis.seconds_at(axis.origin + wide))
    shown(film, canvas)
    assert len(band.painted) <= 1  # one more ahead


def test_the_next_step_of_a_zoom_is_painted_before_it_is_taken(qtbot, canvas, session):
    session.show(10.0, 30.0)
    for _ in range(2):
        canvas.zoom(1, at=400.0)
        canvas.grab()
        qtbot.waitUntil(lambda: not any(map(canvas._lanes._tiles.lacks, next_tiles(canvas))))
    canvas.grab()
    canvas.zoom(1, at=400.0)
    canvas.grab()
    assert canvas.complete


def test_what_changes_is_painted_again(canvas):
    band = Counted()
    film = Film([band])
    for _ in range(PATIENCE + 10):
        shown(film, canvas)
    band.painted.clear()
    band.shows = ("second",)
    shown(film, canvas)
    assert sum(band.painted) >= 2


def test_scrolling_keeps_the_zoom_to_the_last_bit(canvas, session):
    session.show(1.1, 30.1)
    scales = set()
    for step in range(200):
        session.scroll_to(session.span.start + 0.123 * (1 if step < 100 else -1))
        scales.add(canvas.view().axis.scale)
    assert len(scales) == 1


def test_zooming_there_and_back_finds_the_same_scale(canvas, session):
    session.show(10.0, 30.0)
    canvas.zoom(2, at=400.0)
    scale = canvas.view().axis.scale
    for steps in (1, -3, 5, -3):
        canvas.zoom(steps, at=313.0)
    assert canvas.view().axis.scale == scale


def test_only_the_part_that_is_seen_is_copied(canvas):
    film = Film([Counted()])
    for _ in range(PATIENCE + 10):
        whole = shown(film, canvas)
    part = QImage(canvas.size(), QImage.Format.Format_RGB32)
    part.fill(0)
    view = canvas.view()
    with QPainter(part) as painter:
        film.draw(painter, Cut(view), QRectF(view.layout.gutter, 0, 10, canvas.height()))
    y = int(view.layout.picture.center().y())
    assert part.pixel(int(view.layout.gutter) + 5, y) == whole.pixel(200, y)
    assert part.pixel(canvas.width() - 5, y) != whole.pixel(200, y)
    assert np.uint32(part.pixel(canvas.width() - 5, y)) & 0xFFFFFF == 0


@pytest.mark.parametrize("ratio", ["1.5", "2"])
def test_finer_screens_show_the_same(ratio):
    """The whole of Qt at another ratio, in a process of its own."""
    if os.environ.get("QT_SCALE_FACTOR"):
        pytest.skip("this is that process")
    asked = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", __file__]
    asked += ["-k", "scrolling_by or ShiftGrid or one_by_one"]
    held = os.environ | {"QT_SCALE_FACTOR": ratio}
    done = subprocess.run(asked, env=held, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
