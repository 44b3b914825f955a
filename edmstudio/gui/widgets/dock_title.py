"""The head of a panel: its name, what is set in it, and how to take it out or close it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

HIGH, BUTTON = 36, 14  # pixels of the design


class DockTitle(QWidget):
    """Grows with the size of text; behind tabs, which say the name already, it takes no room."""

    def __init__(self, dock: QDockWidget, window: QMainWindow, inner: QWidget | None) -> None:
        super().__init__(dock)
        self._dock, self._window, self._inner = dock, window, inner
        self._theme = Theme()
        self.name = QLabel(dock.windowTitle())
        self.out = self._button(
            tr("Take {panel} out, or put it back"), lambda: dock.setFloating(not dock.isFloating())
        )
        self.away = self._button(tr("Close {panel}"), dock.close)
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.name)
        if inner is None:
            self._layout.addStretch()
        else:
            self._layout.addWidget(inner, stretch=1)
        for button in (self.out, self.away):
            self._layout.addWidget(button)
        dock.setTitleBarWidget(self)

    @property
    def needed(self) -> bool:
        """Whether it says what nothing else says."""
        others = self._window.tabifiedDockWidgets(self._dock)
        tabbed = any(not each.isHidden() and not each.isFloating() for each in others)
        return self._inner is not None or self._dock.isFloating() or not tabbed

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.name.setFont(theme.font("strong"))
        self._layout.setContentsMargins(theme.px(12), 0, theme.px(6), 0)
        for button, picture in ((self.out, "window"), (self.away, "close")):
            button.setIcon(icon(picture, theme))
            button.setIconSize(QSize(theme.px(BUTTON), theme.px(BUTTON)))
        for widget in (self.name, self.out, self.away):  # beside the first row of what is set
            widget.setFixedHeight(theme.px(HIGH))
            self._layout.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        self.settle()

    def settle(self) -> None:
        """Take the room that is needed now."""
        for widget in (self.name, self.out, self.away):
            widget.setVisible(self.needed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self.needed else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.needed else QSize(0, 0)

    def _button(self, name: str, act: object) -> QToolButton:
        button = QToolButton()
        said = name.format(panel=self._dock.windowTitle())
        button.setProperty("flat", "true")
        button.setProperty("role", "small")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(act)
        return button
