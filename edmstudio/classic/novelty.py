"""How much the music changes at each bar line: checkerboard contrast at several scales.

On Euclidean features, the checkerboard kernel of Foote (ICME 2000) is the squared distance of
the means before and after the bar line; it is taken here at 1, 2, 4 and 8 bars, with the scatter
on both sides as the measure of homogeneity (Serra et al. 2014 for repetition).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SCALES = (1, 2, 4, 8)  # bars on either side
STRONGEST = 8  # diagonals that count
LAGS = 512  # diagonals at once: all of them of a six-hour mix would need a gigabyte
AROUND = 4  # bars on either side within which a change must stand out


def contrast(rows: Floats, scale: int) -> Floats:
    """Distance of the means of `scale` bars after and before each bar line, shape (bars,).

    In units of the scatter of the whole track; the first bar line has no contrast.
    """
    spread = float(np.sqrt(rows.var(axis=0).sum())) + 1e-3
    before, after = _sides(rows, scale)
    distance = np.linalg.norm(after - before, axis=1) / spread
    distance[0] = 0.0
    return np.asarray(distance, dtype=np.float32)


def step(values: Floats, scale: int) -> Floats:
    """Signed change of one value over each bar line, shape (bars,)."""
    before, after = _sides(values[:, None], scale)
    change = (after - before)[:, 0]
    change[0] = 0.0
    return np.asarray(change, dtype=np.float32)


def sharpness(rows: Floats, scale: int) -> Floats:
    """Contrast relative to the scatter inside both sides, 0 to 1, shape (bars,)."""
    before, after = _sides(rows, scale)
    between = ((after - before) ** 2).sum(axis=1) / 4.0
    squares = (rows.astype(np.float64) ** 2).sum(axis=1)[:, None]
    both = [
        (_mean, _square)
        for _mean, _square in zip((before, after), _sides(squares, scale), strict=True)
    ]
    within = sum(np.maximum(s[:, 0] - (m**2).sum(axis=1), 0.0) for m, s in both) / 2.0
    floor = rows.var(axis=0).sum() * 0.02 + 1e-6
    sharp = between / (between + within + floor)
    sharp[0] = 0.0
    return np.asarray(sharp, dtype=np.float32)


def repetition(rows: Floats) -> Floats:
    """Where a repeat of something earlier begins or ends, 0 to 1, shape (bars,).

    Along each diagonal of the self-similarity matrix, likeness over the 4 bars after a bar line
    is compared with that over the 4 before it; the strongest diagonals count.
    """
    count = len(rows)
    if count < 16:
        return np.zeros(count, dtype=np.float32)
    centred = rows - rows.mean(axis=0)
    unit = centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-6)
    alike = unit @ unit.T
    strongest = np.zeros((0, count))
    for first in range(4, count - 8, LAGS):
        lags = range(first, min(first + LAGS, count - 8))
        changes = np.zeros((len(lags), count))
        for change, lag in zip(changes, lags, strict=True):
            change[lag:] = np.abs(step(np.diagonal(alike, -lag), 4))
        strongest = np.sort(np.concatenate([strongest, changes]), axis=0)[-STRONGEST:]
    return np.asarray(np.clip(strongest.mean(axis=0), 0.0, 1.0), dtype=np.float32)


def standing_out(values: Floats) -> Floats:
    """By how much each value exceeds all others within four bars, shape (bars, …) as given."""
    bars = len(values)
    padded = np.pad(values, [(AROUND, AROUND)] + [(0, 0)] * (values.ndim - 1))
    shifts = [shift for shift in range(2 * AROUND + 1) if shift != AROUND]
    others = np.max([padded[shift : shift + bars] for shift in shifts], axis=0)
    return np.asarray(values - others, dtype=np.float32)


def shares(values: Floats) -> Floats:
    """Each value as a share of the track's 95th percentile, at most 1, shape (bars, …) as given."""
    top = np.percentile(values, 95, axis=0) + 0.05
    return np.asarray(np.minimum(values / top, 1.0), dtype=np.float32)


def _sides(rows: Floats, scale: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means of up to `scale` rows before and after each place, shape (rows, …) both."""
    sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    places = np.arange(len(rows))
    low, high = np.maximum(places - scale, 0), np.minimum(places + scale, len(rows))
    before = (sums[places] - sums[low]) / np.maximum(places - low, 1)[:, None]
    after = (sums[high] - sums[places]) / (high - places)[:, None]
    return before, after
