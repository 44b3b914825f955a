"""The canvas as a table: for the keyboard, for screen readers, and to type in."""

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from edmstudio.domain.refused import Refused
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_list import Event, events, moment, place, seconds_of
from edmstudio.gui.session import Session
from edmstudio.gui.track.transport import Transport
from edmstudio.gui.widgets.row_table import Index, RowTable, roomy_lines
from edmstudio.gui.words import tr

TIME, BEAT, KIND, LABEL, CONFIDENCE, BY = range(6)
SORT_ROLE = Qt.ItemDataRole.UserRole
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 1


class EventModel(RowTable):
    """The events of the open track; what is typed becomes an edit of the session."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            (tr("Time"), tr("Bar.beat"), tr("Kind"), tr("Label"), tr("Sure"), tr("By"))
        )
        self._session = session
        self.events: list[Event] = []
        for heard in (session.opened, session.changed):
            heard.connect(self.renew)

    def renew(self) -> None:
        """Read the session again."""
        self.beginResetModel()
        self.events = events(self._session.annotations)
        self.endResetModel()

    def rows(self) -> int:
        return len(self.events)

    def text(self, row: int, column: int) -> str:
        event = self.events[row]
        sure = "" if event.confidence is None else f"{event.confidence:.0%}"
        beat = place(event.seconds, self._session.annotations.grid)
        return (moment(event.seconds), beat, event.kind, event.label, sure, event.by)[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        event, column = self.events[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self.text(index.row(), column)
        if role == CHOICES_ROLE and column == LABEL:
            return event.choices
        if role == SORT_ROLE:
            worth = (event.seconds, event.seconds, event.kind, event.label, event.confidence or 0.0)
            return worth[column] if column < BY else event.by
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        event = self.events[index.row()]
        can = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        typed = {TIME: event.move, LABEL: event.rename}.get(index.column())
        return can | Qt.ItemFlag.ItemIsEditable if typed is not None else can

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        event, text = self.events[index.row()], str(value).strip()
        if text == self.text(index.row(), index.column()):
            return False
        try:
            if index.column() == TIME and event.move is not None:
                self._session.perform(event.move(seconds_of(text)))
            elif index.column() == LABEL and event.rename is not None:
                self._session.perform(event.rename(text))
        except Refused as refusal:
            self._session.refused.emit(refusal)
        except ValueError:
            told = tr("Type a time such as 62.5 or 1:02.500.")
            self._session.refused.emit(Refused(told))
        return True


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


class EventTable(QWidget):
    """A line picked here is picked on the canvas, and the other way round."""

    def __init__(self, session: Session, transport: Transport) -> None:
        super().__init__()
        self._session, self._transport = session, transport
        self.model = EventModel(session)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = QTableView(self)
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.nothing = QLabel(tr("Nothing is known of this track yet: analyse it, or set a cue."))
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.nothing)
        self.model.modelReset.connect(self._show_nothing)
        self._show_nothing()
        self.table.selectionModel().selectionChanged.connect(self._picked)
        self.table.activated.connect(self._go)
        session.selected.connect(self._show_picked)
        self.model.modelReset.connect(self._show_picked)
        self._mirroring = False

    def _show_nothing(self) -> None:
        """A sentence in the place of a table without a line."""
        self.table.setVisible(bool(self.model.events))
        self.nothing.setVisible(not self.model.events)

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self._sorted)
        table.setItemDelegate(LabelEditor(table))
        table.setAccessibleName(tr("Events of the track"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setSortingEnabled(True)
        table.sortByColumn(TIME, Qt.SortOrder.AscendingOrder)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        roomy_lines(self.table)

    def _event(self, index: Index) -> Event:
        return self.model.events[self._sorted.mapToSource(index).row()]

    def _picked(self) -> None:
        lines = self.table.selectionModel().selectedRows()
        if self._mirroring or not lines:
            return
        picked = [self._event(line).selection for line in lines]
        cues = frozenset(cue for selection in picked for cue in selection.cues)
        first = picked[0]
        self._mirroring = True
        self._session.select(first if len(picked) == 1 or not cues else type(first)(cues))
        self._mirroring = False

    def _go(self, index: Index) -> None:
        self._transport.seek(self._event(index).seconds)

    def _show_picked(self) -> None:
        if self._mirroring:
            return
        self._mirroring = True
        held = self._session.selection
        selection = self.table.selectionModel()
        selection.clearSelection()
        rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
        for line in range(self._sorted.rowCount()):
            index = self._sorted.index(line, 0)
            event = self._event(index)
            if event.selection.cues & held.cues:
                selection.select(index, rows)
                self.table.scrollTo(index)
        self._mirroring = False
