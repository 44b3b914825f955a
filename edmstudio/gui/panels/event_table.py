"""The canvas as a table: for the keyboard, for screen readers, and to type in."""

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_lines import EventLines
from edmstudio.gui.panels.event_list import Event
from edmstudio.gui.panels.event_model import SORT_ROLE, TIME, EventModel
from edmstudio.gui.session import Session
from edmstudio.gui.track.transport import Transport
from edmstudio.gui.widgets.row_table import Index
from edmstudio.gui.words import tr


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
