"""The tour: over the real window, by key alone, left at any time, and only once by itself."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from edmstudio.app.settings import Settings
from edmstudio.gui.help.coach_mark import beside
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.run import Windows
from tests.gui.desks import fill, places_in, write_kicks

Key = Qt.Key


@pytest.fixture
def tour(full):
    full.doors.help.tour()
    return full.tour


def press(tour, key):
    QTest.keyClick(QApplication.focusWidget(), key)
    QCoreApplication.processEvents()


def shown(tour):
    return tour.mark.title.text(), tour.mark.count.text()


def test_five_steps_point_at_what_they_tell_of(full, tour):
    window = full.window
    places = []
    for step in range(1, 6):
        assert shown(tour)[1] == f"{step} of 5"
        around = tour.mark.around
        assert window.rect().contains(around)
        assert not tour.mark.bubble.geometry().intersects(around) or around.height() > 300
        assert window.rect().contains(tour.mark.bubble.geometry())
        places.append(around)
        if step < 5:
            press(tour, Key.Key_Return)
    assert len({(place.x(), place.y()) for place in places}) == 5
    assert QRect(full.canvas.mapTo(window, QPoint(0, 0)), full.canvas.size()) == places[1]
    assert window.docks["review"].isVisible()
    press(tour, Key.Key_Return)
    assert not tour.running


def test_the_ring_is_whole_and_the_column_that_is_told_of_is_in_sight(full, tour):
    assert full.window.rect().contains(tour.mark.ring().adjusted(-1, -1, 1, 1))
    table = full.library.table
    place = next(n for n, each in enumerate(full.library.model.columns) if each.name == "trust")
    right = table.columnViewportPosition(place) + table.columnWidth(place)
    assert right <= table.viewport().width()


def test_arrows_tab_and_escape_do_what_they_say(full, tour):
    press(tour, Key.Key_Right)
    press(tour, Key.Key_Right)
    press(tour, Key.Key_Left)
    assert shown(tour)[1] == "2 of 5"
    held = [QApplication.focusWidget()]
    for _ in range(3):
        press(tour, Key.Key_Tab)
        held.append(QApplication.focusWidget())
    assert set(held) == {tour.mark.leave, tour.mark.back, tour.mark.on}
    press(tour, Key.Key_Escape)
    assert not tour.running
    assert QApplication.focusWidget() is full.canvas


def test_nothing_behind_hears_a_key_or_a_click(full, tour):
    before = full.studio.session.annotations
    for key in (Key.Key_D, Key.Key_B, Key.Key_Space, Key.Key_Delete):
        QTest.keyClick(tour.mark, key)
        QTest.keyClick(tour.mark.bubble, key)
    assert full.studio.session.annotations == before
    assert not full.studio.transport.playing
    position = full.studio.transport.position
    where = full.canvas.mapTo(full.window, QPoint(300, 100))
    QTest.mouseClick(full.window.childAt(where), Qt.MouseButton.LeftButton, pos=where)
    assert full.studio.transport.position == position


def test_keys_are_named_as_the_person_has_them(full):
    full.doors.keys_chosen.emit(Keymap().with_keys("play.toggle", ("X",)))
    full.doors.help.tour()
    press(full.tour, Key.Key_Right)
    press(full.tour, Key.Key_Right)
    assert full.tour.mark.text.text().startswith("X plays")


def test_the_bubble_follows_the_size_of_the_window_and_of_text(full, tour):
    full.window.resize(900, 600)
    full.looks.scale(5)
    QCoreApplication.processEvents()
    assert tour.mark.size() == full.window.size()
    assert full.window.rect().contains(tour.mark.bubble.geometry())


def test_without_a_track_there_is_nothing_to_show(empty):
    assert not empty.commands["help.tour"].enabled()


def test_it_starts_by_itself_once(qapp, qtbot, tmp_path):
    places = places_in(tmp_path)
    fill(places, write_kicks(tmp_path / "kicks.wav"))
    for expected in (True, False):
        windows = Windows(qapp, Settings(output="silent"))
        made = windows.open(places)
        made.studio.open_track(1)
        QTest.qWait(50)
        assert made.tour.running is expected
        if expected:
            made.tour.leave()
            made.studio.open_track(1)
            QTest.qWait(50)
            assert not made.tour.running
        made.dispose()
        QCoreApplication.processEvents()


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (QRect(100, 0, 200, 50), "below"),
        (QRect(100, 500, 200, 99), "above"),
        (QRect(0, 0, 200, 600), "right"),
        (QRect(700, 0, 100, 600), "left"),
        (QRect(0, 0, 800, 600), "over"),
    ],
)
def test_a_bubble_stands_where_there_is_room(around, expected):
    size = QSize(300, 150)
    place = QRect(beside(around, size, QRect(0, 0, 800, 600)), size)
    where = {
        "below": place.top() > around.bottom(),
        "above": place.bottom() < around.top(),
        "right": place.left() > around.right(),
        "left": place.right() < around.left(),
        "over": place.intersects(around),
    }
    assert where[expected]
