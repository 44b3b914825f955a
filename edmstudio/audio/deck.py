"""An output, the mixer that feeds it, and the orders between them; outlives any device."""

from collections.abc import Callable
from typing import Any

from edmstudio.audio.head import Mark
from edmstudio.audio.mixing import Mixer
from edmstudio.audio.orders import NOTHING, Orders, Pace
from edmstudio.audio.output import NoSound, Output, SilentOutput, rescan
from edmstudio.audio.reading import kernel


class Deck:
    """Begins in silence; the output that `opened` makes for a rate is opened when it is needed.

    A device that is lost is looked for again, and the playhead goes on where it stopped.
    """

    def __init__(self, opened: Callable[[int], Output]) -> None:
        self._opened = opened
        self._rate = 0  # that the output was opened for; 0 before it is
        self._lost = False
        self.offset = 0.0  # seconds that sound is heard later than the output says
        self.speed, self.keeps_pitch = 1.0, True
        self._start(SilentOutput(NOTHING.rate), Orders())

    @property
    def orders(self) -> Orders:
        """What is wanted now."""
        return self.mixer.orders

    def order(self, **changed: Any) -> None:
        """Want something else, from the moment that is heard now."""
        self.output.heard()
        self.mixer.orders = self.mixer.orders._replace(**changed)

    @property
    def playing(self) -> bool:
        """Whether the track plays; at its end it stops."""
        self.output.heard()
        return self.orders.playing and self.mixer.ended != self.orders.press

    def heard(self) -> tuple[Mark, float]:
        """What is heard now: the mark that holds, and the frame of the track."""
        if not self.output.alive:
            self._recover()
        frame = self.output.heard() - self.offset * self.output.rate
        mark = self.mixer.head.marks.at(frame)
        return mark, min(max(mark.place(frame), 0.0), float(self.orders.source.frames))

    def seek(self, frame: float) -> None:
        """Go to a frame of the track."""
        self.order(seek=self.orders.seek + 1, target=frame, once=None)

    def wake(self) -> None:
        """See to it that there is an output that answers, of the track's rate."""
        if self._lost:
            self._recover()
        elif self._rate != self.orders.source.rate:
            self._open()

    def use(self, opened: Callable[[int], Output]) -> None:
        """Another output, at once where one is open."""
        self._opened = opened
        if self._rate:
            self._open()

    def repace(self) -> None:
        """Speed, pitch or one of the rates has changed."""
        ratio = self.orders.source.rate / self.output.rate
        piece = ratio if self.keeps_pitch else ratio * self.speed
        head = ratio * self.speed
        self.order(pace=Pace(head, piece, None if piece == 1.0 else kernel(piece)))

    def _recover(self) -> None:
        head = self.mixer.head
        at = self._sought(head.marks.last, head.marks.last.place(head.frame))
        self.output.close()
        rescan()
        self._open(at)
        self._lost = bool(self.output.notice)

    def _open(self, at: float | None = None) -> None:
        at = self._sought(*self.heard()) if at is None else at
        orders = self.orders._replace(playing=self.playing)
        self.output.close()
        self._rate = orders.source.rate
        self._start(self._opened(self._rate), orders)
        self.repace()
        self.seek(at)

    def _sought(self, mark: Mark, frame: float) -> float:
        """The frame of a mark, or where a seek leads that has not been done yet."""
        return frame if mark.seek == self.orders.seek else self.orders.target

    def _start(self, output: Output, orders: Orders) -> None:
        self.output, self.mixer = output, Mixer(output.rate)
        self.mixer.orders = orders
        try:
            output.start(self.mixer)
        except NoSound:
            output.close()
            self.output = SilentOutput(output.rate, notice=f"“{output.name}” does not play.")
            self.output.start(self.mixer)
