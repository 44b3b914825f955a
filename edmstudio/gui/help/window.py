"""The manual in a window of its own: contents, a search over all pages, and the way back."""

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QToolButton, QVBoxLayout, QWidget

from edmstudio.app.manual import Manual
from edmstudio.gui.help.contents import Contents
from edmstudio.gui.help.reader import Reader
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr

EDGE = 3  # pixels, so that a ring of focus is whole
SIZE, SIDE = QSize(1060, 760), 0.25  # pixels of the design; the contents' share, at least


class HelpWindow(QWidget):
    """Stays usable beside every dialog; Esc closes it."""

    opened = Signal(str)  # the link that is shown

    def __init__(self, manual: Manual, theme: Theme) -> None:
        super().__init__()
        self._manual, self._theme = manual, theme
        self._been: list[str] = []
        self._at = -1
        self.search = QLineEdit(placeholderText=tr("Search"))
        self.search.setAccessibleName(tr("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.list = Contents(manual)
        self.reader = Reader(manual)
        self.back, self.on = QToolButton(), QToolButton()
        self.halves = QSplitter()
        self._connect()
        self._lay_out()
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        for button, picture, name in (
            (self.back, "back", tr("Back")),
            (self.on, "forward", tr("Forward")),
        ):
            button.setIcon(icon(picture, theme))
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setToolTip(name)
            button.setAccessibleName(name)
        fit(self, theme.px(SIZE.width()), theme.px(SIZE.height()))
        side = max(self.list.whole(), round(self.width() * SIDE))
        self.halves.setSizes([side, self.width() - side])
        if self.reader.page is not None:
            self._show(self._been[self._at])

    def open(self, link: str) -> None:
        """Show a page, or a heading of it ("trust#grid"), in front of everything."""
        self.search.clear()
        self.go(link)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus()

    def go(self, link: str) -> None:
        """To another place; the way back is remembered."""
        self._been = [*self._been[: self._at + 1], link]
        self._at = len(self._been) - 1
        self._show(link)

    def step(self, by: int) -> None:
        """Back or forward."""
        if 0 <= self._at + by < len(self._been):
            self._at += by
            self._show(self._been[self._at])

    def _show(self, link: str) -> None:
        name, _, anchor = link.partition("#")
        page = self._manual.page(name)
        self.reader.show_page(page, self._theme)
        self.reader.mark(self.search.text())
        self.reader.go(anchor)
        self.setWindowTitle(tr("Help: {page}").format(page=page.title))
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self._been) - 1)
        self.list.list_links(self.search.text(), link)
        self.opened.emit(link)

    def _first(self) -> None:
        if self.search.text().split():
            self.list.choose_first()

    def _follow(self, url: QUrl) -> None:
        """A link inside a page: another page, or a heading of this one."""
        page = self.reader.page
        name = url.path().removesuffix(".md") or (page.name if page else "")
        self.go(f"{name}#{url.fragment()}" if url.hasFragment() else name)

    def _connect(self) -> None:
        self.search.textChanged.connect(
            lambda words: self.list.list_links(words, self._been[self._at])
        )
        self.search.returnPressed.connect(self._first)
        self.list.chosen.connect(self.go)
        self.reader.anchorClicked.connect(self._follow)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Back), lambda: self.step(-1)),
            (QKeySequence(QKeySequence.StandardKey.Forward), lambda: self.step(1)),
            (QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
        ):
            QShortcut(keys, self).activated.connect(act)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for widget in (self.back, self.on):
            widget.setProperty("flat", "true")
            top.addWidget(widget)
        top.addWidget(self.search, stretch=1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(top)
        column.addWidget(self.list)
        self.halves.addWidget(side)
        self.halves.addWidget(self.reader)
        self.halves.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.addWidget(self.halves)
