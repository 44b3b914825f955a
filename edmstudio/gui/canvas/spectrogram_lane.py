"""The spectrogram: loudness over pitch, in the theme's colours from silence to full."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.look.tokens import Tokens

Levels = NDArray[np.uint16]  # 0 to 255, with room to reckon
Places = NDArray[np.int64]
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
    scale: PitchScale = PitchScale.OCTAVES

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels."""
        columns = self._columns(start, stop, width)
        below, share = _places(self.scale, len(columns), height)
        loudness = _between(columns, below, share, axis=0).astype(np.uint8)
        return pixels.mapped(loudness, pixels.ramp(self.tokens.spectrum))

    def _columns(self, start: float, stop: float, width: int) -> Levels:
        """Loudness at every pixel across, shape (rows, width)."""
        hz = self.picture.hz
        if width / ((stop - start) * hz) < SOFT_FROM:
            return self.picture.image(start, stop, width).astype(np.uint16)
        edges = np.linspace(start, stop, width + 1)
        at = (edges[:-1] + edges[1:]) / 2 * hz - 0.5
        first, last = int(np.floor(at[0])), int(np.floor(at[-1])) + 2
        whole = self.picture.image(first / hz, last / hz, last - first).astype(np.uint16)
        return _between(whole, np.floor(at).astype(np.int64) - first, at - np.floor(at), axis=1)


def _places(scale: PitchScale, rows: int, height: int) -> tuple[Places, NDArray[np.float64]]:
    """For each pixel down the lane the row just above it, and how far it is to the next.

    Rows are spaced by octaves, the highest first.
    """
    pitch = scale.hz(1.0 - (np.arange(height) + 0.5) / height)
    at = np.clip((1.0 - PitchScale.OCTAVES.height(pitch)) * rows - 0.5, 0, rows - 1)
    below = np.minimum(at.astype(np.int64), rows - 2)
    return below, at - below


def _between(levels: Levels, below: Places, share: NDArray[np.float64], axis: int) -> Levels:
    """So far on the way from each level to its neighbour; whole numbers, for speed."""
    weight = np.expand_dims(np.rint(share * 256).astype(np.uint16), 1 - axis)
    left, right = np.take(levels, below, axis), np.take(levels, below + 1, axis)
    left *= 256 - weight
    right *= weight
    left += right
    left += 128
    left >>= 8
    return left
