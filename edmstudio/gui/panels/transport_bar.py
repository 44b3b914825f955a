"""The row of buttons that play, and the figures of where the playhead stands."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget

from edmstudio.gui.keys.actions import Actions
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.event_list import bar_and_beat, moment
from edmstudio.gui.session import Session
from edmstudio.gui.track.transport import SPEEDS, Transport
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.words import section_name, tr

LEFT = ("seek.start", "seek.bar-back", "play.toggle", "seek.bar-on", "seek.end")
RIGHT = ("loop.toggle", "click.toggle", "quantize.toggle")
WIDEST = "00:00.000 "  # figures of one size: nothing is laid out while they count
VIEW = ("zoom.out", "zoom.in", "zoom.fit")
DISPENSABLE = ("zoom.fit", "zoom.in", "zoom.out", "seek.end", "seek.start")


class _Apart(QWidget):
    """Holds a label that lays nothing out anew when its words change, as they do while it plays."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())


class TransportBar(QWidget):
    """Big play button, time, bar and beat, how far the next mark is, speed, loop, click."""

    def __init__(self, session: Session, transport: Transport, actions: Actions) -> None:
        super().__init__()
        self._session, self._transport, self._actions = session, transport, actions
        self._theme = Theme()
        self._buttons = {name: actions.button(name, self) for name in (*LEFT, *RIGHT, *VIEW)}
        self.play = self._buttons["play.toggle"]
        self.play.setProperty("role", "play")
        self.time = self._figure(tr("Time"))
        self.beat = self._figure(tr("Bar and beat"))
        self.ahead = self._figure(tr("Until the next mark"), role="muted")
        self.dropouts = self._figure(tr("Dropouts: the device had to wait for sound"), role="muted")
        self.dropouts.hide()
        self.speed = roomy(QDoubleSpinBox(decimals=2, singleStep=0.05, suffix=" ×"))
        self.speed.setRange(SPEEDS[0], SPEEDS[-1])
        self.speed.setValue(1.0)
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(tr("Speed; the pitch stays"))
        self.speed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.speed.valueChanged.connect(transport.set_speed)
        self._lay_out()
        transport.moved.connect(self._show_place)
        transport.changed.connect(self._show_state)
        session.opened.connect(self._show_state)
        session.changed.connect(self._show_place)
        session.quantised.connect(self._show_state)
        self._show_state()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        for figure in (self.time, self.beat):
            figure.setFont(theme.font("display"))
            metrics = figure.fontMetrics()
            figure.setFixedSize(metrics.horizontalAdvance(WIDEST), metrics.height())
        side = QSize(theme.px(22), theme.px(22))
        for button in self.findChildren(QToolButton):
            button.setIconSize(side)
        self._layout.setContentsMargins(theme.px(12), 4, theme.px(12), 4)
        self._layout.setSpacing(theme.px(6))
        roomy(self.speed)
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._show_place()

    def _make_room(self) -> None:
        """Figures stay whole: where they would be cut, buttons go whose keys everybody knows."""
        for name in DISPENSABLE:
            self._buttons[name].show()
        for name in DISPENSABLE:
            if self._layout.minimumSize().width() > self.width():
                self._buttons[name].hide()

    def _figure(self, name: str, role: str = "display") -> QLabel:
        label = QLabel("–")
        label.setProperty("role", role)
        label.setAccessibleName(name)
        label.setToolTip(name)
        return label

    def _lay_out(self) -> None:
        self._layout = layout = QHBoxLayout(self)
        for name in LEFT:
            layout.addWidget(self._buttons[name])
        layout.addSpacing(16)
        for figure in (self.time, self.beat):
            layout.addWidget(figure)
        layout.addWidget(_Apart(self.ahead), stretch=1)
        layout.addWidget(self.dropouts)
        for name in RIGHT:
            layout.addWidget(self._buttons[name])
        layout.addSpacing(8)
        layout.addWidget(self.speed)
        layout.addSpacing(8)
        for name in VIEW:
            layout.addWidget(self._buttons[name])

    def _show_place(self) -> None:
        seconds, grid = self._transport.position, self._session.annotations.grid
        if self._session.track is None:
            for figure in (self.time, self.beat, self.ahead):
                figure.setText("–")
            return
        self.time.setText(moment(seconds))
        self.beat.setText(bar_and_beat(seconds, grid) or "–")
        self._show_ahead(self._until_next(seconds))
        self._show_dropouts(self._transport.listening.underflows)

    def _show_ahead(self, said: str) -> None:
        """Whole or not at all: half a name is no help."""
        fits = self.ahead.fontMetrics().horizontalAdvance(said) <= self.ahead.width()
        self.ahead.setText(said if fits else "")

    def _show_dropouts(self, count: int) -> None:
        self.dropouts.setVisible(count > 0)
        self.dropouts.setText(tr("{count} dropouts").format(count=count))

    def _until_next(self, seconds: float) -> str:
        grid, held = self._session.annotations.grid, self._session.annotations
        marks = [(s.start, section_name(s.label)) for s in held.sections]
        marks += [(c.seconds, c.name or tr("Cue {slot}").format(slot=c.slot)) for c in held.cues]
        ahead = [mark for mark in marks if mark[0] > seconds + 0.01]
        if not ahead or grid is None:
            return ""
        moment_ahead, name = min(ahead)
        bars = (grid.beat_at(moment_ahead) - grid.beat_at(seconds)) / grid.anchor_at(seconds).meter
        said = f"{bars:.1f}".removesuffix(".0")
        return tr("{name} in {bars} bars").format(name=name, bars=said)

    def _show_state(self) -> None:
        playing = self._transport.playing
        self._actions["play.toggle"].setIcon(
            icon("pause" if playing else "play", self._theme, checkable=True)
        )
        self._actions.refresh([*LEFT, *RIGHT, *VIEW])
        track = self._session.track
        self.speed.setEnabled(track is not None and not track.missing)
        self.speed.blockSignals(True)
        self.speed.setValue(self._transport.speed)
        self.speed.blockSignals(False)
        self._show_place()
