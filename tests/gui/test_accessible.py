"""Everything that takes the keyboard has a name; text is not cut at large sizes."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QMenuBar,
    QPushButton,
    QScrollBar,
    QWidget,
)

from edmstudio.gui.words import tr


def named(widget):
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return bool(widget.accessibleName() or text)


def test_whatever_takes_the_focus_has_a_name(full):
    nameless = []
    for widget in full.window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QMenuBar | QScrollBar)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not inner:
            owner = widget.focusProxy() or widget
            if not named(owner) and not named(widget.parentWidget()):
                nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


@pytest.mark.parametrize("steps", [-2, 5, 10])
def test_labels_are_not_cut_at_any_size_of_text(full, steps):
    full.looks.scale(steps)
    full.window.resize(1920, 1080)
    QCoreApplication.processEvents()
    cut = [
        label.text()
        for label in full.window.findChildren(QLabel)
        if label.isVisible()
        and label.text()
        and not label.wordWrap()
        and label.height() < label.fontMetrics().ascent()
    ]
    assert cut == []


class Pseudo(QTranslator):
    """Every text half as long again, in brackets."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"[{source}{'~' * (len(source) // 2)}]" if source else source

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False


def test_every_command_speaks_the_language_of_the_window(qapp, full):
    other = Pseudo()
    qapp.installTranslator(other)
    try:
        assert tr("Undo") == "[Undo~~]"
        commands = full.registering.made()
        assert all(
            c.title.startswith("[") for c in commands if not c.command_id.startswith("panel.")
        )
    finally:
        qapp.removeTranslator(other)


@pytest.fixture
def pseudo(qapp):
    other = Pseudo()
    qapp.installTranslator(other)
    yield
    qapp.removeTranslator(other)


def cut_short(window):
    """Labels and buttons whose words are wider than they are."""
    cut = []
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and not widget.visibleRegion().isEmpty()
        if isinstance(widget, QLabel | QPushButton | QCheckBox) and shown:
            words = widget.text()
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            if words and not wraps and not words.startswith("<"):
                needed = max(map(widget.fontMetrics().horizontalAdvance, words.splitlines()))
                if needed > widget.width() + 1:
                    cut.append((type(widget).__name__, words, needed, widget.width()))
    return cut


@pytest.mark.parametrize(("scale", "size"), [(100, (1600, 950)), (150, (1920, 1080))])
def test_nothing_is_cut_in_a_language_that_needs_half_as_much_room_again(pseudo, full, scale, size):
    full.looks.scale((scale - 100) // 10)
    full.window.resize(*size)
    QCoreApplication.processEvents()
    assert cut_short(full.window) == []


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("command", ["settings", "keys", "help.keys", "model.retrain", "model.all"])
def test_nothing_is_cut_in_a_dialog(pseudo, full, scale, command):
    full.looks.scale((scale - 100) // 10)
    full.window.resize(1600, 950)
    full.commands[command].run()
    QCoreApplication.processEvents()
    over = next(d for d in full.window.findChildren(QDialog) if d.isVisible())
    cut = cut_short(over)
    over.close()
    assert cut == []


def test_tab_reaches_every_part_of_the_window(full):
    """The focus goes round by the Tab key alone and comes back to where it began."""
    first = QApplication.focusWidget()
    seen, widget = [], first
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget is first:
            break
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(widget)
    reached = {type(widget).__name__ for widget in [*seen, first]}
    assert {"Canvas", "TrackTable", "QComboBox", "QLineEdit", "QPushButton"} <= reached
    assert full.library.table in seen
    assert full.events.table in seen
