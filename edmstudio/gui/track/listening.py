"""What is heard beside and of the track: the click, ticks, the other grid, one band, volumes."""

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from edmstudio.app.settings import Settings
from edmstudio.audio.bands import Band
from edmstudio.audio.orders import Volumes
from edmstudio.audio.output import open_output
from edmstudio.audio.player import Player
from edmstudio.gui.session import Session

SILENCE = np.zeros(0)
LATENCIES = (20, 500)  # ms


class Listening(QObject):
    """Tells the player what to mix; the playhead is the transport's."""

    changed = Signal()
    noticed = Signal(str)  # why sound does not go where it should

    def __init__(self, session: Session, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._notice = ""
        self.clicking = self.ticking = self.comparing = False
        self.band: Band | None = None
        session.opened.connect(self._start_over)
        session.changed.connect(self.schedule)

    @property
    def underflows(self) -> int:
        """How often the device had to wait for sound."""
        return self._player.output.underflows

    def use(self, settings: Settings) -> None:
        """The device and the volumes that the person chose."""
        latency = min(max(settings.latency, LATENCIES[0]), LATENCIES[1]) / 1000
        self._player.use(partial(open_output, device=settings.output, latency=latency))
        self.turn_to(settings)

    def turn_to(self, settings: Settings) -> None:
        """Volumes, and how late sound is heard."""
        gains = (settings.music_volume, settings.click_volume, settings.tick_volume)
        self._player.set_volumes(Volumes(*(min(max(gain, 0), 100) / 100 for gain in gains)))
        self._player.set_offset(settings.display_offset / 1000)

    def set_clicking(self, on: bool) -> None:
        """Whether every beat of the grid is heard."""
        self.clicking = on
        self._say()

    def set_ticking(self, on: bool) -> None:
        """Whether cues and section boundaries are heard."""
        self.ticking = on
        self._say()

    def compare(self, on: bool) -> None:
        """Hear the model's grid in place of the one that holds, at the same place."""
        self.comparing = on
        self._say()

    def solo(self, band: Band | None) -> None:
        """Hear one band alone, or the whole."""
        self.band = band
        self._player.solo(band)
        self.changed.emit()

    def schedule(self) -> None:
        """Give the player what clicks: our grid, or the model's as long as we compare."""
        held, end = self._session.annotations, self._session.duration
        other = self._session.prediction
        grid = other.grid if self.comparing and other is not None else held.grid
        clicks = grid if self.clicking or self.comparing else None
        self._player.click(
            clicks.beats(0.0, end) if clicks else SILENCE,
            clicks.downbeats(0.0, end) if clicks else SILENCE,
            cues=np.array([cue.seconds for cue in held.cues] if self.ticking else []),
            sections=np.array([each.start for each in held.sections] if self.ticking else []),
        )

    def notify(self) -> None:
        """Say what has become of the device, where that is new."""
        notice = self._player.output.notice
        if notice != self._notice:
            self._notice = notice
            self.noticed.emit(notice)

    def _start_over(self) -> None:
        self.band = None
        self.schedule()

    def _say(self) -> None:
        self.schedule()
        self.changed.emit()
