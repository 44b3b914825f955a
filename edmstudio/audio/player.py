"""Plays one track: everything that the window asks of sound, in seconds of the track.

Runs on the window's thread. It never touches what the callback works with; it replaces the
mixer's orders, and asks the output which frame is heard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.bands import Band
from edmstudio.audio.clicks import ClickKind, schedule
from edmstudio.audio.deck import Deck
from edmstudio.audio.orders import FASTEST, NOTHING, SHORTEST_LOOP, SLOWEST, Seam, Source, Volumes
from edmstudio.audio.output import Output, SilentOutput
from edmstudio.audio.reel import Reel

NO_MOMENTS = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Loop:
    """A span that plays again and again, in seconds."""

    start: float
    end: float


class Player:
    """A track under a playhead; where sound goes may change at any time, the playhead stays.

    `opened` makes an output for a rate; it is called at the first sound, not before.
    """

    def __init__(self, opened: Callable[[int], Output] = SilentOutput) -> None:
        self._deck = Deck(opened)
        self._reel = Reel()
        self._sought = 0.0
        self._loop: Loop | None = None

    @property
    def output(self) -> Output:
        """Where sound goes."""
        return self._deck.output

    @property
    def playing(self) -> bool:
        """Whether the track plays; at its end it stops."""
        return self._deck.playing

    @property
    def moving(self) -> bool:
        """Whether what is heard still moves: a device plays on a little after a stop."""
        return self.playing or self._deck.heard()[0].step != 0

    @property
    def seconds(self) -> float:
        """Length of the track."""
        source = self._deck.orders.source
        return source.frames / source.rate

    def lasts(self, seconds: float) -> None:
        """Another track, of this length, at its start; its sound comes with `load`."""
        rate = self.output.rate
        self.set_loop(None)
        self._deck.order(playing=False)
        self._take(NOTHING._replace(rate=rate, frames=round(seconds * rate)))
        self.seek(0.0)

    def load(self, samples: NDArray[Any], rate: int) -> None:
        """The track's sound, (frames, channels), int16 or float32; the playhead stays."""
        at, fits = self.position(), rate == self._deck.orders.source.rate
        self._take(Source(samples, rate, len(samples), NOTHING.attacks))
        if not fits:
            self.set_loop(self._loop)
            self.seek(at)
        if self.playing:
            self._deck.wake()

    def play(self) -> None:
        """Go on from here; from the start where the track has ended."""
        at = self.position()
        self._deck.wake()
        if at >= self.seconds:
            self.seek(0.0)
        self._deck.order(playing=True, press=self._deck.orders.press + 1)

    def pause(self) -> None:
        """Stand still."""
        self._deck.order(playing=False)

    def seek(self, seconds: float) -> None:
        """Go to a moment, playing or not."""
        self._sought = min(max(seconds, 0.0), self.seconds)
        self._deck.seek(self._sought * self._deck.orders.source.rate)

    def leap(self, seconds: float) -> None:
        """Go on some seconds further and lose no time: the beat goes on where it was."""
        if not self.playing:
            self.seek(self.position() + seconds)
            return
        orders = self._deck.orders
        self._deck.order(leap=orders.leap + 1, by=float(round(seconds * orders.source.rate)))

    def jump(self, at: float, to: float) -> None:
        """When the playhead comes to `at`, go on from `to`; once."""
        orders = self._deck.orders
        once = Seam(frame_at(at, orders.source), frame_at(to, orders.source))
        self._deck.order(jump=orders.jump + 1, once=once)

    def position(self) -> float:
        """The moment of the track that is heard now."""
        self._reel.thread_into(self._deck)
        mark, frame = self._deck.heard()
        orders = self._deck.orders
        if mark.seek != orders.seek:
            frame = orders.target
        exact = self._sought * orders.source.rate == frame
        return self._sought if exact else frame / orders.source.rate

    def set_speed(self, speed: float, *, keep_pitch: bool = True) -> None:
        """Seconds of the track in a second, 0.25 to 2; as a turntable where the pitch may go."""
        self._deck.speed = min(max(speed, SLOWEST), FASTEST)
        self._deck.keeps_pitch = keep_pitch
        self._deck.repace()

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a span, another one, or none; a playhead inside keeps its place in the beat."""
        self._loop = loop
        self._deck.order(loop=None if loop is None else seam_of(loop, self._deck.orders.source))

    def click(
        self,
        beats: NDArray[np.float64],
        downbeats: NDArray[np.float64],
        *,
        cues: NDArray[np.float64] = NO_MOMENTS,
        sections: NDArray[np.float64] = NO_MOMENTS,
    ) -> None:
        """Click at these seconds; none to be silent."""
        given = (beats, downbeats, cues, sections)
        moments = tuple(zip(ClickKind, given, strict=True))
        self._deck.order(clicks=schedule(moments, self._deck.orders.source.rate))

    def scrub(self, seconds: float | None) -> None:
        """Grains of sound from under a pointer; None when it lets go, and the track goes on."""
        if seconds is None:
            self._deck.order(scrub=None)
            return
        self._deck.wake()
        self.seek(seconds)
        self._deck.order(scrub=self._deck.orders.target)

    def solo(self, band: Band | None) -> None:
        """Hear one band alone as soon as it is made, or the whole again."""
        self._reel.band = band
        self._reel.thread_into(self._deck)

    def set_volumes(self, volumes: Volumes) -> None:
        """Gains of the music, the click and the ticks."""
        self._deck.order(volumes=volumes)

    def set_offset(self, seconds: float) -> None:
        """How much later than the device says sound is heard (Bluetooth)."""
        self._deck.offset = seconds

    def use(self, opened: Callable[[int], Output]) -> None:
        """Another device; the playhead stays where it is."""
        self._deck.use(opened)

    def close(self) -> None:
        """Give the device back; whoever still asks hears silence."""
        self._reel.close()
        self._deck.use(SilentOutput)

    def _take(self, source: Source) -> None:
        self._reel.take(source)
        self._deck.order(source=source)
        self._deck.repace()


def frame_at(seconds: float, source: Source) -> int:
    """The nearest frame of a source."""
    return min(max(round(seconds * source.rate), 0), source.frames)


def seam_of(loop: Loop, source: Source) -> Seam:
    """A loop in frames, inside the source and no shorter than its fades."""
    least = round(SHORTEST_LOOP * source.rate)
    start = max(min(frame_at(loop.start, source), source.frames - least), 0)
    return Seam(max(frame_at(loop.end, source), start + least), start)
