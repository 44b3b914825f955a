"""The keys of one computer for another: out into a file, and in from one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from edmstudio.domain.refused import Refused
from edmstudio.gui.keys import keymap_file
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.words import tr


class KeyFiles(QObject):
    """Asks for a file, and says below the list what came of it."""

    loaded = Signal(Keymap)

    def __init__(self, keymap: Callable[[], Keymap], said: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap, self._said, self._parent = keymap, said, parent

    def ask_where_to(self) -> None:
        """Choose a file and save."""
        chooser = self._chooser(tr("Export keys"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("json")
        chooser.fileSelected.connect(lambda name: self.save(Path(name)))
        chooser.open()

    def ask_where_from(self) -> None:
        """Choose a file and load."""
        chooser = self._chooser(tr("Import keys"))
        chooser.fileSelected.connect(lambda name: self.load(Path(name)))
        chooser.open()

    def save(self, path: Path) -> None:
        """The keys into a file."""
        try:
            keymap_file.write(self._keymap(), path)
        except Refused as refusal:
            self._said.refuse(refusal)
        else:
            self._said.setText(tr("Saved to {path}.").format(path=path))

    def load(self, path: Path) -> None:
        """The keys of a file; `loaded` says them."""
        try:
            self.loaded.emit(keymap_file.read(path))
        except Refused as refusal:
            self._said.refuse(refusal)

    def _chooser(self, title: str) -> Chooser:
        chooser = Chooser(title, self._parent)
        chooser.setNameFilters([tr("Keys") + " (*.json)", tr("All files") + " (*)"])
        return chooser
