"""Five steps over the window for somebody who sees it for the first time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from edmstudio.gui.help.coach_mark import CoachMark
from edmstudio.gui.look.theme import Theme

SEEN = "tour/seen"


@dataclass(frozen=True, slots=True)
class Stop:
    """One part of the window, and what to say about it.

    Attributes
    ----------
    title, text : str
    where : callable
        The rectangle it takes in the window's pixels, once it is in sight.
    """

    title: str
    text: Callable[[], str]
    where: Callable[[], QRect]


class Tour(QObject):
    """Starts by itself once, when the first track is open; afterwards from the menu."""

    def __init__(self, window: QWidget, stops: tuple[Stop, ...], remembered: QSettings) -> None:
        super().__init__(window)
        self._window, self._stops, self._remembered = window, stops, remembered
        self._at = 0
        self._before: QWidget | None = None
        self.mark = CoachMark(window)
        self.mark.stepped.connect(self._step)
        self.mark.left.connect(self.leave)

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self.mark.wear(theme)

    @property
    def running(self) -> bool:
        """Whether a step is shown."""
        return self.mark.isVisible()

    def start(self) -> None:
        """From the first step on."""
        self._before, self._at = QApplication.focusWidget(), 0
        self._tell()

    def start_once(self) -> None:
        """Unless it was seen before."""
        if self._remembered.value(SEEN) is None and not self.running:
            QTimer.singleShot(0, self, self.start)  # when the track is drawn

    def leave(self) -> None:
        """Enough; it does not come back by itself."""
        self._remembered.setValue(SEEN, "yes")
        (self._before or self._window).setFocus()  # first: what is hidden keeps none
        self.mark.hide()

    def _step(self, by: int) -> None:
        self._at += by
        if self._at < len(self._stops):
            self._tell()
        else:
            self.leave()

    def _tell(self) -> None:
        stop = self._stops[self._at]
        self.mark.tell(
            stop.title, stop.text(), stop.where(), step=self._at + 1, steps=len(self._stops)
        )


def place_in(window: QWidget, widget: QWidget) -> QRect:
    """The rectangle of a widget in its window's pixels."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def place_of_menu(window: QWidget, bar: QMenuBar, number: int) -> QRect:
    """The rectangle of a menu's name in the window's pixels."""
    return bar.actionGeometry(bar.actions()[number]).translated(bar.mapTo(window, QPoint(0, 0)))
