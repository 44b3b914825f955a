"""A track's spectrogram on a scale of octaves, as a picture at any zoom.

Rows are spaced evenly in pitch from 30 Hz to 16 kHz, values are decibels in a byte; coarser
levels hold the loudest of four columns, so a kick stays visible however far one zooms out.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.mapped import Mapped, load_mapped, save_mapped
from edmstudio.audio.pyramid import levels_above, reach
from edmstudio.audio.short_time import Frames, power_spectra
from edmstudio.domain.waveform import Waveform

ROWS = 128
LOWEST, HIGHEST = 30.0, 16_000.0  # Hz
COLUMN_HZ = 86.0
QUIETEST, LOUDEST = -90.0, 0.0  # dB of the bytes 0 and 255; a full-scale sine has -3
_KIND = "spectrum 1"
_WINDOW = 0.04  # seconds, at least


def row_hz() -> NDArray[np.float64]:
    """Centre frequency of each row in Hz, lowest first, shape (128,)."""
    edges = _edges()
    return np.asarray(np.sqrt(edges[:-1] * edges[1:]), np.float64)


def _edges() -> NDArray[np.float64]:
    return np.geomspace(LOWEST, HIGHEST, ROWS + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """The spectrogram of a track.

    Attributes
    ----------
    seconds : float
        Duration of the track.
    hz : float
        Columns per second at the finest level.
    levels : tuple of ndarray, shape (columns, 128), uint8
        Decibels from `QUIETEST` (0) to `LOUDEST` (255), lowest pitch first; each level is four
        times as coarse as the one before.
    """

    seconds: float
    hz: float
    levels: tuple[NDArray[np.uint8], ...]

    @classmethod
    def build(cls, waveform: Waveform) -> Self:
        """Measure a waveform; several hundred times faster than it sounds."""
        hop = round(waveform.rate / COLUMN_HZ)
        window = 1 << int(waveform.rate * _WINDOW - 1).bit_length()
        rows = _Rows.of(window, waveform.rate)
        parts = [
            _bytes(rows.of_power(power))
            for power in power_spectra(waveform.samples, Frames(window, hop))
        ]
        levels = levels_above(np.concatenate(parts), lambda cells: cells.max(axis=1))
        return cls(waveform.seconds, waveform.rate / hop, levels)

    def save(self, path: Path) -> None:
        """Write to one file, atomically."""
        about = {"seconds": self.seconds, "hz": self.hz}
        save_mapped(Mapped(_KIND, about, self.levels), path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a saved file; `Refused` where it is missing or damaged."""
        mapped = load_mapped(path, _KIND)
        return cls(mapped.about["seconds"], mapped.about["hz"], mapped.arrays)

    def image(self, start: float, stop: float, width: int) -> NDArray[np.uint8]:
        """The stretch from `start` to `stop` seconds, shape (128, width), highest pitch on top.

        0 where there is no track.
        """
        edges = np.linspace(start, stop, width + 1) * self.hz
        under = reach(tuple(map(len, self.levels)), edges)
        cells = self.levels[under.level]
        picture = cells[under.first]
        for turn in range(1, under.widest):
            np.maximum(picture, cells[under.at(turn)], out=picture)
        picture[~under.inside] = 0
        return np.ascontiguousarray(picture.T[::-1])


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """How rows are made of bins: between two bins where they are narrow, the sum where wide."""

    below: NDArray[np.int64]
    share: NDArray[np.float32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, window: int, rate: int) -> Self:
        """Rows above half the rate stay silent."""
        edges = _edges() * window / rate
        edges = edges[: max(int((edges <= window // 2).sum()), 1)]
        narrow = int((np.diff(edges) < 1.5).sum())
        centre = np.sqrt(edges[:-1] * edges[1:])[:narrow]
        below = np.floor(centre).astype(np.int64)
        return cls(
            below, (centre - below).astype(np.float32), np.round(edges[narrow:]).astype(np.int64)
        )

    def of_power(self, power: NDArray[np.float32]) -> NDArray[np.float32]:
        """Power per row, shape (columns, 128)."""
        narrow, wide = len(self.below), len(self.starts) - 1
        rows = np.zeros((len(power), ROWS), np.float32)
        rows[:, :narrow] = power[:, self.below] * (1 - self.share)
        rows[:, :narrow] += power[:, self.below + 1] * self.share
        if wide > 0:
            sums = np.add.reduceat(power, self.starts, axis=1)
            rows[:, narrow : narrow + wide] = sums[:, :-1]
        return rows


def _bytes(power: NDArray[np.float32]) -> NDArray[np.uint8]:
    decibels = 10 * np.log10(power + np.float32(1e-12))
    steps = (decibels - QUIETEST) * np.float32(255 / (LOUDEST - QUIETEST))
    return np.asarray(np.rint(steps.clip(0, 255)), np.uint8)
