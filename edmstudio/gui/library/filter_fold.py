"""The button behind which those filters lie that have no room in the row."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

MANY = 9  # more filters are never set; the button has room to say so


class FilterFold(QPushButton):
    """Says how many of the filters behind it are set; a click shows them."""

    def __init__(self) -> None:
        super().__init__(tr("Filters"))
        self.setCheckable(True)
        self.setToolTip(tr("The filters that have no room here"))
        self.panel = QFrame(self, Qt.WindowType.Popup)
        self.panel.setProperty("role", "popup")
        self.panel.setAccessibleName(tr("Filters"))
        self._layout = QVBoxLayout(self.panel)
        self._set = 0
        self.clicked.connect(self.open)

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        edge, between = theme.px(12), theme.px(8)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(between)
        self.mark(MANY)  # the widest that it says
        self.ensurePolished()
        self.setFixedWidth(self.sizeHint().width())
        self.mark(0)

    def hold(self, filters: Sequence[QWidget], offered: Sequence[QWidget]) -> None:
        """Let these lie behind the button; those of them that are offered can be seen there."""
        for widget in filters:
            self._layout.addWidget(widget)
            widget.setVisible(widget in offered)

    def mark(self, count: int) -> None:
        """How many of them are set."""
        self.setText(tr("Filters · {count}").format(count=count) if count else tr("Filters"))
        self.setChecked(bool(count))
        self._set = count

    def open(self) -> None:
        """Show them under the button."""
        self.mark(self._set)  # a click has switched it
        self.panel.adjustSize()
        self.panel.move(self.mapToGlobal(QPoint(0, self.height())))
        self.panel.show()
