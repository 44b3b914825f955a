"""Sound as a row of spans that begin where the last one ended, so that nothing ever clicks."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.orders import Pace, Source
from edmstudio.audio.reading import MOST, Reader


class Piece:
    """Sound that is being read: where from, and which frame comes next."""

    __slots__ = ("at", "source")

    def __init__(self, source: Source, at: float) -> None:
        self.source, self.at = source, at


def fade(frames: int) -> NDArray[np.float32]:
    """Half a raised cosine from 0 to 1, shape (frames, 1)."""
    phase = np.pi * (np.arange(frames)[:, None] + 0.5) / frames
    return np.asarray(0.5 - 0.5 * np.cos(phase), np.float32)


class Splicer:
    """One span: from a piece (or silence) over to another under a window, or straight on."""

    def __init__(self) -> None:
        self.left = 0  # frames of the span that are still to come
        self.piece: Piece | None = None  # what is heard at the end of the span
        self._leaving: Piece | None = None
        self._window: NDArray[np.float32] | None = None
        self._done = 0
        self._reader = Reader()
        self._scratch = np.empty((MOST, 2), np.float32)
        self._weights = np.empty((MOST, 1), np.float32)

    def straight(self, count: int) -> None:
        """The next span plays on."""
        self._window = self._leaving = None
        self.left = max(count, 1)

    def over_to(self, piece: Piece | None, window: NDArray[np.float32]) -> None:
        """The next span goes over to a piece, or to silence."""
        self._leaving, self.piece = self.piece, piece
        self._window, self._done, self.left = window, 0, len(window)

    def render(self, out: NDArray[np.float32], pace: Pace) -> None:
        """The next frames of the span, at most `left` and at most MOST."""
        window = self._window
        self._read(self.piece, out, pace)
        if window is not None:
            rising = window[self._done : self._done + len(out)]
            np.multiply(out, rising, out=out)
            leaving = self._scratch[: len(out)]
            if self._leaving is not None:
                self._read(self._leaving, leaving, pace)
                falling = self._weights[: len(out)]
                np.subtract(1, rising, out=falling)
                np.multiply(leaving, falling, out=leaving)
                np.add(out, leaving, out=out)
        self._done += len(out)
        self.left -= len(out)

    def _read(self, piece: Piece | None, out: NDArray[np.float32], pace: Pace) -> None:
        if piece is None:
            out.fill(0)
            return
        self._reader.read(piece.source, piece.at, out, step=pace.piece, weights=pace.kernel)
        piece.at += len(out) * pace.piece
