"""Any command by three letters."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.physical_keys import shown
from edmstudio.gui.words import tr

MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
ID, KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
GAP = 8  # pixels at the right edge
HIGH, RECENT = 460, 5  # pixels at most, and how many that were used last come first


def score(typed: str, title: str) -> float | None:
    """How well what was typed fits a title, None where it doesn't; letters may be skipped.

    Starts of words count most, then letters that follow each other, then an early place.
    """
    wanted, text = typed.casefold().replace(" ", ""), title.casefold()
    best = _fit(wanted, text, 0, -2)
    return None if best is None else best - len(text) / 100


def _fit(wanted: str, text: str, start: int, last: int) -> float | None:
    if not wanted:
        return 0.0
    found: float | None = None
    place = text.find(wanted[0], start)
    while place >= 0:
        begins = place == 0 or not text[place - 1].isalnum()
        worth = 3.0 if place == last + 1 else 2.5 if begins else 0.0
        rest = _fit(wanted[1:], text, place + 1, place)
        if rest is not None:
            found = max(found if found is not None else -1.0, worth + rest)
        place = text.find(wanted[0], place + 1)
    return found


class _Line(QStyledItemDelegate):
    """A command, and its keys at the right edge."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        box: QRect = option.rect
        palette: QPalette = option.palette
        painter.setPen(palette.placeholderText().color())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -GAP, 0), side, index.data(KEYS))


class Palette(QFrame):
    """A line to type in and the commands that fit, best first; Return runs, Esc closes."""

    def __init__(self, commands: Commands, run: Callable[[Command], None], window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self._commands = commands
        self._run = run
        self._keymap = Keymap()
        self._recent: list[str] = []  # command ids, the latest first
        self.field = QLineEdit(placeholderText=tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Command"))
        self.field.textEdited.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Commands that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Line(self.list))
        self.list.itemClicked.connect(self._chosen)
        self.setProperty("role", "popup")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)

    def open(self, keymap: Keymap) -> None:
        """Show it over the window, empty."""
        self._keymap = keymap
        window = self._window
        width = min(window.width() - 40, max(self.fontMetrics().averageCharWidth() * 80, 420))
        left = (window.width() - width) // 2
        self.move(window.mapToGlobal(window.rect().topLeft()))
        self.move(self.x() + left, self.y() + 60)
        self.field.clear()
        self._search("")
        self._fit(width, min(window.height() - 80, HIGH))
        self.show()
        self.field.setFocus()

    def _fit(self, width: int, most: int) -> None:
        """As high as whole lines are."""
        self.ensurePolished()
        line = self.list.sizeHintForRow(0)
        around = 2 * self.list.frameWidth()
        room = most - (self.sizeHint().height() - self.list.sizeHint().height()) - around
        self.list.setFixedHeight(max(room // max(line, 1), 1) * line + around)
        self.resize(width, self.sizeHint().height())

    def found(self, typed: str) -> list[Command]:
        """The commands that fit, best first."""
        fits = [(score(typed, self._said(command)), command) for command in self._commands]
        ranked = [(worth, command) for worth, command in fits if worth is not None]
        ranked.sort(key=lambda pair: (not pair[1].enabled(), self._rank(typed, *pair)))
        return [command for _, command in ranked]

    def _rank(self, typed: str, worth: float, command: Command) -> float:
        """What fits best; where nothing is typed, what was used last, then as in the menus."""
        if typed:
            return -worth
        recent = self._recent[:RECENT]
        return recent.index(command.command_id) if command.command_id in recent else RECENT

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (item := self.list.currentItem()) is not None:
                self._chosen(item)
            return True
        if event.key() in MOVES:
            self.list.event(event)
            return True
        return False

    def _search(self, typed: str) -> None:
        self.list.clear()
        for command in self.found(typed):
            keys = "   ".join(shown(key) for key in self._keymap.keys_of(command))
            said = self._said(command)
            item = QListWidgetItem(said)
            item.setData(ID, command.command_id)
            item.setData(KEYS, keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said}  {keys}")
            if not command.enabled():
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _said(self, command: Command) -> str:
        return f"{plain(command.menu).replace('/', ' › ')} › {plain(command.title)}"

    def _chosen(self, item: QListWidgetItem) -> None:
        self.hide()
        chosen = item.data(ID)
        self._recent = [chosen, *(each for each in self._recent if each != chosen)]
        self._run(self._commands[chosen])
