"""How alike every two moments of a track sound (Foote, ACM Multimedia 1999)."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SIDE = 480  # cells of the matrix, at most
CELL = 0.5  # seconds, at least: about a beat
FINE = 8  # columns of the spectrogram in a cell
CONTEXT = 4  # cells heard together, so that a pattern counts and not a single hit


class Heard(Protocol):
    """Where loudness over pitch comes from: `audio.spectrum.Spectrum`."""

    def image(self, start: float, stop: float, width: int) -> NDArray[np.uint8]: ...


def likeness(heard: Heard, seconds: float) -> NDArray[np.float32]:
    """Likeness of every two spans of a track that lasts `seconds`.

    Returns
    -------
    ndarray, shape (cells, cells), float32
        0 to 1 by rank, so that the picture has contrast in every track; 1 on the diagonal.
    """
    cells = int(min(max(seconds / CELL, 2), SIDE))
    features = _features(heard, seconds, cells)
    alike = features @ features.T
    least, most = np.quantile(alike, [0.05, 0.995])
    scaled = (alike - least) / max(float(most - least), 1e-6)
    return np.asarray(np.clip(scaled, 0.0, 1.0), dtype=np.float32)


def _features(heard: Heard, seconds: float, cells: int) -> NDArray[np.float32]:
    """Level and movement in each pitch row, of unit length, shape (cells, dimensions)."""
    picture = heard.image(0.0, seconds, cells * FINE).astype(np.float32)
    spans = picture.reshape(len(picture), cells, FINE)
    heights = np.concatenate([spans.mean(axis=2), spans.std(axis=2)]).T
    heights -= heights.mean(axis=0)
    heights /= heights.std(axis=0) + np.float32(1e-3)
    padded = np.pad(heights, ((0, CONTEXT - 1), (0, 0)), mode="edge")
    together = np.concatenate([padded[at : at + cells] for at in range(CONTEXT)], axis=1)
    length = np.linalg.norm(together, axis=1, keepdims=True)
    return np.asarray(together / np.maximum(length, 1e-6), dtype=np.float32)
