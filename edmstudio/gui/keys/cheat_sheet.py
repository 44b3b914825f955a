"""All keys on one page, over the window; Esc sends it away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.commands.registry import Commands
from edmstudio.gui.keys.key_lines import KeyLine, lines, under_menus
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.physical_keys import shown
from edmstudio.gui.widgets.room import fit, scrolling
from edmstudio.gui.words import tr

Groups = list[tuple[str, list[KeyLine]]]  # under the names of their menus
WIDEST, MOST = 1800, 3  # pixels, columns
LETTERS, LINES = 50, 52  # of a column, and of the page
SEQUENCE = ", "


class CheatSheet(QDialog):
    """Made from the registry each time it opens, so it is never out of date."""

    def __init__(self, commands: Commands, keymap: Keymap, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wide, letter = min(WIDEST, window.width() - 40), self.fontMetrics().averageCharWidth()
        self._lines = lines(commands, keymap)
        self._columns = min(max(wide // (LETTERS * letter), 1), MOST)
        self.search = QLineEdit(placeholderText=tr("Search keys and commands"))
        self.search.setAccessibleName(tr("Search keys and commands"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.area = scrolling(QWidget())
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self._fill("")
        fit(self, wide, self.fontMetrics().height() * LINES)

    def _lay_out(self) -> None:
        title, leave = QLabel(tr("All keys")), QPushButton(tr("Close"))
        title.setProperty("role", "title")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.close)
        top, layout = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(title)
        top.addWidget(self.search, stretch=1)
        top.addWidget(leave)
        layout.addLayout(top)
        layout.addWidget(self.area)

    def _fill(self, words: str) -> None:
        """Show the lines in which these words are."""
        groups = under_menus(self._lines, words)
        self.area.setWidget(_page(groups, self._columns) if groups else _nothing())


def _nothing() -> QLabel:
    label = QLabel(tr("No command has these words."))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setProperty("role", "muted")
    return label


def _page(groups: Groups, columns: int) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, page.fontMetrics().height(), 0)
    grid.setHorizontalSpacing(2 * page.fontMetrics().height())
    for column, members in enumerate(_columns(groups, columns)):
        grid.addWidget(_column(members), 0, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column, 1)
    return page


def _columns(groups: Groups, count: int) -> list[Groups]:
    columns: list[Groups] = [[] for _ in range(count)]
    share = sum(len(members) + 2 for _, members in groups) / count
    used = 0.0
    for menu, members in groups:
        columns[min(int((used + len(members) / 2) / share), count - 1)].append((menu, members))
        used += len(members) + 2
    return columns


def _column(groups: Groups) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(column.fontMetrics().height())
    for menu, members in groups:
        title = QLabel(menu)
        title.setProperty("role", "title")
        title.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for line in members:
            row = grid.rowCount()
            grid.addWidget(_keycaps(line), row, 0, Qt.AlignmentFlag.AlignTop)
            words = QLabel(line.title)
            words.setWordWrap(True)
            grid.addWidget(words, row, 1)
    grid.setColumnStretch(1, 1)
    return column


def _keycaps(line: KeyLine) -> QWidget:
    """Its keys, each as the cap of a key, with the words between them."""
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for number, way in enumerate(line.keys):
        if number:
            row.addWidget(_word(tr("or")))
        for place, key in enumerate(way.split(SEQUENCE)):
            if place:
                row.addWidget(_word(tr("then")))
            row.addWidget(_cap(shown(key)))
    if line.upto:
        row.addWidget(_word("…"))
        row.addWidget(_cap(line.upto))
    row.addStretch()
    return caps


def _cap(key: str) -> QLabel:
    cap = QLabel(key)
    cap.setProperty("role", "key")
    return cap


def _word(text: str) -> QLabel:
    word = QLabel(text)
    word.setProperty("role", "muted")
    return word
