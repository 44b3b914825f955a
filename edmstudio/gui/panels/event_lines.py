"""How the rows of events are shown and typed into."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from edmstudio.gui.look.stylesheet import item_padding
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_model import BY, CHOICES_ROLE, KIND, LABEL, EventModel
from edmstudio.gui.widgets.column_shares import Wish
from edmstudio.gui.widgets.row_table import LINE, Index
from edmstudio.gui.widgets.shared_table import SharedTable
from edmstudio.gui.words import tr

SHORT = 8  # letters of a label or a kind that are seen in any case
LOOKED_AT = 200  # lines that the widths are taken from: a live grid has thousands


class LabelEditor(QStyledItemDelegate):
    """A choice where the label is one of a set, a line of text otherwise."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        if not choices:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        editor.addItems(list(choices))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
        else:
            super().setEditorData(editor, index)


class EventLines(SharedTable):
    """What and when come first; what has no room beside that is told by the tip of a line."""

    def __init__(self, model: EventModel) -> None:
        super().__init__(sideways=False)
        self._model, self._theme = model, Theme()
        self.setItemDelegate(LabelEditor(self))
        self.setAccessibleName(tr("Events of the track"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionsClickable(True)

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        self._theme = theme
        self.ensurePolished()
        self.set_row(round(self.fontMetrics().height() * LINE))
        self.share()

    def wishes(self) -> Mapping[int, Wish]:
        short = self.fontMetrics().averageCharWidth() * SHORT + self._around()
        whole = [self._width(column) for column in range(self._model.columnCount())]
        wishes = {column: Wish(wide, wide) for column, wide in enumerate(whole)}
        for column, grows in ((KIND, 0), (LABEL, 3)):
            wishes[column] = Wish(whole[column], min(whole[column], short), False, True, grows)
        wishes[BY] = Wish(whole[BY], whole[BY], grows=1)
        return wishes

    def _around(self) -> int:
        return 2 * item_padding(self._theme.px) + 2

    def _width(self, column: int) -> int:
        """Pixels in which all that a column says is whole."""
        rows = range(min(self._model.rows(), LOOKED_AT))
        texts = {self._model.text(row, column) for row in rows}
        texts.add(str(self._model.headerData(column, Qt.Orientation.Horizontal)))
        metrics = self.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts)) + self._around()
