"""Playing the open track: where it stands, how fast it goes, what repeats, the click."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from edmstudio.audio.player import Loop, Player
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.session import Session
from edmstudio.gui.track.listening import Listening

FRAME = 16  # ms
SPEEDS = (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0)


class Transport(QObject):
    """The only one who speaks to the player; views hear `moved` at every frame while it plays."""

    moved = Signal(float)  # seconds
    changed = Signal()  # playing, speed, loop, click or what is heard

    def __init__(self, session: Session, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._player = player
        self._running = False
        self.speed = 1.0
        self.loop: Loop | None = None
        self.listening = Listening(session, player, self)
        self.listening.changed.connect(self.changed)
        self.keeps_pitch = True
        self._scrubs = False
        self._came_from: float | None = None  # where a preview goes back to
        self.cue_at: float | None = None
        self._frame = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._tick)
        session.opened.connect(self._start_over)

    @property
    def position(self) -> float:
        """Seconds of the playhead."""
        return self._player.position()

    @property
    def playing(self) -> bool:
        """Whether the playhead moves by itself."""
        return self._player.playing

    def load(self, waveform: Waveform) -> None:
        """The sound of the open track has been decoded."""
        self._player.load(waveform.samples, waveform.rate)
        self._player.solo(self.listening.band)
        self.listening.schedule()

    def play(self) -> None:
        """Start the playhead."""
        if self._session.track is not None and not self.playing:
            self._player.play()
            self._frame.start()
            self.listening.notify()
            self.changed.emit()

    def pause(self) -> None:
        """Stop the playhead where it is."""
        if self.playing:
            self._player.pause()
            self._tick()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def seek(self, seconds: float) -> None:
        """Go to a moment of the track."""
        seconds = min(max(seconds, 0.0), self._session.duration)
        if self._scrubs:
            self._player.scrub(seconds)
        else:
            self._player.seek(seconds)
        self.moved.emit(self.position)

    def leap(self, seconds: float) -> None:
        """Go on some seconds further; while it plays, the beat goes on where it was."""
        self._player.leap(seconds)
        self.moved.emit(self.position)

    def scrub(self, on: bool) -> None:
        """A pointer takes hold of the playhead, or lets go; in between, `seek` is heard."""
        self._scrubs = on
        if not on:
            self._player.scrub(None)

    def preview(self, seconds: float) -> None:
        """Play from a moment, until `end_preview` goes back to where the playhead stood."""
        self._came_from = None if self.playing else self.position
        self.seek(seconds)
        self.play()

    def end_preview(self) -> None:
        """The key came up; a track that played before goes on."""
        if self._came_from is not None:
            self.pause()
            self.seek(self._came_from)
            self._came_from = None

    def set_speed(self, speed: float) -> None:
        """Slower or faster, 0.25 to 2."""
        self.speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        self._player.set_speed(self.speed, keep_pitch=self.keeps_pitch)
        self.changed.emit()

    def set_keeps_pitch(self, on: bool) -> None:
        """Whether another speed leaves the pitch alone; if not, it plays as a turntable."""
        self.keeps_pitch = on
        self.set_speed(self.speed)

    def step_speed(self, steps: int) -> None:
        """The next slower or faster of the usual speeds."""
        nearest = min(range(len(SPEEDS)), key=lambda at: abs(SPEEDS[at] - self.speed))
        self.set_speed(SPEEDS[min(max(nearest + steps, 0), len(SPEEDS) - 1)])

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a span, or no longer."""
        self.loop = loop
        self._player.set_loop(loop)
        self.changed.emit()

    def close(self) -> None:
        """Let the sound device go."""
        self._frame.stop()
        self._player.close()

    def _start_over(self) -> None:
        self._player.pause()
        self._player.set_loop(None)
        self.loop = self.cue_at = None
        self._player.lasts(self._session.duration)
        self._player.seek(0.0)
        self.listening.schedule()
        self._tick()
        self.changed.emit()

    def _tick(self) -> None:
        self.moved.emit(self.position)
        playing = self.playing
        if not playing and not self._player.moving:
            self._frame.stop()
        if playing != self._running:
            self._running = playing
            self.listening.notify()
            self.changed.emit()
