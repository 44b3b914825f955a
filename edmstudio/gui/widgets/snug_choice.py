"""A choice that is as wide as what is chosen: no word is cut, and no room is kept for others."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

LETTERS = 24  # of the list that opens, at least


class SnugChoice(QComboBox):
    """For rows of filters, where most say nothing and one says much."""

    def __init__(self) -> None:
        super().__init__()
        self.view().setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self.currentIndexChanged.connect(lambda: self.updateGeometry())

    def sizeHint(self) -> QSize:
        option, metrics = QStyleOptionComboBox(), self.fontMetrics()
        self.initStyleOption(option)
        words = QSize(metrics.horizontalAdvance(self.currentText()) + 2, metrics.height())
        whole = QStyle.ContentsType.CT_ComboBox
        wide = self.style().sizeFromContents(whole, option, words, self).width()
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
