"""Pages of a dialog, one of which is seen; those that are not ask for no room."""

from typing import cast

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """As high as the page that is shown."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        for page in pages:
            self.addWidget(page)

    @property
    def shown(self) -> QWidget:
        """The page on top."""
        return cast(QWidget, self.currentWidget())

    def turn_to(self, page: QWidget) -> None:
        """Show a page."""
        for place in range(self.count()):
            each = cast(QWidget, self.widget(place))
            policy = QSizePolicy.Policy.Preferred if each is page else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)
        self.setCurrentWidget(page)

    def heightForWidth(self, width: int) -> int:
        return self.shown.heightForWidth(width)
