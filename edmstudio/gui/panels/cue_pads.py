"""The row of pads A to H under the timeline."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.keys.actions import Actions
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_list import moment
from edmstudio.gui.panels.pad import Pad
from edmstudio.gui.session import Session
from edmstudio.gui.words import clock, tr


class CuePads(QWidget):
    """Eight buttons: an empty one takes the playhead's place, a full one jumps to its cue."""

    menu_asked = Signal(str, QPoint)  # slot, where on the screen

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self.pads = {slot: self._pad(slot, actions) for slot in SLOTS}
        self._layout = QHBoxLayout(self)
        for pad in self.pads.values():
            self._layout.addWidget(pad)
        for heard in (session.opened, session.changed, session.selected):
            heard.connect(self._show)
        self.wear(Theme())
        self._show()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._layout.setContentsMargins(theme.px(12), 6, theme.px(12), 2)
        self._layout.setSpacing(6)
        for pad in self.pads.values():
            pad.wear(theme)

    def _pad(self, slot: str, actions: Actions) -> Pad:
        pad = Pad(slot)
        pad.clicked.connect(actions[f"hotcue.{SLOTS.index(slot) + 1}"].trigger)
        pad.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pad.customContextMenuRequested.connect(partial(self._ask_menu, slot))
        return pad

    def _ask_menu(self, slot: str, at: QPoint) -> None:
        self.menu_asked.emit(slot, self.pads[slot].mapToGlobal(at))

    def _show(self) -> None:
        cues = {cue.slot: cue for cue in self._session.annotations.cues if cue.slot}
        for slot, pad in self.pads.items():
            pad.setEnabled(self._session.track is not None)
            self._dress(pad, slot, cues.get(slot))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self._share()

    def _share(self) -> None:
        """One pad with a time among others without would look like something special."""
        timed = all(pad.has_room() for pad in self.pads.values())
        for pad in self.pads.values():
            pad.show_time(timed)

    def _dress(self, pad: Pad, slot: str, cue: CuePoint | None) -> None:
        number = SLOTS.index(slot) + 1
        name = (cue.name or tr(KIND_NAMES[cue.kind])) if cue else ""
        if cue is None:
            pad.show_empty()
            said = tr("Pad {slot}, empty: press {number} to set it at the playhead")
        else:
            picked = cue.cue_id in self._session.selection.cues
            pad.show_cue(cue.shown_colour, name, clock(cue.seconds), picked=picked)
            said = tr("Pad {slot}, {name} at {time}: press {number} to jump there")
        said = said.format(slot=slot, number=number, name=name, time=cue and moment(cue.seconds))
        pad.setAccessibleName(said)
        pad.setToolTip(said)
