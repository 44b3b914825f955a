"""What the menu "Help" opens."""

from PySide6.QtCore import QObject, Signal

from edmstudio.app.manual import NEWS
from edmstudio.gui.help.helping import Helping
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio


class HelpDoors(QObject):
    """None of them blocks."""

    tour_asked = Signal()

    def __init__(self, window: MainWindow, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        self.helping = Helping(window)

    def here(self) -> None:
        """The page of the view that has the focus."""
        self.helping.open_here()

    def contents(self) -> None:
        """The first page of the manual."""
        self.helping.open()

    def explain(self) -> None:
        """The page about what was refused last."""
        self.helping.explain()

    def something_was_refused(self) -> bool:
        """Whether there is something to explain."""
        return self.helping.last is not None

    def something_to_show(self) -> bool:
        """Whether there is a track to lead somebody round."""
        return self._studio.session.track is not None

    def tour(self) -> None:
        """Five steps over the window."""
        self.tour_asked.emit()

    def news(self) -> None:
        """What is new, from the changelog."""
        self.helping.open(NEWS)

    def about(self) -> None:
        """What this program is, and the details for a report."""
        from edmstudio.gui.help.about import AboutDialog

        AboutDialog(self._studio.places, self._window).open()
