"""Choosing keys: a preset, or each command's own; a key that is taken says by whom."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.key_files import KeyFiles
from edmstudio.gui.keys.key_lines import said
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.physical_keys import normal, shown
from edmstudio.gui.keys.presets import PRESETS
from edmstudio.gui.widgets.elided_label import ElidedLabel
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.room import fit_letters
from edmstudio.gui.widgets.whole_rows import whole_rows
from edmstudio.gui.words import tr

ID = Qt.ItemDataRole.UserRole


class KeysDialog(QDialog):
    """Every change holds at once; "Reset to the preset" takes one back."""

    changed = Signal(Keymap)

    def __init__(self, commands: Commands, keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands = commands
        self.keymap = keymap
        self.preset = QComboBox()
        self.preset.setAccessibleName(tr("Preset"))
        self.preset.addItems(list(PRESETS))
        self.preset.setCurrentText(keymap.preset)
        self.preset.currentTextChanged.connect(self._choose_preset)
        self.search = QLineEdit(placeholderText=tr("Search commands"))
        self.search.setAccessibleName(tr("Search commands"))
        self.search.textChanged.connect(self._show)
        self.list = QTreeWidget()
        self.list.ensurePolished()  # or rows would have the height of bare letters
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.setHeaderLabels([tr("Command"), tr("Keys"), tr("Menu")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(self._pick)
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName(tr("New keys"))
        self.keys.setMaximumSequenceLength(2)
        self.keys.editingFinished.connect(self._warn)
        self.keys.keySequenceChanged.connect(self._allow)
        self.asked = ElidedLabel()
        self.take = QPushButton(tr("Use these keys"))
        self.take.clicked.connect(self._take)
        self.reset = QPushButton(tr("Reset to the preset"))
        self.reset.clicked.connect(self._reset)
        self.said = Said()
        self.files = KeyFiles(lambda: self.keymap, self.said, self)
        self.files.loaded.connect(self._load)
        self._lay_out()
        self._show()
        fit_letters(self, 96, 38)
        whole_rows(self, self.list)

    def _lay_out(self) -> None:
        top, row, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(QLabel(tr("Preset")))
        top.addWidget(self.preset)
        top.addWidget(self.search, stretch=1)
        self.keys.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        row.addWidget(self.keys, stretch=1)
        row.addWidget(self.take)
        row.addWidget(self.reset)
        layout.addLayout(top)
        layout.addWidget(self.list)
        layout.addWidget(self.asked)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        export, take_in = QPushButton(tr("Export keys…")), QPushButton(tr("Import keys…"))
        export.clicked.connect(self.files.ask_where_to)
        take_in.clicked.connect(self.files.ask_where_from)
        buttons = (export, take_in, leaving(self, tr("Close")))
        for button in buttons:
            button.setAutoDefault(False)
        return foot("settings#keys", *buttons)

    def _show(self) -> None:
        picked = self._picked()
        self.list.clear()
        for command in self._commands:
            title, menu = said(command), plain(command.menu).split("/")[0]
            if self.search.text().casefold() not in f"{menu} {title}".casefold():
                continue
            keys = "   ".join(shown(key) for key in self.keymap.keys_of(command))
            item = QTreeWidgetItem([title, keys, menu])
            item.setData(0, ID, command.command_id)
            self.list.addTopLevelItem(item)
            if picked is not None and command.command_id == picked.command_id:
                self.list.setCurrentItem(item)
        self._pick()

    def _picked(self) -> Command | None:
        item = self.list.currentItem()
        return None if item is None else self._commands[item.data(0, ID)]

    def _pick(self) -> None:
        command = self._picked()
        for widget in (self.keys, self.reset):
            widget.setEnabled(command is not None)
        self.take.setEnabled(False)
        self.asked.setText(
            tr("Choose a command, then press its new keys")
            if command is None
            else tr("New keys for “{command}”").format(command=plain(command.title))
        )
        self.keys.clear()
        self.said.clear()

    def _typed(self) -> str:
        return normal(self.keys.keySequence().toString())

    def _allow(self) -> None:
        self.take.setEnabled(self._picked() is not None and bool(self._typed()))

    def _warn(self) -> None:
        command = self._picked()
        if command is None or not self._typed():
            return
        tried = self.keymap.with_keys(command.command_id, (self._typed(),))
        others = tried.losers(command.command_id, self._commands)
        if others:
            told = tr("{keys} is taken by “{other}”, which would lose it.")
            other = plain(self._commands[others[0][0]].title)
            self.said.setText(told.format(keys=shown(self._typed()), other=other))
        else:
            self.said.setText(tr("{keys} is free.").format(keys=shown(self._typed())))

    def _take(self) -> None:
        command, typed = self._picked(), self._typed()
        if command is None or not typed:
            return
        self._hold(self.keymap.giving(command.command_id, typed, self._commands))

    def _reset(self) -> None:
        if (command := self._picked()) is not None:
            self._hold(self.keymap.without_own(command.command_id))

    def _load(self, keymap: Keymap) -> None:
        self._hold(keymap)
        self.preset.blockSignals(True)  # the preset alone would forget the file's own keys
        self.preset.setCurrentText(keymap.preset)
        self.preset.blockSignals(False)

    def _choose_preset(self, preset: str) -> None:
        self._hold(Keymap(preset))

    def _hold(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._show()
        self.changed.emit(keymap)
