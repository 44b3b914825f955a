"""Every command, on an empty and on a full library; the registry's laws."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.page import keys_page
from edmstudio.gui.keys.palette import score
from edmstudio.gui.keys.presets import PRESETS
from edmstudio.gui.look.icons import names
from tests.reports.keys import PAGE

LEAVES = {"quit"}


def close_whatever_opened(made):
    for widget in QApplication.topLevelWidgets():
        if widget is not made.window and widget.isVisible():
            widget.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("desk", ["empty", "full"])
def test_every_command_runs_without_an_error(desk, request):
    made = request.getfixturevalue(desk)
    for command in made.commands:
        if command.command_id not in LEAVES:
            made.router.run(command)
            if command.released:
                command.released()
            QTest.qWait(1)
            close_whatever_opened(made)
    assert made.window.isVisible()


def test_commands_that_need_a_track_are_off_without_one(empty):
    off = {c.command_id for c in empty.commands if not c.enabled()}
    assert {"play.toggle", "hotcue.1", "grid.downbeat-here", "section.split", "undo"} <= off


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_asks_for_two_commands(empty, preset):
    assert Keymap(preset).conflicts(empty.commands) == []


def test_a_conflict_is_found_where_there_is_one(empty):
    clash = Keymap().with_keys("play.toggle", ("D",)).conflicts(empty.commands)
    assert [(c.keys, {c.first, c.second}) for c in clash] == [
        ("D", {"play.toggle", "grid.downbeat-here"})
    ]
    begins = Keymap().with_keys("play.toggle", ("E",)).conflicts(empty.commands)
    assert len(begins) == 10


def test_presets_speak_of_commands_that_exist(empty):
    for preset in PRESETS.values():
        for command_id in preset:
            assert command_id in empty.commands, command_id


def test_every_command_is_in_a_menu(empty):
    def inside(menu):
        for action in menu.actions():
            if action.menu():
                yield from inside(action.menu())
            else:
                yield action.objectName()

    held = [
        name
        for action in empty.window.menuBar().actions()
        for name in inside(action.menu())
        if name
    ]
    assert sorted(held) == sorted(c.command_id for c in empty.commands)


def test_the_palette_finds_every_command_by_three_letters(empty):
    empty.doors.palette()
    palette = empty.doors._palette
    palette.hide()
    for command in empty.commands:
        words = plain(command.title)
        found = palette.found(words)
        assert command in found[:12], command.command_id
        three = {"".join(word[0] for word in words.split()[:3]), words[:3]}
        assert any(command in palette.found(typed) for typed in three), command.command_id


def test_the_palette_begins_with_what_was_used_last(full):
    full.doors.palette()
    palette = full.doors._palette
    assert palette.list.viewport().height() % palette.list.sizeHintForRow(0) == 0
    palette.field.setText("whole track")
    palette.field.textEdited.emit("whole track")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    full.doors.palette()
    assert palette.list.item(0).text().endswith("Whole track")
    palette.hide()


def test_starts_of_words_count_most():
    assert score("dhe", "Downbeat here") > score("dhe", "Add the first")
    assert score("xyz", "Downbeat here") is None


def test_every_picture_that_is_asked_for_exists(empty):
    assert {c.icon for c in empty.commands if c.icon} <= set(names())


def test_both_keys_redo(full):
    full.studio.session.set_quantise(False)
    before = full.studio.session.annotations
    QTest.keyClick(full.canvas, Qt.Key.Key_D)
    for modifiers, key in (
        (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z),
        (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y),
    ):
        QTest.keyClick(full.canvas, Qt.Key.Key_Period, Qt.KeyboardModifier.AltModifier)
        after = full.studio.session.annotations
        QTest.keyClick(full.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert full.studio.session.annotations != after
        QTest.keyClick(full.canvas, key, modifiers)
        assert full.studio.session.annotations == after
    assert full.studio.session.annotations != before


def test_a_letter_typed_into_the_search_box_edits_nothing(full):
    search = full.library.bar.search
    search.setFocus()
    QTest.keyClicks(search, "bd 1")
    assert search.text() == "bd 1"
    assert full.studio.session.undo_title is None


def test_arrows_in_a_list_move_in_the_list(full):
    table = full.library.table
    table.setFocus()
    table.selectRow(0)
    before = full.studio.transport.position
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert full.studio.transport.position == before


def test_a_leader_waits_for_its_letter_and_escape_drops_it(full):
    QTest.keyClick(full.canvas, Qt.Key.Key_E)
    QTest.keyClick(full.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(full.canvas, Qt.Key.Key_B)
    labels = [section.label for section in full.studio.session.annotations.sections]
    assert labels[0] == "intro"
    QTest.keyClick(full.canvas, Qt.Key.Key_E)
    QTest.keyClick(full.canvas, Qt.Key.Key_C)
    assert full.studio.session.annotations.sections[0].label == "chorus"


def test_menus_show_the_keys_that_hold(full):
    assert full.actions["undo"].text().endswith("\tCtrl+Z")
    full.doors.keys_chosen.emit(Keymap().with_keys("undo", ("Ctrl+U",)))
    assert full.actions["undo"].text().endswith("\tCtrl+U")
    assert any(isinstance(child, QMenu) for child in full.window.menuBar().children())


def test_the_manuals_page_of_keys_is_made_from_the_registry(empty):
    held = PAGE.read_text(encoding="utf-8")
    assert held == keys_page(empty.commands), "run: python -m tests.reports.keys"
