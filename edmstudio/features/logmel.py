"""Log-mel frames, the one definition of the network's fast input.

128 triangular mel bands (Slaney's scale, unit height) of a 1024-point Hann spectrum at 22.05 kHz,
50 frames a second, ``log(1 + 1000 |X|)`` where a full-scale sine has ``|X| = 1`` (after Beat This!,
Foscarin et al. 2024, arXiv 2407.21658).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.resample import RATE
from edmstudio.features.stft import log_filtered

Floats = NDArray[np.float32]
SIZE, HOP = 1024, 441
HZ = RATE / HOP  # 50 frames a second
BANDS = 128
LOWEST, HIGHEST = 30.0, 11_000.0
GAIN = 1000.0


def logmel(signal: Floats) -> Floats:
    """Frames of a mono signal at `RATE`, shape (frames, 128); frame ``i`` is at ``i / HZ`` s."""
    return log_filtered(signal, mel_filters(), size=SIZE, hop=HOP, gain=GAIN)


@cache
def mel_filters() -> Floats:
    """Triangles over the bins, shape (513, 128)."""
    bins = np.arange(SIZE // 2 + 1) * (RATE / SIZE)
    edges = _hertz(np.linspace(_mels(LOWEST), _mels(HIGHEST), BANDS + 2))
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    rising = (bins[:, None] - left) / (middle - left)
    falling = (right - bins[:, None]) / (right - middle)
    return np.clip(np.minimum(rising, falling), 0.0, None).astype(np.float32)


# Slaney's scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above.
_LINEAR, _KNEE, _STEP = 200.0 / 3.0, 1000.0, np.log(6.4) / 27.0


def _mels(hertz: float) -> float:
    if hertz < _KNEE:
        return hertz / _LINEAR
    return float(_KNEE / _LINEAR + np.log(hertz / _KNEE) / _STEP)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    knee = _KNEE / _LINEAR
    logarithmic = _KNEE * np.exp(_STEP * (np.maximum(mels, knee) - knee))
    return np.where(mels < knee, mels * _LINEAR, logarithmic)
