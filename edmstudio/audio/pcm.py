"""A track's samples in 16 bits on disk: what the player reads and the deepest zoom draws.

Two hours of stereo are 1.3 GB in the file and, mapped, only what is touched in memory.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.mapped import Mapped, load_mapped, save_mapped
from edmstudio.domain.waveform import Waveform

_KIND = "pcm 1"
_FULL = 32767
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Pcm:
    """Samples of a track.

    Attributes
    ----------
    rate : int
        Frames per second (Hz).
    samples : ndarray, shape (frames, channels), int16
    """

    rate: int
    samples: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        """Duration."""
        return len(self.samples) / self.rate

    @classmethod
    def build(cls, waveform: Waveform) -> Self:
        """Round a waveform to 16 bits; what is louder than full scale is clipped."""
        samples = np.empty(waveform.samples.shape, np.int16)
        for start in range(0, len(samples), _CHUNK):
            part = waveform.samples[start : start + _CHUNK].clip(-1, 1)
            samples[start : start + _CHUNK] = np.rint(part * np.float32(_FULL))
        return cls(waveform.rate, samples)

    def save(self, path: Path) -> None:
        """Write to one file, atomically."""
        save_mapped(Mapped(_KIND, {"rate": self.rate}, (self.samples,)), path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a saved file; `Refused` where it is missing or damaged."""
        mapped = load_mapped(path, _KIND)
        return cls(mapped.about["rate"], mapped.arrays[0])

    def frames(self, start: int, count: int) -> NDArray[np.float32]:
        """`count` frames from `start` on as float32, shape (count, channels); silence off it."""
        block = np.zeros((count, self.samples.shape[1]), np.float32)
        first, last = max(start, 0), min(start + count, len(self.samples))
        if first < last:
            block[first - start : last - start] = self.samples[first:last]
        return block * np.float32(1 / _FULL)
