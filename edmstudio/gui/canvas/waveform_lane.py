"""The waveform: outline of the peaks, and inside it the three bands as nested bodies.

Violet is low, teal is mid, gold is high: rising lightness, so that the bands are told apart
without seeing colour. Zoomed in until a column holds a few samples, the curve itself is drawn.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from PySide6.QtGui import QImage

from edmstudio.audio.peaks import PeakColumns
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas import pixels
from edmstudio.gui.canvas.pixels import Floats, Words
from edmstudio.gui.look.tokens import Tokens

HEADROOM = 0.95  # full scale stays this far inside the lane
HAIR = 0.5  # device pixels from the middle, in silence
CURVE_BELOW = 1 / 1400  # seconds of a column; from here on the curve itself is drawn
TINT = 0.4  # of the bands' colours in the outline
FAINT = 0.35  # of the curve's colour, down to the middle
STROKE = 1.0  # device pixels, half the width of the curve
BAND_GAIN = np.array([2.0, 2.0, 2.8], dtype=np.float32)  # music falls towards the highs


class Wave(Protocol):
    """Where columns come from: `audio.peaks.Peaks`."""

    def columns(self, start: float, stop: float, count: int) -> PeakColumns: ...


class Shape(StrEnum):
    """How two channels share the lane."""

    COMBINED = "combined"  # both over each other: greatest up, least down
    MIRRORED = "mirrored"  # the left one up, the right one down


@dataclass(frozen=True, slots=True)
class WaveformLane:
    """Paints spans of the waveform in a theme's colours.

    Attributes
    ----------
    wave : Wave
    tokens : Tokens
    shape : Shape
    samples : Waveform or None
        The sound itself, for zooms that are finer than the peaks.
    """

    wave: Wave
    tokens: Tokens
    shape: Shape = Shape.COMBINED
    samples: Waveform | None = None

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels; beyond the track there is silence."""
        columns = self.wave.columns(start, stop, width)
        image = pixels.plain(height, width, self.tokens.background)
        picture = pixels.written(image)
        full = np.float32(height / 2 * HEADROOM)
        if (stop - start) / width < CURVE_BELOW:
            self._draw_curve(picture, columns, self._line(columns, start, stop) * full)
        else:
            self._draw_bodies(picture, columns, full)
        return image

    def _draw_bodies(self, picture: Words, columns: PeakColumns, full: np.float32) -> None:
        up, down = (edge * full for edge in _outline(columns, self.shape))
        outline = pixels.mix(pixels.rgb(self.tokens.outline), self._mixed(columns), TINT)
        _fill(picture, np.maximum(up, HAIR), np.minimum(down, -HAIR), outline)
        for strength, colour in zip((columns.bands * BAND_GAIN).T, self._colours(), strict=True):
            reach = strength * full
            _fill(picture, np.minimum(reach, up), np.maximum(-reach, down), colour)

    def _draw_curve(self, picture: Words, columns: PeakColumns, line: Floats) -> None:
        """The curve in the mixed colour of its bands, over a faint body down to the middle."""
        mixed, (top, bottom) = self._mixed(columns), line
        faint = pixels.mix(pixels.rgb(self.tokens.background), mixed, FAINT)
        _fill(picture, np.maximum(top, 0.0), np.minimum(bottom, 0.0), faint)
        _fill(picture, top + np.float32(STROKE), bottom - np.float32(STROKE), mixed)

    def _mixed(self, columns: PeakColumns) -> Floats:
        """The colours of the bands, each by its strength, shape (count, 3)."""
        weight = columns.bands * BAND_GAIN + np.float32(1e-6)
        mixed = (weight @ np.stack(self._colours())) / weight.sum(axis=1, keepdims=True)
        return np.asarray(mixed, dtype=np.float32)

    def _line(self, columns: PeakColumns, start: float, stop: float) -> Floats:
        """Highest and lowest value of the curve in each column, joined up, shape (2, count)."""
        if self.samples is None:
            return np.stack(_outline(columns, Shape.COMBINED))
        count = len(columns.bands)
        at = np.linspace(start, stop, 4 * count + 1) * self.samples.rate
        first, last = max(int(at[0]) - 1, 0), int(at[-1]) + 2
        mono = self.samples.samples[first:last].mean(axis=1)
        where = np.arange(first, first + len(mono))
        fine = np.interp(at, where, mono, left=0.0, right=0.0) if len(mono) else np.zeros(len(at))
        parts = np.stack([fine[step : step + 4 * count : 4] for step in range(5)][:5])
        return np.stack([parts.max(axis=0), parts.min(axis=0)]).astype(np.float32)

    def _colours(self) -> tuple[Floats, Floats, Floats]:
        held = self.tokens
        return pixels.rgb(held.low), pixels.rgb(held.mid), pixels.rgb(held.high)


def _outline(columns: PeakColumns, shape: Shape) -> tuple[Floats, Floats]:
    """How far the sound reaches up and down from the middle, -1 to 1."""
    if shape is Shape.COMBINED:
        return columns.highest.max(axis=1), columns.lowest.min(axis=1)
    reach = np.maximum(columns.highest, -columns.lowest)
    return reach[:, 0], -reach[:, -1]


def _fill(picture: Words, up: Floats, down: Floats, colour: Floats) -> None:
    """Fill between two heights over the middle, in device pixels."""
    middle = np.float32(len(picture) / 2)
    pixels.fill_between(picture, middle - up, middle - np.minimum(down, up), colour)
