"""The panel of the similarity matrix: computed when it is first looked at."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.jobs import Jobs, RunningJob
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.plots.likeness import likeness
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr

if TYPE_CHECKING:
    from edmstudio.gui.plots.similarity_plot import SimilarityPlot

AXIS, LEGEND = 24, 130  # pixels of the design: what the numbers need at the left, and the words


class SimilarityPanel(QWidget):
    """Costs nothing while it is hidden; pyqtgraph is loaded with its first picture."""

    sought = Signal(float)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs, self._theme = session, jobs, Theme()
        self._sound = Sound()
        self._shown_of: Sound | None = None
        self._running: RunningJob | None = None
        self.plot: SimilarityPlot | None = None
        self.nothing = QLabel(tr("Open a track to see which of its parts sound alike."))
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.legend = QLabel()
        self.legend.setProperty("role", "muted")
        self.legend.setWordWrap(True)
        self.legend.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.legend.hide()
        self.nothing.setContentsMargins(16, 16, 16, 16)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.nothing, self.legend):
            self._layout.addWidget(widget, stretch=1)
        session.changed.connect(self._show_sections)
        session.opened.connect(lambda: self.set_sound(Sound()))

    @property
    def settled(self) -> bool:
        """Whether nothing is being computed."""
        return self._running is None

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        alike = tr("Light") if theme.tokens.dark else tr("Dark")
        self.legend.setText(
            tr("{alike}: these two moments sound alike.\nLines: where your sections begin.\n"
               "A click goes there.").format(alike=alike)
        )  # fmt: skip
        edge = theme.px(8)
        self.legend.setContentsMargins(edge, edge, edge, edge)
        self._share()
        if self.plot is not None:
            self.plot.wear(theme)

    def set_sound(self, sound: Sound) -> None:
        """The pictures of the open track."""
        if sound.picture is not self._sound.picture:
            self._sound = sound
            self._look()

    def set_position(self, seconds: float) -> None:
        """Where the playhead is."""
        if self.plot is not None and self.isVisible():
            self.plot.show_playhead(seconds)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        """Compute the matrix of the open track, where somebody looks and it is not there."""
        picture, seconds = self._sound.picture, self._session.duration
        if picture is None:
            self._show_plot(there=False)
        elif self.isVisible() and self._shown_of is not self._sound:
            self._shown_of = self._sound
            job = self._jobs.new(lambda watch: likeness(picture, seconds))
            job.done.connect(self._done)  # a method: Qt forgets it when the panel is gone
            self._running = job
            job.start()

    def _done(self, alike: NDArray[np.float32]) -> None:
        if self.sender() is self._running and self._shown_of is self._sound:
            self._running = None
            self._made().show_matrix(alike, self._session.duration)
            self._show_sections()
            self._show_plot(there=True)

    def _made(self) -> "SimilarityPlot":
        if self.plot is None:
            from edmstudio.gui.plots.similarity_plot import SimilarityPlot

            self.plot = SimilarityPlot(self._theme)
            self.plot.sought.connect(self.sought)
            self._layout.insertWidget(0, self.plot)
        return self.plot

    def _show_sections(self) -> None:
        if self.plot is not None:
            self.plot.show_sections(self._session.annotations.sections)

    def _show_plot(self, *, there: bool) -> None:
        self.nothing.setVisible(not there)
        if self.plot is not None:
            self.plot.setVisible(there)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The matrix is square, or what repeats is no diagonal; its legend has what is left."""
        there = self.plot is not None and not self.plot.isHidden()
        side = min(self.height() + self._theme.px(AXIS), self.width())
        beside = self.width() - side >= self._theme.px(LEGEND)
        self.legend.setVisible(there and beside)
        if self.plot is not None:
            self.plot.setFixedWidth(side if beside else self.width())
