"""Energy along the track as a filled curve, and beat activations as a thin one over it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from edmstudio.domain.energy import EnergyCurve
from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pixels import Floats
from edmstudio.gui.tokens import Tokens

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
            drawn = np.interp(at, np.arange(len(self.values)), self.values, left=0.0, right=0.0)
            return np.asarray(drawn, dtype=np.float32)
        whole = np.clip(edges.astype(np.int64), 0, len(self.values))
        padded = np.append(self.values[: whole[-1]], np.float32(0.0))
        greatest = np.maximum.reduceat(padded, whole[:-1])
        return np.where(whole[1:] > whole[:-1], greatest, 0.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class CurvesLane:
    """Paints spans of the curves."""

    energy: Series | None
    beats: Series | None
    boundaries: Series | None
    tokens: Tokens

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels."""
        picture = pixels.canvas(height, width, self.tokens.background)
        if self.energy is not None and len(self.energy.values):
            level = self.energy.columns(start, stop, width)
            self._fill(picture, level, self.tokens.energy)
            self._line(picture, level, self.tokens.energy, 1.0)
        for series, colour in (
            (self.beats, self.tokens.beat_curve),
            (self.boundaries, self.tokens.boundary_curve),
        ):
            if series is not None and len(series.values):
                self._line(picture, series.columns(start, stop, width), colour, 0.85)
        return pixels.image(picture)

    def _fill(self, picture: Floats, level: Floats, colour: str) -> None:
        height = len(picture)
        top = height - level * height * ROOM
        fading = np.linspace(0.45, 0.10, height, dtype=np.float32)[:, None]
        covered = pixels.between(top, np.full_like(top, height), height) * fading
        pixels.lay(picture, covered, pixels.rgb(colour))

    def _line(self, picture: Floats, level: Floats, colour: str, strength: float) -> None:
        height = len(picture)
        y = height - 1.0 - level * (height * ROOM - 1.0)
        after = np.append(y[1:], y[-1])
        top, bottom = np.minimum(y, after) - 0.8, np.maximum(y, after) + 0.8
        covered = pixels.between(top, bottom, height) * np.float32(strength)
        pixels.lay(picture, covered, pixels.rgb(colour))
