"""The canvas as a table: for the keyboard, for screen readers, and to type in."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.domain.refused import Refused
from edmstudio.gui.look.stylesheet import item_padding
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_list import Event, events, moment, place, seconds_of
from edmstudio.gui.session import Session
from edmstudio.gui.track.transport import Transport
from edmstudio.gui.widgets.column_shares import Wish
from edmstudio.gui.widgets.row_table import LINE, Index, RowTable
from edmstudio.gui.widgets.shared_table import SharedTable
from edmstudio.gui.words import percent, tr

TIME, KIND, LABEL, BEAT, CONFIDENCE, BY = range(6)
SHORT = 8  # letters of a label or a kind that are seen in any case
SORT_ROLE = Qt.ItemDataRole.UserRole
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 1


class EventModel(RowTable):
    """The events of the open track; what is typed becomes an edit of the session."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            (tr("Time"), tr("Kind"), tr("Label"), tr("Bar.beat"), tr("Sure"), tr("Source"))
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
        sure = "" if event.confidence is None else percent(event.confidence)
        beat = place(event.seconds, self._session.annotations.grid)
        return (moment(event.seconds), event.kind, event.label, beat, sure, event.by)[column]

    def tip(self, row: int) -> str:
        """All that is known of an event, whatever there is room for."""
        said = [self.text(row, column) for column in range(BY)]
        titles = [*self._titles[:BY], self._titles[BY]]
        every = zip(titles, [*said, self.events[row].source], strict=True)
        return "\n".join(f"{title}: {text}" for title, text in every if text)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        event, column = self.events[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self.text(index.row(), column)
        if role == CHOICES_ROLE and column == LABEL:
            return event.choices
        if role == SORT_ROLE:
            sure = event.confidence or 0.0
            return (event.seconds, event.kind, event.label, event.seconds, sure, event.by)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(index.row())
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
        texts = {self._model.text(row, column) for row in range(self._model.rows())}
        texts.add(str(self._model.headerData(column, Qt.Orientation.Horizontal)))
        metrics = self.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts)) + self._around()


class EventTable(QWidget):
    """A line picked here is picked on the canvas, and the other way round."""

    def __init__(self, session: Session, transport: Transport) -> None:
        super().__init__()
        self._session, self._transport = session, transport
        self.model = EventModel(session)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = EventLines(self.model)
        self.table.setModel(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(TIME, Qt.SortOrder.AscendingOrder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.nothing = QLabel()
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
        self.table.share()
        track = self._session.track
        if track is None:
            said = tr("Open a track to see its cues, sections and tempo here.")
        elif track.missing:
            said = tr("Nothing is known of this track, and its file is missing.")
        else:
            said = tr("Nothing is known of this track yet. Analyse it, or set a cue.")
        self.nothing.setText(said)

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        self.table.wear(theme)

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
