"""What a waveform looks like at any zoom: lowest and highest sample, and three bands of colour.

The window maps the file and draws from it; only `build` hears the sound, in a worker.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.mapped import Mapped, load_mapped, save_mapped
from edmstudio.audio.pyramid import Cells, levels_above, reach
from edmstudio.audio.short_time import Frames, power_spectra
from edmstudio.domain.waveform import Waveform

BASE = 64  # frames of one cell of the finest level
BANDS = (200.0, 2000.0)  # Hz between low and mid, mid and high
BAND_HZ = 150.0  # columns of colour a second
_KIND = "peaks 1"
_FULL = 32767
_CHUNK = 1 << 20  # frames; a multiple of BASE
_STEPS = 255.0
# A byte of colour is the square root of the amplitude: quiet hi-hats keep enough steps.
_AMPLITUDE = ((np.arange(256) / _STEPS) ** 2).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PeakColumns:
    """One stretch of sound as columns of a picture.

    Attributes
    ----------
    lowest, highest : ndarray, shape (count, channels), float32
        Lowest and highest sample under each column, -1 to 1; 0 off the track.
    bands : ndarray, shape (count, 3), float32
        Loudness (RMS amplitude, 0 to 1) below 200 Hz, up to 2 kHz, and above.
    """

    lowest: NDArray[np.float32]
    highest: NDArray[np.float32]
    bands: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """The pyramid of a track.

    Attributes
    ----------
    rate : int
        Frames per second of the sound (Hz).
    frames : int
        Length of the sound.
    band_hz : float
        Columns of colour per second at the finest level.
    extremes : tuple of ndarray, shape (cells, 2 * channels), int16
        The lowest sample of 64, 256, 1024, ... frames for each channel, then the negated
        highest: both are minima, and one pass finds them.
    bands : tuple of ndarray, shape (columns, 4), uint8
        Loudness of three bands, companded; the fourth byte only fills the word.
    """

    rate: int
    frames: int
    band_hz: float
    extremes: tuple[NDArray[np.int16], ...]
    bands: tuple[NDArray[np.uint8], ...]

    @property
    def seconds(self) -> float:
        """Duration of the track."""
        return self.frames / self.rate

    @property
    def channels(self) -> int:
        """1 or 2."""
        return int(self.extremes[0].shape[1]) // 2

    @classmethod
    def build(cls, waveform: Waveform) -> Self:
        """Measure a waveform; several hundred times faster than it sounds."""
        hop = round(waveform.rate / BAND_HZ)
        return cls(
            rate=waveform.rate,
            frames=len(waveform.samples),
            band_hz=waveform.rate / hop,
            extremes=levels_above(_extremes(waveform.samples), _merge_extremes),
            bands=levels_above(_bands(waveform, hop), _merge_bands),
        )

    def save(self, path: Path) -> None:
        """Write to one file, atomically."""
        about = {"rate": self.rate, "frames": self.frames, "band_hz": self.band_hz,
                 "levels": len(self.extremes)}  # fmt: skip
        save_mapped(Mapped(_KIND, about, (*self.extremes, *self.bands)), path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a saved file; `Refused` where it is missing or damaged."""
        mapped = load_mapped(path, _KIND)
        about, levels = mapped.about, mapped.about["levels"]
        return cls(
            rate=about["rate"],
            frames=about["frames"],
            band_hz=about["band_hz"],
            extremes=mapped.arrays[:levels],
            bands=mapped.arrays[levels:],
        )

    def columns(self, start: float, stop: float, count: int) -> PeakColumns:
        """`count` columns of the stretch from `start` to `stop` seconds, at any zoom."""
        edges = np.linspace(start, stop, count + 1)
        found = self._extremes_at(edges)
        lowest, highest = found[:, : self.channels], -found[:, self.channels :]
        return PeakColumns(lowest, highest, self._bands_at(edges))

    def _extremes_at(self, edges: NDArray[np.float64]) -> NDArray[np.float32]:
        under = reach(tuple(map(len, self.extremes)), edges * (self.rate / BASE))
        cells = self.extremes[under.level]
        found = under.rows(cells, 0)
        for turn in range(1, under.widest):
            np.minimum(found, under.rows(cells, turn), out=found)
        found[~under.inside] = 0
        return np.multiply(found, np.float32(1 / _FULL), dtype=np.float32)

    def _bands_at(self, edges: NDArray[np.float64]) -> NDArray[np.float32]:
        """The mean of the bytes under a column, not of their energies: 40 times as fast."""
        under = reach(tuple(map(len, self.bands)), edges * self.band_hz)
        cells = self.bands[under.level]
        few = under.widest * 255 < 1 << 16  # but for a lane of a handful of columns
        total = np.zeros((len(edges) - 1, 4), np.uint16 if few else np.uint32)
        for turn in range(under.widest):
            total += under.rows(cells, turn)
        total[~under.inside] = 0
        amplitude = total[:, :3] * np.float32(1 / (under.widest * _STEPS))
        return np.asarray(amplitude * amplitude, np.float32)


def _extremes(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Shape (cells, 2 * channels); rounded outwards, so no sample lies outside."""
    return np.concatenate([_chunk_extremes(chunk) for chunk in _chunks(samples)])


def _chunks(samples: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """Pieces of whole cells; the last one repeats its last frame."""
    for start in range(0, len(samples), _CHUNK):
        chunk = samples[start : start + _CHUNK]
        missing = -len(chunk) % BASE
        yield np.concatenate([chunk, np.repeat(chunk[-1:], missing, 0)]) if missing else chunk


def _chunk_extremes(chunk: NDArray[np.float32]) -> NDArray[np.int16]:
    cells = np.ascontiguousarray(chunk.T).reshape(chunk.shape[1], -1, BASE)
    minima = np.concatenate([cells.min(axis=2), -cells.max(axis=2)])
    return np.floor(minima.clip(-1, 1) * np.float32(_FULL)).T.astype(np.int16, order="C")


def _merge_extremes(cells: Cells) -> Cells:
    return np.asarray(cells.min(axis=1))


def _merge_bands(cells: Cells) -> Cells:
    """The mean of the energies."""
    return _companded((_AMPLITUDE[cells] ** 2).mean(axis=1))


def _companded(energy: NDArray[np.float32]) -> NDArray[np.uint8]:
    steps = np.rint(np.sqrt(np.sqrt(energy.clip(0, 1))) * np.float32(_STEPS))
    return np.asarray(steps, np.uint8)


def _bands(waveform: Waveform, hop: int) -> NDArray[np.uint8]:
    """Shape (columns, 4): loudness below, between and above `BANDS`; then nothing."""
    window = max(1 << int(waveform.rate * 0.012).bit_length() - 1, 16)
    low, high = (max(round(hz * window / waveform.rate), 1) + 1 for hz in BANDS)
    parts = [
        _companded(_three(power, low, high))
        for power in power_spectra(waveform.samples, Frames(window, hop))
    ]
    return np.concatenate(parts)


def _three(power: NDArray[np.float32], low: int, high: int) -> NDArray[np.float32]:
    """Energy of the bins up to `low`, up to `high`, and of the rest."""
    energy = np.zeros((len(power), 4), np.float32)
    for band, part in enumerate((slice(0, low), slice(low, high), slice(high, None))):
        energy[:, band] = power[:, part].sum(axis=1)
    return energy
