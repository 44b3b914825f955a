"""What a key press means on other people's keyboards."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from edmstudio.gui.keys.physical_keys import chords, normal

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
X11_ONE, X11_THREE, X11_COMMA, X11_BRACKET = 10, 12, 59, 34


def press(key, held=NONE, scan=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, "")


@pytest.mark.parametrize(
    ("layout", "key"), [("US", Qt.Key.Key_Exclam), ("DE", Qt.Key.Key_Exclam), ("FR", Qt.Key.Key_1)]
)
def test_shift_and_the_first_digit_key_is_shift_1_everywhere(layout, key):
    assert "Shift+1" in chords(press(key, SHIFT, X11_ONE))


@pytest.mark.parametrize(("layout", "key"), [("US", Qt.Key.Key_3), ("FR", Qt.Key.Key_QuoteDbl)])
def test_the_third_digit_key_is_3_everywhere(layout, key):
    assert chords(press(key, NONE, X11_THREE))[0] == "3"


def test_punctuation_is_told_by_its_place():
    assert chords(press(Qt.Key.Key_Less, SHIFT, X11_COMMA))[0] == "Shift+,"
    assert chords(press(Qt.Key.Key_Udiaeresis, NONE, X11_BRACKET))[0] == "["


def test_the_question_mark_needs_no_shift_in_the_registry():
    assert "?" in chords(press(Qt.Key.Key_Question, SHIFT, 61))
    assert "?" in chords(press(Qt.Key.Key_Question, SHIFT, 20))


def test_a_modifier_alone_is_no_chord():
    assert chords(press(Qt.Key.Key_Shift, SHIFT)) == ()


def test_chords_are_written_one_way():
    assert normal("ctrl+shift+p") == "Ctrl+Shift+P"
    assert normal("e, i") == "E, I"
