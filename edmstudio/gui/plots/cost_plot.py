"""How far a training still is from what the person said, step by step, while it runs."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import pyqtgraph

TOTAL = "total"
STRONG, CALM = 3, 2  # pixels of the design: what is learned now, and what was before
ABOVE, BELOW = (1.0, 1.6), (1.0, -0.3)  # of a curve's end, where its words lie
AROUND = 0.12  # of the plot's height, so that words have room at the edges


class CostPlot(QWidget):
    """One curve a stage, with its words at its end; the one that will answer is strong."""

    def __init__(self, theme: Theme, words: Callable[[str], str] = str) -> None:
        """`words` has, for the name of a stage, what its curve shows."""
        super().__init__()
        self.theme, self._words = theme, words
        self.curves: dict[str, list[tuple[float, float]]] = {}
        self.labels: dict[str, Any] = {}  # by their words: stages of one kind share theirs
        self._items: dict[str, Any] = {}
        self.plot = pyqtgraph.PlotWidget()
        self.plot.setAccessibleName(tr("How far the training still is from your corrections"))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._furnish()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def _furnish(self) -> None:
        item = self.plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.vb.setMouseEnabled(x=False, y=False)
        item.vb.setDefaultPadding(AROUND)
        item.showGrid(x=False, y=True, alpha=0.15)
        item.setLabel("bottom", tr("steps of learning"))
        item.setLabel("left", tr("error, the lower the better"))
        self.plot.setBackground(self.theme.colour("background"))
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(self.theme.colour("border"))
            axis.setTextPen(self.theme.colour("muted"))
            axis.setStyle(tickFont=self.theme.font("small"))
            axis.label.setFont(self.theme.font("small"))

    def clear(self) -> None:
        """Another training begins."""
        for item in (*self._items.values(), *self.labels.values()):
            self.plot.removeItem(item)
        for held in (self.curves, self._items, self.labels):
            held.clear()

    def add(self, stage: str, step: int, costs: dict[str, float]) -> None:
        """One more point of a stage: the sum of what is still wrong."""
        points = self.curves.setdefault(stage, [])
        if points and points[-1][0] >= step:
            points.clear()  # the same stage again, of the next level
        points.append((float(step), _sum(costs)))
        if stage not in self._items:
            self._dim()
            self._items[stage] = self.plot.plot([], [], pen=self._pen("accent", STRONG))
            self._items[stage].setZValue(1)
        xs, ys = zip(*points, strict=True)
        self._items[stage].setData(xs, ys)
        self._name(stage)

    def _name(self, stage: str) -> None:
        """Its words at its end, above or below, away from those of the others."""
        words = self._words(stage)
        if words not in self.labels:
            plate = self.theme.colour("background", 0.85)  # curves pass behind the words
            self.labels[words] = pyqtgraph.TextItem(words, fill=plate)
            self.labels[words].setZValue(2)
            self.labels[words].setFont(self.theme.font("small"))
            self.plot.addItem(self.labels[words], ignoreBounds=True)
        now = stage == next(reversed(self._items))
        self.labels[words].setColor(self.theme.colour("accent" if now else "muted"))
        self.labels[words].setPos(*self.curves[stage][-1])
        highest = max(self.labels.values(), key=lambda label: label.pos().y())
        for label in self.labels.values():
            label.setAnchor(ABOVE if label is highest else BELOW)

    def _dim(self) -> None:
        """What was learned before steps back behind what is learned now."""
        for item in self._items.values():
            item.setPen(self._pen("muted", CALM))
            item.setZValue(0)
        for label in self.labels.values():
            label.setColor(self.theme.colour("muted"))

    def _pen(self, token: str, wide: float) -> Any:
        return pyqtgraph.mkPen(self.theme.colour(token), width=self.theme.px(wide))


def _sum(costs: dict[str, float]) -> float:
    return costs[TOTAL] if TOTAL in costs else sum(costs.values())
