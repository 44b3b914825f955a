"""Large letters in a small window: dialogs fit it, filters wrap, nothing is cut in half."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QStyle, QStyleOptionComboBox, QWidget

from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.canvas.layout import Lane
from edmstudio.interchange.tags.payload import payload_hash

SMALL = (1280, 800)
DIALOGS = [
    "settings", "keys", "export", "import", "cue.templates", "model.retrain", "model.all",
]  # fmt: skip


@pytest.fixture
def large(full):
    """Letters of half as much again on a small screen."""
    full.looks.scale(5)
    full.window.resize(*SMALL)
    QCoreApplication.processEvents()
    return full


def room_of(choice):
    """Pixels for the words of a choice."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    style = choice.style()
    return style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice).width()


@pytest.mark.parametrize("command", DIALOGS)
def test_no_dialog_is_larger_than_the_window(large, command):
    large.commands[command].run()
    QCoreApplication.processEvents()
    over = next(d for d in large.window.findChildren(QDialog) if d.isVisible())
    size, lowest = over.size(), [w for w in over.findChildren(QWidget) if w.isVisible()]
    over.close()
    assert lowest
    assert size.width() <= SMALL[0]
    assert size.height() <= SMALL[1]


def test_the_filters_of_the_library_fold_away_before_a_word_is_cut(large):
    bar = large.library.bar
    large.looks.scale(3)  # 180 %
    QCoreApplication.processEvents()
    assert bar.fold.isVisible()
    bar.fold.click()
    QCoreApplication.processEvents()
    shown = [choice for choice in bar.findChildren(QComboBox) if choice.isVisible()]
    assert len(shown) >= 4
    for choice in shown:
        assert choice.fontMetrics().horizontalAdvance(choice.currentText()) <= room_of(choice)
    bar.fold.panel.hide()


def test_a_list_spread_out_leaves_the_timeline_its_lanes_and_the_filters_their_rows(large):
    large.window.sharing.spread("library")
    QCoreApplication.processEvents()
    lowest = large.canvas.view().layout.box(Lane.SECTIONS).bottom()
    assert 0 < lowest <= large.canvas.height()
    bar = large.library.bar
    assert bar.height() >= bar.sizeHint().height()


def test_the_search_box_takes_what_the_filters_leave(full):
    full.window.resize(1920, 1080)
    QCoreApplication.processEvents()
    bar = full.library.bar
    assert bar.search.width() > 2 * bar.status.width()
    assert bar.search.y() + bar.search.height() / 2 == pytest.approx(
        bar.status.y() + bar.status.height() / 2, abs=2
    )


def test_how_far_the_next_mark_is_is_said_whole_or_not_at_all(large):
    said = large.bar.ahead
    for at in (0.0, 5.0, 20.0):
        large.studio.transport.seek(at)
        assert said.fontMetrics().horizontalAdvance(said.text()) <= said.width()
    large.window.resize(1920, 1080)
    QCoreApplication.processEvents()
    assert "bars" in said.text()


def test_the_filters_take_back_the_room_that_a_button_needed(full):
    full.window.resize(*SMALL)
    QCoreApplication.processEvents()
    before = full.library.bar.height()
    full.library.bar.search.setText("zzz")
    full.library.bar._say()
    full.library.bar.reset()
    QCoreApplication.processEvents()
    assert full.library.bar.height() == before


def test_a_track_without_its_file_says_so_where_its_sound_would_be(full, qtbot, tmp_path):
    assert full.canvas._waiting == "Reading sound…"
    assert not full.gone.isVisible()
    there = full.studio.session.track
    known = replace(there, payload=payload_hash(Path(there.path)))  # by which it is found again
    full.studio.tracks.update(known)
    moved = tmp_path / "moved"
    moved.mkdir()
    Path(there.path).rename(moved / "kicks.wav")
    full.studio.open_track(there.track_id)
    assert full.gone.isVisible()
    assert full.gone.path.text() == there.path
    assert full.canvas.rect().contains(full.gone.geometry())
    assert not full.commands["play.toggle"].enabled()
    assert not full.bar.play.isEnabled()
    assert full.commands["seek.beat-on"].enabled()  # its labels can be looked at
    full.gone.search.click()
    chooser = full.window.findChild(QFileDialog)
    chooser.fileSelected.emit(str(moved))
    chooser.close()
    qtbot.waitUntil(lambda: full.studio.session.track.path == str(moved / "kicks.wav"))
    assert not full.gone.isVisible()
    assert full.commands["play.toggle"].enabled()


def test_a_lost_track_without_labels_says_that_its_file_is_missing(full):
    lost = full.studio.tracks.add(Track(TrackId(0), "/music/lost.mp3", "beef", 100.0))
    full.studio.open_track(lost.track_id)
    assert "missing" in full.events.nothing.text()
    assert not full.commands["seek.beat-on"].enabled()
