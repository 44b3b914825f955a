"""How far a training still is from what the person said, step by step, while it runs."""

import os
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import pyqtgraph

TOTAL = "total"


class CostPlot(QWidget):
    """One curve a stage: folds faint, the one that will answer strong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.curves: dict[str, list[tuple[float, float]]] = {}
        self._items: dict[str, Any] = {}
        self.plot = pyqtgraph.PlotWidget()
        self.plot.setAccessibleName(tr("How far the training still is from your corrections"))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.vb.setMouseEnabled(x=False, y=False)
        item.showGrid(x=False, y=True, alpha=0.15)
        item.setLabel("bottom", tr("steps"))
        item.setLabel("left", tr("distance"))
        self.plot.setBackground(theme.colour("background"))
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(theme.colour("border"))
            axis.setTextPen(theme.colour("muted"))
            axis.setStyle(tickFont=theme.font("small"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def clear(self) -> None:
        """Another training begins."""
        for item in self._items.values():
            self.plot.removeItem(item)
        self.curves.clear()
        self._items.clear()

    def add(self, stage: str, step: int, costs: dict[str, float]) -> None:
        """One more point of a stage: the sum of what is still wrong."""
        points = self.curves.setdefault(stage, [])
        if points and points[-1][0] >= step:
            points.clear()  # the same stage again, of the next level
        points.append((float(step), _sum(costs)))
        if stage not in self._items:
            self._dim()
            self._items[stage] = self.plot.plot([], [], pen=self._pen(strong=True))
        xs, ys = zip(*points, strict=True)
        self._items[stage].setData(xs, ys)

    def _dim(self) -> None:
        """What was learned before steps back behind what is learned now."""
        for item in self._items.values():
            item.setPen(self._pen(strong=False))

    def _pen(self, *, strong: bool) -> Any:
        colour = self.theme.colour("accent", 1.0 if strong else 0.35)
        return pyqtgraph.mkPen(colour, width=self.theme.px(2 if strong else 1))


def _sum(costs: dict[str, float]) -> float:
    return costs[TOTAL] if TOTAL in costs else sum(costs.values())
