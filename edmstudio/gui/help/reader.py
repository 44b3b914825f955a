"""The page that is read: typeset in a column, its words marked, its headings found."""

from PySide6.QtGui import QImage, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from edmstudio.app.manual import Manual, Page
from edmstudio.gui.help.text import fill, fit_pictures, pictures, place_of, width_of
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

COLUMN = 780  # pixels; longer lines are hard to read


class Reader(QTextBrowser):
    """One page, in a column of a width that reads well."""

    def __init__(self, manual: Manual) -> None:
        super().__init__()
        self._manual, self._theme = manual, Theme()
        self._natural: dict[str, float] = {}
        self.page: Page | None = None
        self.setOpenLinks(False)
        self.setSearchPaths([str(manual.place)])
        self.setAccessibleName(tr("Page of the manual"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(0)

    def show_page(self, page: Page, theme: Theme) -> None:
        """Typeset a page anew."""
        self.page, self._theme = page, theme
        self._natural = {
            name: width_of(QImage(str(self._manual.place / name))) for name in pictures(page)
        }
        fill(self.document(), page, theme)
        self._fit()

    def go(self, anchor: str) -> None:
        """Bring a heading to the top; the page's start where it has none of this name."""
        place = place_of(self.document(), anchor) if anchor else None
        self.setTextCursor(place or QTextCursor(self.document()))
        bar = self.verticalScrollBar()
        top = self.cursorRect().top() + bar.value() if place else 0
        bar.setValue(max(top - self._theme.px(12), 0))

    def mark(self, words: str) -> None:
        """Shade every place of these words."""
        marks = []
        for word in words.split():
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(self._theme.colour("accent_soft"))
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        least = self._theme.px(20)
        column = min(self._theme.px(COLUMN), self.width() - 2 * least)
        side = max((self.width() - column) // 2, least)
        self.setViewportMargins(side, self._theme.px(12), least, self._theme.px(12))
        room = min(column, self.viewport().width())  # without the scroll bar
        fit_pictures(self.document(), room - self._theme.px(4), self._natural)
