"""A person's own cue templates: made, changed, kept, and set by one key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edmstudio.app.cue_template_file import FILE, load
from edmstudio.domain.cues import CueKind
from edmstudio.gui.panels.template_dialog import TemplateDialog
from tests.gui.desks import held_in, press, window_on

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Held.ControlModifier, Held.ShiftModifier, Held.AltModifier
TRACK = 1


@pytest.fixture
def kept(places):
    """The templates that the file holds."""
    return lambda: load(places.settings.with_name(FILE))


def opened(made):
    press(made, Key.Key_T, CTRL | ALT)
    (dialog,) = (d for d in made.window.findChildren(TemplateDialog) if d.isVisible())
    return dialog


def ok(dialog):
    button = dialog.keep
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def typed(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def made_one(made, name="Mine"):
    """A template of my own: drops alone, on pads B and C, eight bars early, in amber."""
    dialog = opened(made)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    typed(dialog.form.name, name)
    for kind, line in dialog.form.lines.items():
        if kind is not CueKind.DROP:
            line.wanted.click()
    line = dialog.form.lines[CueKind.DROP]
    typed(line.name, "Big one")
    typed(line.slots, "bc")
    typed(line.bars, "-8")
    line.colour.menu().actions()[3].trigger()
    QTest.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    return dialog


def test_one_is_made_changed_and_set_by_one_key_and_is_there_after_a_restart(full, places, kept):
    ok(made_one(full))
    named = kept().own[0]
    assert (named.name, kept().usual) == ("Mine", named.key)
    (line,) = named.template.lines
    assert (line.kind, line.name, line.slots, line.bars) == (CueKind.DROP, "Big one", "BC", -8)
    assert line.colour == "#FFA000"
    press(full, Key.Key_T, CTRL)
    full.window.close()
    with window_on(places) as again:
        again.studio.open_track(TRACK)
        (cue,) = again.studio.session.annotations.cues
        assert (cue.name, cue.slot, cue.shown_colour) == ("Big one", "B", "#FFA000")
        assert f"cue.template.{named.key}" in again.commands
        press(again, Key.Key_Z, CTRL)
        press(again, Key.Key_T, CTRL)
        assert again.studio.session.annotations.cues == (cue,)


def test_a_locked_cue_stays_under_one_s_own_template_too(full, places):
    ok(made_one(full))
    press(full, Key.Key_4)  # pick the cue on pad D
    press(full, Key.Key_L, CTRL)
    locked = next(cue for cue in full.studio.session.annotations.cues if cue.slot == "D")
    press(full, Key.Key_T, CTRL)
    cues = held_in(places, TRACK).cues
    assert [(cue.name, cue.slot) for cue in cues if not cue.locked] == [("Big one", "B")]
    assert locked in cues


def test_it_is_at_once_in_the_menu_the_palette_and_the_keys(full):
    ok(made_one(full, "Rock & Roll"))
    command = full.commands["cue.template.own-1"]
    assert full.router.keymap.keys_of(command) == ("Shift+T, 4",)
    action = full.actions["cue.template.own-1"]
    assert action.text() == "Rock && Roll\tShift+T, 4"
    full.doors.palette()
    assert command in full.doors._palette.found("rock & roll")
    full.doors._palette.hide()
    press(full, Key.Key_T, SHIFT)
    press(full, Key.Key_4)
    assert [cue.name for cue in full.studio.session.annotations.cues] == ["Big one"]


def test_ours_are_shown_and_copied_but_not_changed(full, kept):
    dialog = opened(full)
    assert not dialog.form.name.isEnabled()
    assert not dialog.delete.isEnabled()
    assert not any(line.slots.isEnabled() for line in dialog.form.lines.values())
    assert dialog.ours.isVisible()
    assert dialog.form.lines[CueKind.DROP].slots.property("still"), "read at full contrast"
    assert dialog.form.lines[CueKind.DROP].slots.text() == "D, F"
    QTest.mouseClick(dialog.copy_it, Qt.MouseButton.LeftButton)
    assert not dialog.ours.isVisible()
    assert not dialog.form.lines[CueKind.DROP].slots.property("still")
    assert dialog.form.name.text() == "Pads A to H by section 2"
    assert dialog.form.lines[CueKind.DROP].slots.isEnabled()
    ok(dialog)
    assert kept().own[0].template == kept().of("club").template


def test_one_is_renamed_and_keeps_its_keys(full, kept):
    ok(made_one(full))
    keymap = full.router.keymap.with_keys("cue.template.own-1", ("Alt+T",))
    full.doors.keys_chosen.emit(keymap)
    dialog = opened(full)
    typed(dialog.form.name, "Other")
    ok(dialog)
    assert kept().own[0].name == "Other"
    assert full.actions["cue.template.own-1"].text() == "Other\tAlt+T"


def test_one_is_deleted_and_the_first_is_the_usual_one_again(full, kept):
    ok(made_one(full))
    dialog = opened(full)
    QTest.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    ok(dialog)
    assert kept().own == ()
    assert kept().usual == "club"
    assert "cue.template.own-1" not in full.commands
    press(full, Key.Key_T, CTRL)
    assert len(full.studio.session.annotations.cues) == 4


def test_cancel_keeps_nothing(full, kept):
    dialog = made_one(full)
    dialog.leave.click()
    assert kept().own == ()
    assert "cue.template.own-1" not in full.commands


def test_what_does_not_fit_is_said_at_once_and_not_kept(full):
    dialog = made_one(full)
    dialog.form.lines[CueKind.BREAK].wanted.click()
    typed(dialog.form.lines[CueKind.BREAK].slots, "b")
    assert "pad B is taken twice" in dialog.said.text()
    assert not dialog.keep.isEnabled()
    typed(dialog.form.lines[CueKind.BREAK].slots, "d")
    assert dialog.said.text() == ""
    typed(dialog.form.name, "Memory cues only")
    assert "two templates" in dialog.said.text()


def test_left_over_pads_go_in_the_order_that_was_chosen(full, kept):
    dialog = opened(full)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    for turn, kind in enumerate((CueKind.MIX_OUT, CueKind.BUILD), start=1):
        typed(dialog.form.lines[kind].turn, str(turn))
    ok(dialog)
    press(full, Key.Key_T, SHIFT)
    press(full, Key.Key_4)
    pads = {cue.kind: cue.slot for cue in full.studio.session.annotations.cues}
    assert pads == {
        CueKind.FIRST_BEAT: "", CueKind.BUILD: "B", CueKind.DROP: "", CueKind.MIX_OUT: "A",
    }  # fmt: skip


def test_the_preview_tells_what_would_be_set_and_now_sets_it(full):
    dialog = made_one(full)
    assert dialog.preview.accessibleDescription() == "B Big one"
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    assert [cue.name for cue in full.studio.session.annotations.cues] == ["Big one"]


def test_a_file_that_can_t_be_read_is_told_and_kept_aside(qapp, places):
    path = places.settings.with_name(FILE)
    path.parent.mkdir(parents=True)
    path.write_text("version = 99")
    with window_on(places) as made:
        dialog = opened(made)
        assert "can't be read" in dialog.said.text()
        QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        ok(dialog)
    assert path.with_name(f"{FILE}.unread").read_text() == "version = 99"
    assert load(path).own[0].name == "Pads A to H by section 2"
