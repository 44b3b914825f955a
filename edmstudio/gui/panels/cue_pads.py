"""The row of pads A to H under the timeline."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.keys.actions import Actions
from edmstudio.gui.library.rows import clock
from edmstudio.gui.look.theme import Theme, text_on
from edmstudio.gui.panels.event_list import moment
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr

PADDING = 30  # pixels beside the words


class CuePads(QWidget):
    """Eight buttons: an empty one takes the playhead's place, a full one jumps to its cue."""

    menu_asked = Signal(str, QPoint)  # slot, where on the screen

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self._session, self._theme = session, Theme()
        self.pads = {slot: self._pad(slot, actions) for slot in SLOTS}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 2)
        layout.setSpacing(6)
        for pad in self.pads.values():
            layout.addWidget(pad)
        for heard in (session.opened, session.changed, session.selected):
            heard.connect(self._show)
        self._show()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _pad(self, slot: str, actions: Actions) -> QPushButton:
        pad = QPushButton()
        pad.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        pad.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action = actions[f"hotcue.{SLOTS.index(slot) + 1}"]
        pad.clicked.connect(action.trigger)
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

    def _dress(self, pad: QPushButton, slot: str, cue: CuePoint | None) -> None:
        number = SLOTS.index(slot) + 1
        pad.setMinimumHeight(self._theme.px(34))
        name = (cue.name or tr(KIND_NAMES[cue.kind])) if cue else ""
        if cue is None:
            pad.setText(slot)
            said = tr("Pad {slot}, empty: press {number} to set it at the playhead")
            pad.setStyleSheet(_empty(self._theme))
        else:
            room = pad.width() - self._theme.px(PADDING)
            metrics = QFontMetrics(self._theme.font("strong"))
            pad.setText(_fitting(metrics, (slot, name, clock(cue.seconds)), room))
            said = tr("Pad {slot}, {name} at {time}: press {number} to jump there")
            picked = cue.cue_id in self._session.selection.cues
            colour = cue.shown_colour
            pad.setStyleSheet(_full(self._theme, colour, picked=picked))
        said = said.format(slot=slot, number=number, name=name, time=cue and moment(cue.seconds))
        pad.setAccessibleName(said)
        pad.setToolTip(said)


def _fitting(metrics: QFontMetrics, words: tuple[str, str, str], room: int) -> str:
    """As much as there is room for: the pad and the name before the time, then less of a name."""
    slot, name, time = words
    whole = f"{slot}   {name}   {time}"
    if metrics.horizontalAdvance(whole) <= room:
        return whole
    left = room - metrics.horizontalAdvance(f"{slot}   ")
    return f"{slot}   {metrics.elidedText(name, Qt.TextElideMode.ElideRight, left)}"


def _empty(theme: Theme) -> str:
    tokens = theme.tokens
    return (
        f"QPushButton {{ color: {tokens.muted}; border: 1px dashed {tokens.border_strong};"
        f" background: {tokens.surface}; }}"
        f"QPushButton:hover {{ background: {tokens.hover}; }}"
        f"QPushButton:focus {{ border: 2px solid {tokens.focus}; }}"
    )


def _full(theme: Theme, colour: str, *, picked: bool) -> str:
    edge = f"2px solid {theme.tokens.text}" if picked else f"1px solid {theme.tokens.border_strong}"
    return (
        f"QPushButton {{ background: {colour}; color: {text_on(colour)}; border: {edge};"
        " font-weight: 600; text-align: left; }"
        f"QPushButton:focus {{ border: 2px solid {theme.tokens.focus}; }}"
    )
