"""The spectrogram: loudness over pitch, in the theme's colours from silence to full."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pixels import Bytes, Floats
from edmstudio.gui.tokens import Tokens

SOFT_FROM = 1.5  # device pixels of one column; wider ones flow into each other


class Picture(Protocol):
    """Where it comes from: `audio.spectrum.Spectrum`."""

    @property
    def hz(self) -> float:
        """Finest columns per second."""
        ...

    def image(self, start: float, stop: float, width: int) -> NDArray[np.uint8]:
        """Bytes of loudness, shape (rows, width), highest pitch on top; 0 off the track."""
        ...


@dataclass(frozen=True, slots=True)
class SpectrogramLane:
    """Paints spans of the spectrogram."""

    picture: Picture
    tokens: Tokens

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels."""
        columns = self._columns(start, stop, width)
        rows = _rows(columns, height)
        return pixels.image(pixels.ramp(self.tokens.spectrum)[rows])

    def _columns(self, start: float, stop: float, width: int) -> Floats:
        """Loudness at every pixel across, shape (rows, width)."""
        hz = self.picture.hz
        if width / ((stop - start) * hz) < SOFT_FROM:
            return self.picture.image(start, stop, width).astype(np.float32)
        edges = np.linspace(start, stop, width + 1)
        at = (edges[:-1] + edges[1:]) / 2 * hz - 0.5
        first, last = int(np.floor(at[0])), int(np.floor(at[-1])) + 2
        whole = self.picture.image(first / hz, last / hz, last - first).astype(np.float32)
        below = np.floor(at).astype(np.int64) - first
        share = (at - np.floor(at)).astype(np.float32)
        left = whole[:, below]
        return np.asarray(left + (whole[:, below + 1] - left) * share, dtype=np.float32)


def _rows(columns: Floats, height: int) -> Bytes:
    """As many rows as there are pixels, shape (height, width)."""
    count = len(columns)
    at = np.clip((np.arange(height) + 0.5) / height * count - 0.5, 0, count - 1)
    below = np.minimum(at.astype(np.int64), count - 2)
    share = (at - below).astype(np.float32)[:, None]
    upper = columns[below]
    return np.asarray(upper + (columns[below + 1] - upper) * share, dtype=np.uint8)
