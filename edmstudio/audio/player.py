"""Plays one track: everything that the window asks of sound, in seconds of the track.

Runs on the window's thread. It never touches what the callback works with; it replaces the
mixer's orders, and asks the output which frame is heard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.clicks import ClickKind, schedule
from edmstudio.audio.mixing import Mixer
from edmstudio.audio.orders import (
    FASTEST,
    NOTHING,
    SHORTEST_LOOP,
    SLOWEST,
    Orders,
    Pace,
    Seam,
    Source,
    Volumes,
)
from edmstudio.audio.output import Output, SilentOutput, rescan
from edmstudio.audio.reading import kernel

NO_ATTACKS = np.zeros(0, np.int64)
NO_MOMENTS = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Loop:
    """A span that plays again and again, in seconds."""

    start: float
    end: float


class Player:
    """A track under a playhead.

    `opened` makes an output for a rate; it is called at the first sound, not before. Until then,
    and whenever a device is lost, time goes by in silence.
    """

    def __init__(self, opened: Callable[[int], Output] = SilentOutput) -> None:
        self._opened = opened
        self._output: Output = SilentOutput(NOTHING.rate)
        self._idle = True  # the output that was asked for is not open yet
        self._mixer = Mixer(self._output.rate)
        self._output.start(self._mixer)
        self._sought = 0.0
        self._speed, self._keeps_pitch = 1.0, True
        self._offset = 0.0
        self._loop: Loop | None = None

    @property
    def output(self) -> Output:
        """Where sound goes."""
        return self._output

    @property
    def playing(self) -> bool:
        """Whether the track plays; at its end it stops."""
        self._output.heard()
        orders = self._mixer.orders
        return orders.playing and self._mixer.ended != orders.press

    @property
    def moving(self) -> bool:
        """Whether what is heard still moves: a device plays on a little after a stop."""
        return self.playing or self._mixer.head.marks.at(self._heard()).step != 0

    @property
    def seconds(self) -> float:
        """Length of the track."""
        source = self._source
        return source.frames / source.rate

    @property
    def _source(self) -> Source:
        return self._mixer.orders.source

    def lasts(self, seconds: float) -> None:
        """Another track, of this length, at its start; its sound comes with `load`."""
        rate = self._output.rate
        self.set_loop(None)
        self._order(playing=False, source=NOTHING._replace(rate=rate, frames=round(seconds * rate)))
        self._repace()
        self.seek(0.0)

    def load(self, samples: NDArray[Any], rate: int) -> None:
        """The track's sound, (frames, channels), int16 or float32; the playhead stays."""
        at, playing, loop = self.position(), self.playing, self._loop
        fits = rate == self._source.rate
        source = Source(samples, rate, len(samples), NO_ATTACKS)
        self._order(source=source)
        if not fits:
            self._repace()
            self.set_loop(loop)
            self.seek(at)
        if not self._idle and rate != self._output.rate:
            self._open(at, playing=playing)

    def play(self) -> None:
        """Go on from here; from the start where the track has ended."""
        at = self.position()
        if self._idle or not self._output.alive:
            self._open(at, playing=False)
        if at >= self.seconds:
            self.seek(0.0)
        self._order(playing=True, press=self._mixer.orders.press + 1)

    def pause(self) -> None:
        """Stand still."""
        self._output.heard()
        self._order(playing=False)

    def seek(self, seconds: float) -> None:
        """Go to a moment, playing or not."""
        self._output.heard()
        self._sought = min(max(seconds, 0.0), self.seconds)
        orders = self._mixer.orders
        target = self._sought * orders.source.rate
        self._order(seek=orders.seek + 1, target=target, once=None)

    def leap(self, seconds: float) -> None:
        """Go on some seconds further and lose no time: the beat goes on where it was."""
        self._output.heard()
        if not self.playing:
            self.seek(self.position() + seconds)
            return
        orders = self._mixer.orders
        self._order(leap=orders.leap + 1, by=float(round(seconds * orders.source.rate)))

    def jump(self, at: float, to: float) -> None:
        """When the playhead comes to `at`, go on from `to`; once."""
        self._output.heard()
        rate, orders = self._source.rate, self._mixer.orders
        once = Seam(round(at * rate), round(to * rate))
        self._order(jump=orders.jump + 1, once=once)

    def position(self) -> float:
        """The moment of the track that is heard now."""
        self._tend()
        heard = self._heard()
        mark, orders = self._mixer.head.marks.at(heard), self._mixer.orders
        if mark.seek != orders.seek or (mark.step == 0 and mark.at == orders.target):
            return self._sought
        frame = min(max(mark.place(heard), 0.0), float(orders.source.frames))
        return frame / orders.source.rate

    def set_speed(self, speed: float, *, keep_pitch: bool = True) -> None:
        """Seconds of the track in a second, 0.25 to 2; as a turntable where the pitch may go."""
        self._output.heard()
        self._speed = min(max(speed, SLOWEST), FASTEST)
        self._keeps_pitch = keep_pitch
        self._repace()

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a span, another one, or none; a playhead inside keeps its place in the beat."""
        self._output.heard()
        self._loop = loop
        self._order(loop=None if loop is None else self._seam(loop))

    def click(
        self,
        beats: NDArray[np.float64],
        downbeats: NDArray[np.float64],
        *,
        cues: NDArray[np.float64] = NO_MOMENTS,
        sections: NDArray[np.float64] = NO_MOMENTS,
    ) -> None:
        """Click at these seconds; none to be silent."""
        self._output.heard()
        moments = (
            (ClickKind.BEAT, beats),
            (ClickKind.DOWNBEAT, downbeats),
            (ClickKind.CUE, cues),
            (ClickKind.SECTION, sections),
        )
        self._order(clicks=schedule(moments, self._source.rate))

    def scrub(self, seconds: float | None) -> None:
        """Grains of sound from under a pointer; None when it lets go, and the track goes on."""
        at = self.position()
        if self._idle and seconds is not None:
            self._open(at, playing=self.playing)
        if seconds is None:
            self._order(scrub=None)
        else:
            self.seek(seconds)
            self._order(scrub=self._mixer.orders.target)

    def set_volumes(self, volumes: Volumes) -> None:
        """Gains of the music, the click and the ticks."""
        self._output.heard()
        self._order(volumes=volumes)

    def set_offset(self, seconds: float) -> None:
        """How much later than the device says sound is heard (Bluetooth)."""
        self._offset = seconds

    def use(self, opened: Callable[[int], Output]) -> None:
        """Another device; the playhead stays where it is."""
        at, playing = self.position(), self.playing
        self._opened = opened
        if not self._idle:
            self._open(at, playing=playing)

    def close(self) -> None:
        """Give the device back."""
        self._output.close()

    def _order(self, **changed: Any) -> None:
        self._mixer.orders = self._mixer.orders._replace(**changed)

    def _heard(self) -> float:
        return self._output.heard() - self._offset * self._output.rate

    def _seam(self, loop: Loop) -> Seam:
        rate, frames = self._source.rate, self._source.frames
        start = min(max(round(loop.start * rate), 0), frames)
        least = start + round(SHORTEST_LOOP * rate)
        return Seam(max(min(round(loop.end * rate), frames), least), start)

    def _repace(self) -> None:
        ratio = self._source.rate / self._output.rate
        piece = ratio if self._keeps_pitch else ratio * self._speed
        pace = Pace(ratio * self._speed, piece, None if piece == 1.0 else kernel(piece))
        self._order(pace=pace)

    def _open(self, at: float, *, playing: bool) -> None:
        """A new output with a new mixer that goes on where the old one was."""
        orders: Orders = self._mixer.orders
        self._output.close()
        self._output, self._idle = self._opened(self._source.rate), False
        self._mixer = Mixer(self._output.rate)
        self._mixer.orders = orders._replace(playing=playing, once=None)
        self._repace()
        self._output.start(self._mixer)
        self.seek(at)

    def _tend(self) -> None:
        """A device that is gone: look for it again, and go on where it stopped."""
        if not self._output.alive:
            playing = self._mixer.orders.playing
            mark = self._mixer.head.marks.last
            self._output.close()
            rescan()
            self._open(mark.place(self._mixer.head.frame) / self._source.rate, playing=playing)
