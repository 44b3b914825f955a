"""Arrays of pixels to images, and shapes with soft edges drawn in numpy.

numpy releases the interpreter while it works, so a tile painted in a worker never makes the
window or the sound wait. A pixel is one 32-bit word, 0xffRRGGBB, as in Qt's RGB32.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTransform

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint32]


def rgb(colour: str) -> Floats:
    """ "#RRGGBB" as red, green, blue, 0 to 255, shape (3,)."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float32)


def mix(ground: Floats, colour: Floats, share: float) -> Floats:
    """So much of `colour` on `ground`."""
    return np.asarray(ground + (colour - ground) * np.float32(share), dtype=np.float32)


def words(colours: Floats) -> Words:
    """Colours of shape (..., 3) as pixels, shape (...)."""
    parts = np.rint(colours).clip(0, 255).astype(np.uint32)
    packed = (parts[..., 0] << 16) | (parts[..., 1] << 8) | parts[..., 2]
    return np.asarray(packed | np.uint32(0xFF000000), dtype=np.uint32)


def colours(packed: Words) -> Floats:
    """The inverse of `words`."""
    parts = [(packed >> shift) & 0xFF for shift in (16, 8, 0)]
    return np.stack(parts, axis=-1).astype(np.float32)


def plain(height: int, width: int, colour: str) -> QImage:
    """An image of one colour."""
    made = QImage(width, height, QImage.Format.Format_RGB32)
    written(made).fill(words(rgb(colour)))
    return made


def written(image: QImage) -> Words:
    """The pixels of an RGB32 image to be written in place, shape (height, width).

    They are the image's own and live no longer than it does; nothing is copied.
    """
    held = np.frombuffer(image.bits(), np.uint32)
    return held.reshape(image.height(), image.width())


def fill_between(picture: Words, top: Floats, bottom: Floats, colour: Floats) -> None:
    """Fill each column between two heights (pixels from the top); changes the picture.

    Whole pixels are written as words; the two that an edge cuts are blended by what is covered.

    Parameters
    ----------
    picture : ndarray, shape (height, width), uint32
    top, bottom : ndarray, shape (width,), float32
    colour : ndarray, shape (3,) or (width, 3), float32
    """
    height, width = picture.shape
    top, bottom = top.clip(0, height), bottom.clip(0, height)
    first, last = np.ceil(top), np.floor(bottom)
    highest, lowest = int(first.min()), max(int(last.max()), 0)
    rows = np.arange(highest, lowest, dtype=np.int16)[:, None]
    whole = (rows >= first.astype(np.int16)) & (rows < last.astype(np.int16))
    np.copyto(picture[highest:lowest], np.broadcast_to(words(colour), (width,)), where=whole)
    inside = first > last  # both edges cut the same pixel
    _soften(picture, np.floor(top), np.where(inside, bottom - top, first - top), colour)
    _soften(picture, last, np.where(inside, 0, bottom - last), colour)


def _soften(picture: Words, row: Floats, share: Floats, colour: Floats) -> None:
    """Blend a colour into one pixel of each column."""
    cut = np.flatnonzero((share > 0) & (row < len(picture)))
    if not len(cut):
        return
    at = row[cut].astype(np.int64)
    under = colours(picture[at, cut])
    over = np.broadcast_to(colour, (picture.shape[1], 3))[cut]
    picture[at, cut] = words(under + (over - under) * share[cut, None])


def fill_below(picture: Words, top: Floats, rows: Floats) -> None:
    """Fill each column from a height down, every row in its own colour; changes the picture.

    Parameters
    ----------
    picture : ndarray, shape (height, width), uint32
    top : ndarray, shape (width,), float32
    rows : ndarray, shape (height, 3), float32
    """
    height = len(picture)
    top = top.clip(0, height)
    first = np.ceil(top)
    below = np.arange(height, dtype=np.int16)[:, None] >= first.astype(np.int16)
    np.copyto(picture, words(rows)[:, None], where=below)
    row = np.floor(top)
    _soften(picture, row, first - top, rows[row.clip(0, height - 1).astype(np.int64)])


def mapped(picture: Bytes, table: Words) -> QImage:
    """Values through a colour map of 256 steps, as an image that owns its memory."""
    height, width = picture.shape
    held = np.ascontiguousarray(picture)
    made = QImage(held.data, width, height, width, QImage.Format.Format_Indexed8)
    made.setColorTable(table.tolist())
    return made.convertToFormat(QImage.Format.Format_RGB32)


def ramp(stops: tuple[str, ...], steps: int = 256) -> Words:
    """A colour map: even steps between stops, shape (steps,)."""
    at = np.linspace(0, len(stops) - 1, steps)
    table = np.stack([rgb(stop) for stop in stops])
    parts = [np.interp(at, np.arange(len(stops)), table[:, part]) for part in range(3)]
    return words(np.stack(parts, axis=-1).astype(np.float32))


@contextmanager
def on_device(painter: QPainter, ratio: float) -> Iterator[None]:
    """Measure in device pixels: Qt would otherwise resample pictures where the ratio is 1.5."""
    painter.save()
    painter.setWorldTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    yield
    painter.restore()


def copy(painter: QPainter, at: QPointF, image: QImage) -> None:
    """Draw an image pixel by pixel, whatever the painter measures in."""
    ratio = painter.device().devicePixelRatioF()
    place = painter.worldTransform().map(at) * ratio
    with on_device(painter, ratio):
        painter.drawImage(place, image)
