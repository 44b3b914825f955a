"""Whether a recording is whole: figures of damage, whatever music it holds."""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Soundness:
    """What is measured on the samples.

    Attributes
    ----------
    silent : float
        Share of the time between the first and the last sound in which nothing sounds, 0 to 1.
    gap : float
        Seconds of the longest such silence.
    dropouts : float
        How often sound breaks off to nothing at all and goes on within half a second.
    clipped : float
        Share of the samples of the worse channel that lie in runs at full scale, 0 to 1.
    lopsided : float
        dB by which one channel is quieter than the other; 0 for one channel.
    cut : float
        dB by which the very end is louder than a tenth of the track's level, 0 for one that fades.
    """

    silent: float = 0.0
    gap: float = 0.0
    dropouts: float = 0.0
    clipped: float = 0.0
    lopsided: float = 0.0
    cut: float = 0.0

    def packed(self) -> NDArray[np.float32]:
        """All figures in their order, shape (6,)."""
        return np.array(astuple(self), dtype=np.float32)

    @classmethod
    def unpacked(cls, figures: NDArray[np.float32]) -> "Soundness | None":
        """The inverse of `packed`; None of a track on which nothing was measured."""
        return cls(*map(float, figures)) if len(figures) == len(cls.__slots__) else None
