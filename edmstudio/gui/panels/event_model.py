"""The events of the open track as rows; what is typed becomes an edit of the session."""

from PySide6.QtCore import Qt

from edmstudio.domain.refused import Refused
from edmstudio.gui.panels.event_list import Event, events, moment, place, seconds_of
from edmstudio.gui.session import Session
from edmstudio.gui.widgets.row_table import Index, RowTable
from edmstudio.gui.words import percent, tr

TIME, KIND, LABEL, BEAT, CONFIDENCE, BY = range(6)
SORT_ROLE = Qt.ItemDataRole.UserRole
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 1


class EventModel(RowTable):
    """Follows the session; a refusal is told by it."""

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
        if column == TIME:
            return moment(event.seconds)
        if column == BEAT:
            return place(event.seconds, self._session.annotations.grid)
        if column == CONFIDENCE:
            return "" if event.confidence is None else percent(event.confidence)
        return {KIND: event.kind, LABEL: event.label, BY: event.by}[column]

    def tip(self, row: int) -> str:
        """All that is known of an event, whatever there is room for."""
        said = [self.text(row, column) for column in range(BY)]
        every = zip(self._titles, [*said, self.events[row].source], strict=True)
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
