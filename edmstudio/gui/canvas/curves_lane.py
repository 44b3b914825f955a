"""Energy along the track as a filled curve, and beat activations as a thin one over it."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from edmstudio.domain.energy import EnergyCurve
from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pixels import Floats, Words
from edmstudio.gui.look.tokens import Tokens

CROWDED = 0.03  # seconds of a column; from here on single beats cannot be seen
TOPS = 0.5  # seconds; at least one beat of any tempo lies within twice of it
STROKE = 0.7  # device pixels, half the width of a line
ROOM = 0.90  # of the lane's height, for a value of 1


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A curve along the track: `values` 0 to 1, shape (points,), point i at ``i / hz`` seconds."""

    values: NDArray[np.float32]
    hz: float

    @classmethod
    def of_energy(cls, energy: EnergyCurve) -> "Series":
        """The curve of a track's energy."""
        return cls(np.asarray(energy.curve, dtype=np.float32), energy.hz)

    def columns(self, start: float, stop: float, width: int) -> Floats:
        """The curve at each pixel, the greatest where many points share one, shape (width,)."""
        edges = np.linspace(start, stop, width + 1) * self.hz
        if (stop - start) * self.hz <= width:
            at = (edges[:-1] + edges[1:]) / 2
            first, last = max(int(at[0]), 0), max(int(at[-1]) + 2, 0)
            near = self.values[first:last]
            where = np.arange(first, first + len(near))
            drawn = np.interp(at, where, near, left=0.0, right=0.0) if len(near) else 0.0 * at
            return np.asarray(drawn, dtype=np.float32)
        whole = np.clip(edges.astype(np.int64), 0, len(self.values))
        padded = np.append(self.values[: whole[-1]], np.float32(0.0))
        greatest = np.maximum.reduceat(padded, whole[:-1])
        return np.where(whole[1:] > whole[:-1], greatest, 0.0).astype(np.float32)

    def envelope(self, start: float, stop: float, width: int) -> Floats:
        """The same, but where beats would run into each other the line over their tops."""
        column = (stop - start) / width
        if column < CROWDED:
            return self.columns(start, stop, width)
        reach = ceil(TOPS / column)
        wider = self.columns(start - reach * column, stop + reach * column, width + 2 * reach)
        tops = np.lib.stride_tricks.sliding_window_view(wider, 2 * reach + 1).max(axis=1)
        return np.asarray(tops, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class CurvesLane:
    """Paints spans of the curves."""

    energy: Series | None
    beats: Series | None
    boundaries: Series | None
    tokens: Tokens

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels."""
        image = pixels.plain(height, width, self.tokens.background)
        picture = pixels.written(image)
        if self.energy is not None and len(self.energy.values):
            level = self.energy.columns(start, stop, width)
            self._fill(picture, level, self.tokens.energy)
            self._line(picture, level, self.tokens.energy)
        for series, colour in (
            (self.beats, self.tokens.beat_curve),
            (self.boundaries, self.tokens.boundary_curve),
        ):
            if series is not None and len(series.values):
                self._line(picture, series.envelope(start, stop, width), colour)
        return image

    def _fill(self, picture: Words, level: Floats, colour: str) -> None:
        """Stronger above than below, so that the edge carries the eye."""
        height = len(picture)
        page, over = pixels.rgb(self.tokens.background), pixels.rgb(colour)
        fading = np.linspace(0.42, 0.08, height, dtype=np.float32)[:, None]
        pixels.fill_below(
            picture, height - level * height * np.float32(ROOM), page + (over - page) * fading
        )

    def _line(self, picture: Words, level: Floats, colour: str) -> None:
        height = len(picture)
        y = height - 1 - level * np.float32(height * ROOM - 1)
        after = np.append(y[1:], y[-1:])
        half = np.float32(STROKE)
        top, bottom = np.minimum(y, after) - half, np.maximum(y, after) + half
        pixels.fill_between(picture, top, bottom, pixels.rgb(colour))
