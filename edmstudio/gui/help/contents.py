"""The contents of the manual, or what a search of it has found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from edmstudio.app.manual import Found, Manual
from edmstudio.gui.words import tr

LINK = Qt.ItemDataRole.UserRole


class Contents(QListWidget):
    """A list of links into the manual."""

    chosen = Signal(str)  # a link

    def __init__(self, manual: Manual) -> None:
        super().__init__()
        self._manual = manual
        self.setAccessibleName(tr("Contents"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        self.currentItemChanged.connect(self._choose)

    def list_links(self, words: str, shown: str) -> None:
        """All pages, or the places that have all the words; the one that is shown is picked."""
        self.blockSignals(True)
        self.clear()
        if words.split():
            self._list_found(self._manual.search(words), shown)
        else:
            for page in self._manual.pages:
                self._add(page.title, page.name, shown.partition("#")[0])
        self.blockSignals(False)

    def whole(self) -> int:
        """Pixels of width in which no title of a page is cut."""
        titles = (page.title for page in self._manual.pages)
        widest = max(map(self.fontMetrics().horizontalAdvance, titles))
        return (
            widest + 4 * self.fontMetrics().height() + self.verticalScrollBar().sizeHint().width()
        )

    def choose_first(self) -> None:
        """Go to the first of what was found."""
        self._choose(self.item(0))
        self.setFocus()

    def _list_found(self, found: Sequence[Found], shown: str) -> None:
        for each in found:
            title = each.passage.title
            if each.passage.anchor:
                title = f"{each.page.title} › {title}"
            self._add(f"{title}\n{each.excerpt}" if each.excerpt else title, each.link, shown)
        if not found:
            self.addItem(tr("Nothing has all these words."))
            self.item(0).setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, text: str, link: str, shown: str) -> None:
        item = QListWidgetItem(text)
        item.setData(LINK, link)
        self.addItem(item)
        if link == shown:
            self.setCurrentItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and (link := item.data(LINK)):
            self.chosen.emit(link)
