"""Choosing a file or a folder: the system's own window, and a readable one where it has none."""

from datetime import UTC, datetime

from PySide6.QtCore import QFileInfo, QSize, Qt
from PySide6.QtGui import QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QHeaderView,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from edmstudio.gui.look.icons import pixmap
from edmstudio.gui.moments import when
from edmstudio.gui.widgets.room import fit_letters
from edmstudio.gui.widgets.row_table import Index

LETTERS, LINES, SIDE = 104, 30, 24  # of the window, and of the list of places
NAME, KIND, DATE = 0, 2, 3  # columns of the list
BUTTONS = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-new",
    "listModeButton": "columns",
    "detailModeButton": "list",
}
Mode, Group = QIcon.Mode, QPalette.ColorGroup


class Chooser(QFileDialog):
    """Goes when it is closed. Qt's own window is furnished when it is shown: where the system has
    one, it is never made."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pictures = _Pictures(self)  # Qt does not keep it

    def showEvent(self, event: QShowEvent) -> None:
        tree = self.findChild(QTreeView, "treeView")
        if isinstance(tree, QTreeView):
            self.setIconProvider(self._pictures)
            self._draw_buttons()
            self._furnish(tree)
            fit_letters(self, LETTERS, LINES)
            self._even_out()
        super().showEvent(event)

    def _draw_buttons(self) -> None:
        side = self.fontMetrics().height()
        for name, picture in BUTTONS.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(_drawn(picture, self))
                button.setIconSize(QSize(side, side))

    def _furnish(self, tree: QTreeView) -> None:
        side = self.fontMetrics().height()
        tree.setIconSize(QSize(side, side))
        places = self.findChild(QListView, "sidebar")
        if isinstance(places, QListView):
            places.setIconSize(QSize(side, side))
        here = self.findChild(QComboBox, "lookInCombo")
        if isinstance(here, QComboBox):
            here.setItemIcon(here.currentIndex(), _drawn("folder", self))
        tree.setItemDelegateForColumn(DATE, _Dates(tree))
        header = tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.hideSection(KIND)  # the name and the picture say it

    def _even_out(self) -> None:
        """Room for the names of places; buttons in line with the fields beside them."""
        box, layout = self.findChild(QDialogButtonBox, "buttonBox"), self.layout()
        inside = box.layout() if isinstance(box, QDialogButtonBox) else None
        if inside is not None and layout is not None:
            inside.setSpacing(layout.spacing())
        places = self.findChild(QSplitter, "splitter")
        if isinstance(places, QSplitter):
            wide = SIDE * self.fontMetrics().averageCharWidth()
            places.setSizes([wide, self.width() - wide])


class _Dates(QStyledItemDelegate):
    """Dates as everywhere in the window."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, QFileSystemModel):
            changed = model.lastModified(index).toSecsSinceEpoch()
            option.text = when(datetime.fromtimestamp(changed, UTC))


class _Pictures(QFileIconProvider):
    """Our own, in the colour of text."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._folder, self._file = _drawn("folder", widget), _drawn("file", widget)

    def icon(self, of: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """Of a file, or of whatever holds files."""
        file = of.isFile() if isinstance(of, QFileInfo) else of is QFileIconProvider.IconType.File
        return self._file if file else self._folder


def _drawn(picture: str, widget: QWidget) -> QIcon:
    """A picture of ours in the colours that a widget writes in."""
    made, ratio = QIcon(), widget.devicePixelRatioF()
    side = widget.fontMetrics().height()
    for mode, group in ((Mode.Normal, Group.Active), (Mode.Disabled, Group.Disabled)):
        colour = widget.palette().color(group, QPalette.ColorRole.WindowText)
        made.addPixmap(pixmap(picture, colour, side, ratio), mode)
    return made
