"""Everything that takes the keyboard has a name; text is not cut at large sizes."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QScrollBar, QWidget

from edmstudio.gui.about import about_text
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
        assert about_text(full.studio.places).startswith("[EDM Studio")
        commands = full._registered()
        assert all(
            c.title.startswith("[") for c in commands if not c.command_id.startswith("panel.")
        )
    finally:
        qapp.removeTranslator(other)
