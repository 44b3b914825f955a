"""Every checkpoint with where it came from; any of them can answer again at once."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.known_models import Listed, listed
from edmstudio.app.model_files import take_in, take_out
from edmstudio.domain.refused import Refused
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.teaching.model_words import KIND, NONE, made, named, told, verdict_of
from edmstudio.gui.teaching.teacher import Teacher
from edmstudio.gui.teaching.verdict_table import VerdictTable
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.widgets.help_link import Said, help_label
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr
from edmstudio.store.library import Library

NAME = Qt.ItemDataRole.UserRole
MODEL_FILES = "*.safetensors"


class ModelsDialog(QDialog):
    """The history; a child of the window, and none of its buttons loses anything."""

    def __init__(self, teacher: Teacher, library: Library, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._teacher, self._library, self._theme = teacher, library, theme
        self._held: dict[str, Listed] = {}
        self.list = QTreeWidget()
        self.list.ensurePolished()  # or rows would have the height of bare letters
        self.list.setAccessibleName(tr("Models, the oldest first, each below its parent"))
        self.list.setHeaderLabels([tr("Model"), tr("Has learned"), tr("When"), tr("From")])
        self.list.setRootIsDecorated(False)
        self.table, self.told, self.said = VerdictTable(theme), QLabel(), Said()
        self.told.setWordWrap(True)
        self.use = QPushButton(tr("Use this one"))
        self.use.setProperty("primary", "true")
        self.back = QPushButton(tr("Previous model"))
        self.take_out, self.take_in = QPushButton(tr("Export…")), QPushButton(tr("Import…"))
        self._lay_out()
        self._connect()
        fit(self, theme.px(820), theme.px(420))
        self.show_models()

    def show_models(self) -> None:
        """Read the history again; the one that answers is picked."""
        self._held = {each.name: each for each in listed(self._library)}
        self.list.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for each in self._held.values():
            above = items.get(each.card.get("parent", ""))
            items[each.name] = item = self._item(each)
            above.addChild(item) if above else self.list.addTopLevelItem(item)
            if each.current:
                self.list.setCurrentItem(item)
        self.list.expandAll()
        for column in range(4):
            self.list.resizeColumnToContents(column)
        self.back.setEnabled(self._teacher.can_roll_back())

    def _item(self, listed: Listed) -> QTreeWidgetItem:
        card = listed.card
        kind = tr(KIND.get(card.get("level", "base"), ""))
        count = len(card.get("data", {}).get("tracks", {})) if listed.made_at else 0
        learned = several(count, "track", "tracks") if count else NONE
        texts = [named(listed), kind, made(listed.made_at), learned]
        item = QTreeWidgetItem(texts)
        item.setData(0, NAME, listed.name)
        if listed.current:
            for column in range(4):
                item.setFont(column, self._theme.font("strong"))
        if not listed.there:
            item.setForeground(0, self._theme.colour("disabled"))
        return item

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(help_label("retraining#all-models"))
        for button in (self.take_in, self.take_out):
            foot.addWidget(button)
        foot.addStretch()
        leave = QPushButton(tr("Close"))
        leave.clicked.connect(self.close)
        for button in (leave, self.back, self.use):
            foot.addWidget(button)
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, stretch=1)
        layout.addWidget(self.told)
        layout.addWidget(self.table)
        layout.addWidget(self.said)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda: self._show())
        self.use.clicked.connect(self._use)
        self.back.clicked.connect(self._teacher.roll_back)
        self.take_out.clicked.connect(self._take_out)
        self.take_in.clicked.connect(self._take_in)
        self._teacher.switched.connect(self.show_models)

    def picked(self) -> Listed | None:
        """The line that is picked."""
        item = self.list.currentItem()
        return self._held.get(item.data(0, NAME)) if item is not None else None

    def _show(self) -> None:
        chosen = self.picked()
        if chosen is None:
            return
        verdict = verdict_of(chosen.card)
        self.told.setText(told(chosen, verdict))
        self.table.setVisible(bool(verdict and verdict.rows))
        if verdict is not None:
            self.table.show_verdict(verdict)
        self.use.setEnabled(chosen.there and not chosen.current)
        self.use.setToolTip(tr("It is in use") if chosen.current else "")
        self.take_out.setEnabled(chosen.size > 0)

    def _use(self) -> None:
        chosen = self.picked()
        if chosen is not None:
            self._teacher.use(chosen.name)

    def _take_out(self) -> None:
        chosen = self.picked()
        if chosen is None:
            return
        chooser = Chooser(tr("Export a model"), self)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("safetensors")
        chooser.selectFile(f"{chosen.name}.safetensors")
        chooser.fileSelected.connect(lambda file: self.copy_to(Path(file)))
        chooser.open()

    def copy_to(self, file: Path) -> None:
        """Put a copy of the picked one into a file."""
        chosen = self.picked()
        if chosen is not None:
            self._try(lambda: take_out(self._library, chosen.name, file))

    def _take_in(self) -> None:
        chooser = Chooser(tr("Import a model"), self)
        chooser.setNameFilters([tr("Models") + f" ({MODEL_FILES})", tr("All files") + " (*)"])
        chooser.fileSelected.connect(lambda file: self.take_from(Path(file)))
        chooser.open()

    def take_from(self, file: Path) -> None:
        """Take a model in from a file; it answers once it is used."""
        self._try(lambda: take_in(self._library, file))
        self.show_models()

    def _try(self, work: Any) -> None:
        self.said.setText("")
        try:
            work()
        except Refused as refusal:
            self.said.refuse(refusal)
