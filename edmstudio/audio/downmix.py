"""Folds any layout of channels to at most two, as ITU-R BS.775-3 (table 2) has it."""

import numpy as np
from numpy.typing import NDArray

_HALF = 2.0**-0.5
_LEFT = {"FL": 1.0, "FC": _HALF, "BL": _HALF, "SL": _HALF, "BC": 0.5, "FLC": 1.0, "DL": 1.0,
         "WL": 1.0, "TFL": _HALF, "TBL": 0.5}  # fmt: skip
_MIRROR = {"FL": "FR", "BL": "BR", "SL": "SR", "FLC": "FRC", "DL": "DR", "WL": "WR", "TFL": "TFR",
           "TBL": "TBR"}  # fmt: skip
_RIGHT = {_MIRROR.get(name, name): weight for name, weight in _LEFT.items()}
# The order of WAVE_FORMAT_EXTENSIBLE and FLAC for files that only say how many channels.
DEFAULT_LAYOUTS: dict[int, tuple[str, ...]] = {
    1: ("FC",),
    2: ("FL", "FR"),
    3: ("FL", "FR", "FC"),
    4: ("FL", "FR", "BL", "BR"),
    5: ("FL", "FR", "FC", "BL", "BR"),
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    7: ("FL", "FR", "FC", "LFE", "BC", "SL", "SR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def fold(samples: NDArray[np.float32], names: tuple[str, ...]) -> NDArray[np.float32]:
    """At most two channels; the sub-woofer channel is left out, nothing can clip that did not.

    Parameters
    ----------
    samples : ndarray, shape (frames, channels), float32
    names : tuple of str
        Where each channel stands ("FL", "FR", "FC", "LFE", ...), () where nobody says.

    Returns
    -------
    ndarray, shape (frames, 1 or 2), float32
    """
    channels = samples.shape[1]
    if channels <= 2:
        return samples
    if len(names) != channels or not {"FL", "FR"} <= set(names):
        names = DEFAULT_LAYOUTS.get(channels, ("FL", "FR", *("FC",) * (channels - 2)))
    weights = np.array([[side.get(name, 0.0) for side in (_LEFT, _RIGHT)] for name in names])
    return np.asarray(samples @ (weights / weights.sum(axis=0)).astype(np.float32), np.float32)
