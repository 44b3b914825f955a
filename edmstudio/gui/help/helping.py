"""The way into the manual: from the view that has the focus, from a link, from an error."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from edmstudio.app.manual import EXPLAINED, Manual
from edmstudio.domain.refused import Refused
from edmstudio.gui.help.places import START, page_about
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.help_link import SCHEME

if TYPE_CHECKING:
    from edmstudio.gui.help.window import HelpWindow

FOLLOWER = "whose links are followed"


class Helping(QObject):
    """One window of help beside the window; it is made when it is first asked for."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._theme = Theme()
        self.shown: HelpWindow | None = None
        self.last: Refused | None = None
        QDesktopServices.setUrlHandler(SCHEME, self, "follow")  # type: ignore[arg-type]  # a str it is
        _application().setProperty(FOLLOWER, id(self))

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        if self.shown is not None:
            self.shown.wear(theme)

    def open(self, link: str = START) -> None:
        """Show a page, or a heading of one."""
        if self.shown is None:
            from edmstudio.gui.help.window import HelpWindow

            self.shown = HelpWindow(Manual(), self._theme)
        self.shown.open(link)

    def open_here(self) -> None:
        """Show the page of the view that has the focus, or of the dialog over it."""
        self.open(page_about(QApplication.activeModalWidget() or QApplication.focusWidget()))

    def note(self, refusal: Refused) -> None:
        """This was refused last."""
        self.last = refusal

    def explain(self) -> None:
        """Show what to do about what was refused last."""
        if self.last is not None:
            self.open(EXPLAINED[self.last.fault])

    @Slot(QUrl)
    def follow(self, url: QUrl) -> None:
        """A link in a label was opened."""
        self.open(f"{url.path()}#{url.fragment()}" if url.hasFragment() else url.path())

    def close(self) -> None:
        """The window behind closes; links stay another window's where one took its place."""
        if _application().property(FOLLOWER) == id(self):
            QDesktopServices.unsetUrlHandler(SCHEME)  # Qt would go on calling what is gone
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None


def _application() -> QCoreApplication:
    running = QCoreApplication.instance()
    assert running is not None
    return running
