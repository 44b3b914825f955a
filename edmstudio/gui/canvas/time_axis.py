"""Seconds to pixels and back: the one horizontal axis that all lanes share."""

from dataclasses import dataclass
from math import floor


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """What part of the track is in view.

    Attributes
    ----------
    left : float
        Seconds at the left edge of the lanes.
    scale : float
        Logical pixels per second.
    origin : float
        Logical pixels from the widget's edge to the left edge of the lanes.
    """

    left: float
    scale: float
    origin: float = 0.0

    def x_at(self, seconds: float) -> float:
        """Pixels of a moment."""
        return self.origin + (seconds - self.left) * self.scale

    def seconds_at(self, x: float) -> float:
        """The moment at a pixel."""
        return self.left + (x - self.origin) / self.scale

    def on_pixels(self, ratio: float) -> "TimeAxis":
        """The same, with the left edge on a whole device pixel: tiles stay sharp as they move."""
        step = self.scale * ratio
        return TimeAxis(floor(self.left * step + 0.5) / step, self.scale, self.origin)
