"""The similarity matrix of a track, with its sections on it; a click seeks."""

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edmstudio.domain.sections import Section
from edmstudio.gui.canvas import pixels
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import clock, tr

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import pyqtgraph

STEPS = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0)  # seconds
MOST_NUMBERS = 5  # on an axis


class SimilarityPlot(QWidget):
    """One image, one item for all boundaries, one for the playhead."""

    sought = Signal(float)  # seconds

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._seconds = 0.0
        self.plot = _plot()
        self._matrix = pyqtgraph.ImageItem(axisOrder="row-major", autoDownsample=True)
        self._lines = pyqtgraph.PlotCurveItem(connect="pairs")
        self._playhead = pyqtgraph.PlotCurveItem(connect="pairs")
        for item in (self._matrix, self._lines, self._playhead):
            self.plot.addItem(item)
        self.plot.scene().sigMouseClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.plot.setBackground(theme.colour("background"))
        self._matrix.setLookupTable(_table(theme))
        self._lines.setPen(pyqtgraph.mkPen(theme.colour("text", 0.6), width=1))
        self._playhead.setPen(pyqtgraph.mkPen(theme.colour("playhead"), width=1))
        for axis in ("bottom", "left"):
            held = self.plot.getAxis(axis)
            held.setPen(theme.colour("border"))
            held.setTextPen(theme.colour("muted"))
            held.setStyle(tickFont=theme.font("small"), hideOverlappingLabels=False)

    def show_matrix(self, alike: NDArray[np.float32], seconds: float) -> None:
        """Show how alike the moments of a track of this length are."""
        self._seconds = seconds
        self._matrix.setImage(alike, levels=(0.0, 1.0), autoLevels=False)
        whole = QRectF(0.0, 0.0, seconds, seconds)
        self._matrix.setRect(whole)
        self.plot.setRange(whole, padding=0)
        for side in ("bottom", "left"):
            self.plot.getAxis(side).setTickSpacing(*_ticks(seconds))

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Draw every boundary across and down."""
        bounds = np.array([section.start for section in sections[1:]], dtype=np.float64)
        self._lines.setData(*_crosses(bounds, self._seconds), connect="pairs")

    def show_playhead(self, seconds: float) -> None:
        """Draw the playhead across and down."""
        self._playhead.setData(*_crosses(np.array([seconds]), self._seconds), connect="pairs")

    def seconds_at(self, point: QPointF) -> float:
        """The moment under a point of the scene, along the horizontal axis."""
        place = self.plot.getPlotItem().vb.mapSceneToView(point)
        return float(min(max(place.x(), 0.0), self._seconds))

    def _clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._seconds:
            self.sought.emit(self.seconds_at(event.scenePos()))


def _plot() -> Any:
    """An empty plot, square, with both axes in minutes from the upper left corner on."""
    plot = pyqtgraph.PlotWidget()
    plot.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)  # cells are no chequers
    plot.setAccessibleName(tr("Similarity of every two moments"))
    plot.setAccessibleDescription(
        tr("Squares are parts that repeat; click to seek, the event list has the boundaries")
    )
    plot.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.vb.invertY(True)
    item.layout.setContentsMargins(6, 10, 16, 2)  # half a number beyond each end
    item.vb.setMouseEnabled(x=False, y=False)
    for side in ("bottom", "left"):
        plot.getAxis(side).tickStrings = lambda values, scale, spacing: [
            clock(value) if value >= 0 else "" for value in values
        ]
    return plot


def _ticks(seconds: float) -> tuple[float, float]:
    """Seconds between numbers, and between ticks: whole minutes where there are several."""
    step = next((step for step in STEPS if seconds / step <= MOST_NUMBERS), STEPS[-1])
    return step, step / 2


def _table(theme: Theme) -> NDArray[np.uint8]:
    """The theme's colours from unlike to alike, shape (256, 3)."""
    words = pixels.ramp(theme.tokens.spectrum).astype(np.uint32)
    channels = [words >> 16 & 255, words >> 8 & 255, words & 255]
    return np.stack(channels, axis=1).astype(np.uint8)


def _crosses(
    moments: NDArray[np.float64], seconds: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends of one upright and one level line at each moment."""
    ends = np.tile([0.0, seconds], len(moments))
    twice = np.repeat(moments, 2)
    return np.concatenate([twice, ends]), np.concatenate([ends, twice])
