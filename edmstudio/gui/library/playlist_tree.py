"""The playlists that other programs had, beside the list of tracks; a click shows one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr
from edmstudio.store.playlists import StoredPlaylist

INDENT, LETTERS = 16, 16  # pixels of a step inwards; wide enough for most names
SHARE = 6  # of the panel a sixth at most, unless a hand draws it wider
TRACKS = Qt.ItemDataRole.UserRole


class PlaylistTree(QTreeWidget):
    """Folders and playlists under "All tracks"; hidden while there is no playlist."""

    chosen = Signal(object)  # frozenset of track ids, None for all

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Playlists"))
        self.setHeaderHidden(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: Sequence[StoredPlaylist] = ()
        self._all = self._added(None, tr("All tracks"), None)
        self.currentItemChanged.connect(self._choose)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        self.setIndentation(theme.px(INDENT))
        self.setMinimumWidth(theme.px(INDENT) * 3)

    def width_within(self, whole: int) -> int:
        """Pixels for it, of so many that the panel has."""
        letters = self.fontMetrics().averageCharWidth() * LETTERS
        return max(min(letters, whole // SHARE), self.minimumWidth())

    def show_playlists(self, playlists: Sequence[StoredPlaylist]) -> None:
        """Show these; the chosen one stays chosen by its name."""
        if playlists == self._shown:
            return
        current, self._shown = self.currentItem(), playlists
        held = _path(current) if current else ()
        self.clear()
        self._all = self._added(None, tr("All tracks"), None)
        folders: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for playlist in playlists:
            above = self._folder(folders, playlist.folders)
            item = self._added(above, playlist.name, frozenset(playlist.tracks))
            if _path(item) == held:
                self.setCurrentItem(item)
        if self.currentItem() is None:
            self.setCurrentItem(self._all)
        self.setRootIsDecorated(bool(folders))
        self.expandAll()
        self.setVisible(bool(playlists))

    def show_all(self) -> None:
        """Choose every track again."""
        self.setCurrentItem(self._all)

    def _folder(
        self, known: dict[tuple[str, ...], QTreeWidgetItem], path: tuple[str, ...]
    ) -> QTreeWidgetItem | None:
        if not path:
            return None
        if path not in known:
            known[path] = self._added(self._folder(known, path[:-1]), path[-1], frozenset())
        return known[path]

    def _added(
        self, above: QTreeWidgetItem | None, name: str, tracks: frozenset[int] | None
    ) -> QTreeWidgetItem:
        """A line; a folder holds the tracks of all that lies in it."""
        item = QTreeWidgetItem([name])
        item.setData(0, TRACKS, tracks)
        item.setToolTip(0, name)
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        while above is not None and tracks:
            above.setData(0, TRACKS, above.data(0, TRACKS) | tracks)
            above = above.parent()
        return item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, TRACKS))


def _path(item: QTreeWidgetItem) -> tuple[str, ...]:
    above = item.parent()
    return (*(_path(above) if above else ()), item.text(0))
