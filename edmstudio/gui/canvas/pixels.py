"""Arrays of pixels to images and back, and filled shapes with soft edges drawn in numpy.

numpy releases the interpreter while it works, so a tile painted in a worker never makes the
window or the sound wait.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def rgb(colour: str) -> Floats:
    """ "#RRGGBB" as blue, green, red (the order of a little-endian RGB32 pixel), shape (3,)."""
    parts = [int(colour[at : at + 2], 16) for at in (5, 3, 1)]
    return np.array(parts, dtype=np.float32)


def canvas(height: int, width: int, colour: str) -> Floats:
    """A picture of one colour, shape (height, width, 3)."""
    return np.broadcast_to(rgb(colour), (height, width, 3)).astype(np.float32)


def between(top: Floats, bottom: Floats, height: int) -> Floats:
    """How much of each pixel lies between two curves (pixels from the top), shape (height, width).

    Edges are soft: a pixel that a curve cuts is covered in part.
    """
    rows = np.arange(height, dtype=np.float32)[:, None]
    covered = np.minimum(rows + 1.0, bottom[None, :]) - np.maximum(rows, top[None, :])
    return np.asarray(np.clip(covered, 0.0, 1.0), dtype=np.float32)


def lay(picture: Floats, coverage: Floats, colour: Floats) -> None:
    """Lay a colour, or one a column, over the picture where `coverage` (0 to 1) says."""
    picture += (colour - picture) * coverage[:, :, None]


def image(picture: Floats) -> QImage:
    """A picture as an image of opaque pixels that owns its memory."""
    height, width, _ = picture.shape
    packed = np.full((height, width, 4), 255, dtype=np.uint8)
    np.clip(picture + 0.5, 0, 255, out=picture)
    packed[:, :, :3] = picture
    return of_bytes(packed)


def of_bytes(packed: Bytes) -> QImage:
    """Bytes of blue, green, red and 255, shape (height, width, 4), as an image."""
    height, width, _ = packed.shape
    held = QImage(packed.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return held.copy()


def ramp(stops: tuple[str, ...], steps: int = 256) -> Bytes:
    """A colour map: even steps between stops, shape (steps, 4), as bytes of an RGB32 pixel."""
    at = np.linspace(0, len(stops) - 1, steps)
    table = np.full((steps, 4), 255, dtype=np.uint8)
    colours = np.stack([rgb(stop) for stop in stops])
    for channel in range(3):
        values = np.interp(at, np.arange(len(stops)), colours[:, channel])
        table[:, channel] = np.round(values)
    return table
