"""A real mouse: press, move in steps with the button held, release, turn the wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


def drag(
    widget: QWidget,
    start: QPointF,
    stop: QPointF,
    steps: int = 8,
    *,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = PLAIN,
) -> None:
    """Press, move, release."""
    carry(widget, start, stop, steps, button=button, held=held)
    send(widget, QEvent.Type.MouseButtonRelease, stop, button, NONE, held)


def carry(
    widget: QWidget,
    start: QPointF,
    stop: QPointF,
    steps: int = 8,
    *,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = PLAIN,
) -> None:
    """Press and move; the button is still down."""
    send(widget, QEvent.Type.MouseButtonPress, start, button, button, held)
    for step in range(1, steps + 1):
        at = start + (stop - start) * step / steps
        send(widget, QEvent.Type.MouseMove, at, NONE, button, held)


def click(widget: QWidget, at: QPointF, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press and release in one place."""
    drag(widget, at, at, 0, held=held)


def double_click(widget: QWidget, at: QPointF) -> None:
    """Two clicks, as Qt reports them."""
    click(widget, at)
    send(widget, QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT, PLAIN)
    send(widget, QEvent.Type.MouseButtonRelease, at, LEFT, NONE, PLAIN)


def context_click(widget: QWidget, at: QPointF) -> None:
    """The right button, as Qt asks for a menu."""
    point = at.toPoint()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, point, widget.mapToGlobal(point)))


def turn_wheel(
    widget: QWidget, at: QPointF, turn: QPoint, held: Qt.KeyboardModifier = PLAIN
) -> None:
    """One turn, in eighths of a degree: 120 is a notch."""
    event = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at)), QPoint(), turn, NONE, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def send(widget, kind, at, button, buttons, held):
    """One mouse event."""
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, buttons, held)
    QApplication.sendEvent(widget, event)
