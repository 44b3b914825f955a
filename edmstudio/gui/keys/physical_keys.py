"""Key presses as chords such as "Ctrl+Shift+,", by the place of the key where its letter moves.

Shift with a digit arrives as a symbol, another one on every layout (Mixxx ships one keyboard
file per locale for that), so digits and punctuation are told by the scan code of the key.
"""

import sys

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

DIGITS = "1234567890"
PUNCTUATION = {20: "-", 21: "=", 34: "[", 35: "]", 47: ";", 51: "\\", 59: ",", 60: "."}
MAC_DIGITS = {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9"}
MAC_PUNCTUATION = {27: "-", 24: "=", 33: "[", 30: "]", 41: ";", 42: "\\", 43: ",", 47: "."}
X11_KEYS = {10 + place: digit for place, digit in enumerate(DIGITS)} | PUNCTUATION
WINDOWS_KEYS = {code - 8: key for code, key in X11_KEYS.items()}
SHIFTED = dict(
    zip("!@#$%^&*()_+{}:|<>", "1234567890-=[];\\,.", strict=True)
)  # US, as a last resort
ALONE = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def normal(keys: str) -> str:
    """A chord or sequence as it is written everywhere here: "ctrl+z" becomes "Ctrl+Z"."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: str) -> str:
    """A chord as the person's system writes it ("⌘Z" on a Mac)."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def chords(event: QKeyEvent) -> tuple[str, ...]:
    """What a press may mean: by the key's place, then by the letter or symbol on it."""
    key = Qt.Key(event.key())
    if key in ALONE:
        return ()
    held = event.modifiers() & HELD
    found = [_chord(placed, held)] if (placed := _placed(event)) else []
    symbol = _symbol(key)
    if symbol in SHIFTED and held & SHIFT:
        found.append(_chord(SHIFTED[symbol], held))
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    if symbol and not symbol.isalnum():
        found.append(_named(key, held & ~SHIFT))
    found.append(_named(key, held))
    return tuple(dict.fromkeys(found))


def _placed(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        return (MAC_DIGITS | MAC_PUNCTUATION).get(event.nativeVirtualKey(), "")
    places = WINDOWS_KEYS if sys.platform == "win32" else X11_KEYS
    return places.get(event.nativeScanCode(), "")


def _symbol(key: Qt.Key) -> str:
    return chr(key.value) if 0x21 <= key.value < 0x7F else ""


def _chord(symbol: str, held: Qt.KeyboardModifier) -> str:
    return _named(Qt.Key(ord(symbol)), held)


def _named(key: Qt.Key, held: Qt.KeyboardModifier) -> str:
    sequence = QKeySequence(QKeyCombination(held, key))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
