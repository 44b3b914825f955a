"""The waveform: outline of the peaks, and inside it the three bands as nested bodies.

Violet is low, teal is mid, gold is high: rising lightness, so that the bands are told apart
without seeing colour. Where a column is finer than the wave itself, the true curve is drawn.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from PySide6.QtGui import QImage

from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pixels import Floats
from edmstudio.gui.tokens import Tokens

HEADROOM = 0.94  # full scale stays this far inside the lane
THINNEST = 0.6  # device pixels from the middle, in silence
BAND_GAIN = np.array([1.2, 1.5, 2.1], dtype=np.float32)[:, None]  # music falls towards the highs


class Columns(Protocol):
    """A span of sound, one column a pixel.

    `low`, `high`: least and greatest sample, shape (channels, count), -1 to 1.
    `bands`: strength of low, mid and high, shape (3, count), 0 to 1.
    """

    @property
    def low(self) -> Floats: ...
    @property
    def high(self) -> Floats: ...
    @property
    def bands(self) -> Floats: ...


class Wave(Protocol):
    """Where columns come from: `audio.peaks.Peaks`."""

    def columns(self, start: float, stop: float, count: int) -> Columns: ...


class Shape(StrEnum):
    """How two channels share the lane."""

    COMBINED = "combined"  # both over each other: greatest up, least down
    MIRRORED = "mirrored"  # the left one up, the right one down


@dataclass(frozen=True, slots=True)
class WaveformLane:
    """Paints spans of the waveform in a theme's colours."""

    wave: Wave
    tokens: Tokens
    shape: Shape = Shape.COMBINED

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels; beyond the track there is silence."""
        columns = self.wave.columns(start, stop, width)
        middle, full = height / 2, height / 2 * HEADROOM
        up, down = _outline(columns, self.shape)
        up, down = up * full, down * full
        picture = pixels.canvas(height, width, self.tokens.background)
        outline = pixels.rgb(self.tokens.outline)
        pixels.lay(picture, _from_middle(up, down, middle, height), outline)
        for strength, colour in zip(columns.bands * BAND_GAIN, self._colours(), strict=True):
            reach = strength * full
            body = _from_middle(np.minimum(reach, up), np.maximum(-reach, down), middle, height)
            pixels.lay(picture, body, colour)
        return pixels.image(picture)

    def _colours(self) -> tuple[Floats, Floats, Floats]:
        held = self.tokens
        return pixels.rgb(held.low), pixels.rgb(held.mid), pixels.rgb(held.high)


def _outline(columns: Columns, shape: Shape) -> tuple[Floats, Floats]:
    """How far the sound reaches up and down from the middle, -1 to 1."""
    if shape is Shape.COMBINED:
        return columns.high.max(axis=0), columns.low.min(axis=0)
    reach = np.maximum(columns.high, -columns.low)
    return reach[0], -reach[-1]


def _from_middle(up: Floats, down: Floats, middle: float, height: int) -> Floats:
    """Coverage between two heights over the middle, never thinner than a hair."""
    centre = np.float32(middle) - (up + down) * np.float32(0.5)
    half = np.maximum((up - down) * np.float32(0.5), np.float32(THINNEST))
    return pixels.between(centre - half, centre + half, height)
