"""The spectrogram: magnitude over log-frequency, in the theme's colours from silence to full."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from edmstudio.gui.canvas import pixels
from edmstudio.gui.tokens import Tokens


class Picture(Protocol):
    """Where magnitudes come from: `audio.spectrum.Spectrum`."""

    def image(self, start: float, stop: float, width: int, height: int) -> NDArray[np.uint8]:
        """Magnitudes, shape (height, width), the lowest frequency in the last row."""
        ...


@dataclass(frozen=True, slots=True)
class SpectrogramLane:
    """Paints spans of the spectrogram."""

    picture: Picture
    tokens: Tokens

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span in device pixels."""
        magnitudes = self.picture.image(start, stop, width, height)
        return pixels.of_bytes(pixels.ramp(self.tokens.spectrum)[magnitudes])
