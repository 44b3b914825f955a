"""What speaks for each label in each bar: drive, drums, rising sound, place in the track."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import SCALARS, Bars
from edmstudio.classic.boundary_evidence import ear_units

Floats = NDArray[np.float32]
COMPARED = (
    "loudness",
    "sub",
    "bass",
    "low-mid",
    "high",
    "kick",
    "low onsets",
    "middle onsets",
    "high onsets",
    "density",
    "tonal",
    "centroid",
)
PHRASE = 8  # bars


def label_evidence(bars: Bars) -> dict[str, Floats]:
    """Every measure that labels are told by, each of shape (bars,)."""
    units = ear_units(bars)
    found: dict[str, Floats] = {}
    for name in COMPARED:
        values = _smoothed(units[:, SCALARS.index(name)], 4)
        peak = np.percentile(values, 90)
        found[f"{name} below peak"] = np.asarray(np.clip(values - peak, -6.0, 1.0), np.float32)
    for name in ("loudness", "high", "density", "kick", "low onsets"):
        values = units[:, SCALARS.index(name)]
        ahead, behind = _ahead(values, PHRASE), _behind(values, PHRASE)
        found[f"{name} to come"] = np.clip(ahead - values, -4.0, 4.0)
        found[f"{name} gone by"] = np.clip(behind - values, -4.0, 4.0)
    found["kick"] = np.clip(bars.scalar("kick"), 0.0, 2.0)
    found["rise"] = np.clip(bars.scalar("rise") / np.float32(6.0), -2.0, 2.0)
    return (
        found | _places(len(bars)) | _firsts(found["kick below peak"], found["density below peak"])
    )


def _places(count: int) -> dict[str, Floats]:
    """Where in the track a bar lies."""
    bars = np.arange(count, dtype=np.float32)
    share = bars / max(count - 1, 1)
    return {
        "place": share,
        "place squared": share**2,
        "near start": np.exp(-bars / 8.0),
        "start": np.exp(-bars / 24.0),
        "end": np.exp(-(count - 1 - bars) / 16.0),
        "near end": np.exp(-(count - 1 - bars) / 6.0),
    }


def _firsts(kick: Floats, density: Floats) -> dict[str, Floats]:
    """Whether the full sound has come yet, and whether it comes again."""
    full = ((kick > -0.7) & (density > -0.7)).astype(np.float32)
    come = np.minimum(np.cumsum(full) / 4.0, 1.0)
    again = np.minimum(np.cumsum(full[::-1])[::-1] / 4.0, 1.0)
    return {
        "not yet full": (1.0 - come).astype(np.float32),
        "never full again": (1.0 - again).astype(np.float32),
    }


def _smoothed(values: Floats, width: int) -> Floats:
    """Median of each bar with its neighbours, which keeps edges, shape (bars,)."""
    half = width // 2
    padded = np.pad(values, half, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    return np.asarray(np.median(windows, axis=1), dtype=np.float32)


def _ahead(values: Floats, scale: int) -> Floats:
    """Mean of the bars after this one."""
    return _behind(values[::-1], scale)[::-1]


def _behind(values: Floats, scale: int) -> Floats:
    """Mean of the bars before this one; of itself at the start."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    places = np.arange(len(values))
    low = np.maximum(places - scale, 0)
    means = (sums[places] - sums[low]) / np.maximum(places - low, 1)
    return np.where(places > 0, means, values).astype(np.float32)
