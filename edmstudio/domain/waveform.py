"""Decoded sound."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """A whole track in memory.

    Attributes
    ----------
    samples : ndarray, shape (frames, channels), float32
        Full scale is 1.0; channels are one or two.
    rate : int
        Frames per second (Hz).
    timeline : Timeline
        Where frame 0 lies in the file.
    """

    samples: NDArray[np.float32]
    rate: int
    timeline: Timeline = field(default_factory=Timeline)

    @property
    def seconds(self) -> float:
        """Duration."""
        return len(self.samples) / self.rate

    def mono(self) -> NDArray[np.float32]:
        """The mean of the channels, shape (frames,)."""
        if self.samples.shape[1] == 1:
            return self.samples[:, 0]
        weight = np.float32(1.0 / self.samples.shape[1])
        return np.asarray(self.samples.sum(axis=1, dtype=np.float32) * weight, dtype=np.float32)
