"""What a cue is called, its colour and its pad, by key and by menu."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from edmstudio.gui.canvas.layout import Lane
from tests.gui.desks import held_in, press
from tests.gui.mouse import context_click

Key, Held = Qt.Key, Qt.KeyboardModifier
TRACK = 1


def cue_of(places, cue_id):
    return held_in(places, TRACK).cue(cue_id)


def pick(made, *pads):
    for pad in pads:
        press(made, getattr(Key, f"Key_{'ABCDEFGH'.index(pad) + 1}"))


def test_a_cue_is_named_with_one_chord_and_its_name(full, places):
    pick(full, "D")
    press(full, Key.Key_N, Held.ShiftModifier)
    field = full.registering.text.field
    assert field.text() == "Drop"
    QTest.keyClicks(field, "The drop")
    QTest.keyClick(field, Key.Key_Return)
    assert cue_of(places, 3).name == "The drop"
    press(full, Key.Key_Z, Held.ControlModifier)
    assert cue_of(places, 3).name == "Drop"


def test_several_cues_get_a_colour_in_one_step_and_that_of_their_kind_again(full, places):
    press(full, Key.Key_A, Held.ControlModifier)
    full.router.run(full.commands["cue.colour.amber"])
    assert {cue.shown_colour for cue in held_in(places, TRACK).cues} == {"#FFA000"}
    press(full, Key.Key_Y)
    press(full, Key.Key_C)
    assert len({cue.shown_colour for cue in held_in(places, TRACK).cues}) == 3
    press(full, Key.Key_Z, Held.ControlModifier)
    press(full, Key.Key_Z, Held.ControlModifier)
    assert {cue.colour for cue in held_in(places, TRACK).cues} == {""}


def test_a_cue_goes_to_another_pad_and_whoever_sat_there_is_a_memory_cue(full, places):
    pick(full, "D")
    press(full, Key.Key_Y)
    press(full, Key.Key_2)
    assert (cue_of(places, 3).slot, cue_of(places, 2).slot) == ("B", "")
    press(full, Key.Key_Y)
    press(full, Key.Key_0)
    assert cue_of(places, 3).slot == ""


def test_a_locked_cue_keeps_its_pad(full, places):
    pick(full, "B")
    press(full, Key.Key_L, Held.ControlModifier)
    pick(full, "D")
    refused = []
    full.studio.session.refused.connect(refused.append)
    press(full, Key.Key_Y)
    press(full, Key.Key_2)
    assert "Pad B holds a locked cue" in str(refused[0])
    assert (cue_of(places, 2).slot, cue_of(places, 3).slot) == ("B", "D")


def test_the_menu_under_the_pointer_is_about_what_lies_there(full):
    view = full.canvas.view()

    def entries(seconds, lane):
        box = view.layout.box(lane)
        context_click(full.canvas, QPointF(view.axis.x_at(seconds), box.center().y()))
        menu = QApplication.activePopupWidget()
        names = [action.objectName() or action.text() for action in menu.actions()]
        menu.close()
        return names

    cue = full.studio.session.annotations.cues[1]
    assert "cue.name" in entries(cue.seconds, Lane.WAVEFORM)
    assert full.studio.session.selection.cues == {cue.cue_id}
    assert "Label" in "".join(entries(20.0, Lane.SECTIONS))
    assert "grid.from-here" in entries(20.0, Lane.WAVEFORM)
    assert not full.studio.session.selection.cues
