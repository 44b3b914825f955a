"""Hears every key press of the window first and runs the command that it asks for."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from edmstudio.gui.commands.registry import Command, Commands, Context
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.physical_keys import chords

TEXT = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
LISTS_OWN = {"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Return", "Tab"}
LISTS_OWN |= {f"Shift+{key}" for key in LISTS_OWN} | {"Ctrl+A", "Ctrl+Home", "Ctrl+End"}
PATIENCE = 1500  # ms; the second key of a sequence comes within this time
LIBRARY_PROPERTY = "keysOfTheLibrary"
OWN_KEYS_PROPERTY = "keysOfItsOwn"  # of a widget that hears keys itself, with all inside it


class KeyRouter(QObject):
    """An event filter of the application, alive as long as its window.

    A press that asks for a command never reaches a widget, so that Space plays wherever the
    focus is; in a text field only the commands that say so are heard.
    """

    waiting = Signal(str)  # the first key of a sequence came; "" when the wait is over
    ran = Signal(str)  # a command's id

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._window = window
        self._held: dict[int, Command] = {}
        self._prefix = ""
        self._focus: QWidget | None = None
        self.asking: Callable[[], bool] = lambda: False  # whether a question waits for its key
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._forget)
        self.use(Keymap())
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)

    def rest(self) -> None:
        """Hear nothing any more."""
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)

    def use(self, keymap: Keymap) -> None:
        """Listen to other keys from now on."""
        self.keymap = keymap
        self._asked = {
            (command.context, keys): command
            for command in self._commands
            for keys in keymap.keys_of(command)
        }
        self._prefixes = {keys.split(", ")[0] for _, keys in self._asked if ", " in keys}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and self._ours(watched):
            self._focus = watched if isinstance(watched, TEXT) else self._window.focusWidget()
            return isinstance(event, QKeyEvent) and self._press(event)
        if kind == QEvent.Type.KeyPress and self._over_us(watched):
            return isinstance(event, QKeyEvent) and self._press_in_dialog(event)
        if kind == QEvent.Type.KeyRelease and self._held:
            return isinstance(event, QKeyEvent) and self._release(event)
        return False

    def _ours(self, watched: QObject) -> bool:
        if not isinstance(watched, QWidget) or QApplication.activePopupWidget() is not None:
            return False
        if _inside(watched, OWN_KEYS_PROPERTY):
            return False
        window = watched.window()
        return window is self._window or (
            window.parent() is self._window and not window.isModal() and not _is_dialog(window)
        )

    def _over_us(self, watched: QObject) -> bool:
        """A dialog over the window or over another dialog, but not a field that takes keys."""
        if not isinstance(watched, QWidget) or QApplication.activePopupWidget() is not None:
            return False
        chooses = isinstance(watched, QKeySequenceEdit) or isinstance(
            watched.parentWidget(), QKeySequenceEdit
        )
        window: QWidget | None = watched.window()
        while window is not None and window is not self._window:
            above = window.parentWidget()
            window = above.window() if above else None
        return window is not None and not chooses

    def _press_in_dialog(self, event: QKeyEvent) -> bool:
        asked = (self._asked.get((Context.TRACK, chord)) for chord in chords(event))
        command = next((command for command in asked if command and command.in_dialogs), None)
        if command is not None:
            self.run(command)
        return command is not None

    def _press(self, event: QKeyEvent) -> bool:
        if _types(event) and isinstance(self._focus, TEXT):
            return False
        if self._prefix and event.key() == Qt.Key.Key_Escape:
            self._forget()
            return True
        command = next(filter(None, map(self._command, chords(event))), None)
        if command is None:
            return self._begins_sequence(event)
        self._forget()
        if not event.isAutoRepeat() or command.repeats:
            if command.released and not event.isAutoRepeat():
                self._held[event.key()] = command
            self.run(command)
        return True

    def choices(self, begun: str) -> list[tuple[str, Command]]:
        """What a second key would ask for, after the first one of a sequence."""
        start = f"{begun}, "
        return [
            (keys.removeprefix(start), command)
            for (_, keys), command in self._asked.items()
            if keys.startswith(start)
        ]

    def run(self, command: Command) -> None:
        """Do it where it makes sense, and say that it was done."""
        if command.enabled():
            command.run()
            self.ran.emit(command.command_id)

    def _release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.key() not in self._held:
            return False
        command = self._held.pop(event.key())
        if command.released:
            command.released()
        return True

    def _command(self, chord: str) -> Command | None:
        keys = f"{self._prefix}, {chord}" if self._prefix else chord
        focus = self._focus
        if not self._prefix and isinstance(focus, QAbstractItemView) and chord in LISTS_OWN:
            return self._asked.get((Context.LIBRARY, keys)) if _in_library(focus) else None
        found = None
        if _in_library(focus):
            found = self._asked.get((Context.LIBRARY, keys))
        elif self.asking():
            found = self._asked.get((Context.REVIEW, keys))
        found = found or self._asked.get((Context.TRACK, keys))
        if found and isinstance(focus, TEXT) and focus.isEnabled() and not found.in_text:
            return None
        return found

    def _begins_sequence(self, event: QKeyEvent) -> bool:
        self._forget()
        begun = next((chord for chord in chords(event) if chord in self._prefixes), "")
        if not begun or isinstance(self._focus, TEXT):
            return False
        self._prefix = begun
        self._patience.start()
        self.waiting.emit(begun)
        return True

    def _forget(self) -> None:
        if self._prefix:
            self._prefix = ""
            self._patience.stop()
            self.waiting.emit("")


def _in_library(widget: QWidget | None) -> bool:
    return _inside(widget, LIBRARY_PROPERTY)


def _inside(widget: QWidget | None, marked: str) -> bool:
    while widget is not None:
        if widget.property(marked):
            return True
        widget = widget.parentWidget()
    return False


def _types(event: QKeyEvent) -> bool:
    """Whether Ctrl and Alt together are the AltGr of a keyboard that writes a letter with it."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & held == held and event.text().isprintable() and bool(event.text())


def _is_dialog(window: QWidget) -> bool:
    return window.windowType() == Qt.WindowType.Dialog
