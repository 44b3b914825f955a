"""What every bar sounds like: timbre, rhythm pattern, pitch classes, levels, drums."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.hearing import Heard
from edmstudio.domain.grid import TempoMap

Floats = NDArray[np.float32]
Seconds = NDArray[np.float64]
SLOTS = 16  # parts of a bar that a rhythm pattern tells apart
GROUPS = ((20.0, 130.0), (130.0, 700.0), (700.0, 3500.0), (3500.0, 11025.0))  # Hz
SILENT = -60.0  # LUFS


@dataclass(frozen=True)
class Bars:
    """Features per bar.

    Attributes
    ----------
    starts : ndarray, shape (bars + 1,)
        Seconds of the bar lines, the end of the last bar included.
    timbre : ndarray, shape (bars, 86)
        Mean and spread over the bar of the log level in each band.
    rhythm : ndarray, shape (bars, 64)
        Log level in 16 slots of the bar and 4 groups of bands.
    chroma : ndarray, shape (bars, 24)
        Pitch classes of bass and middle, each of unit length (or zero).
    scalars : ndarray, shape (bars, 12)
        In the order of `SCALARS`.
    """

    starts: Seconds
    timbre: Floats
    rhythm: Floats
    chroma: Floats
    scalars: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def scalar(self, name: str) -> Floats:
        """One of `SCALARS`, shape (bars,)."""
        return self.scalars[:, SCALARS.index(name)]

    @cached_property
    def silent(self) -> NDArray[np.bool_]:
        """Bars in which nothing sounds, shape (bars,)."""
        return np.asarray(self.scalar("loudness") < SILENT)


SCALARS = (
    "loudness",  # LUFS
    "sub",  # dB
    "bass",
    "low-mid",
    "high",
    "flatness",
    "centroid",  # octaves above 20 Hz
    "rise",  # dB in 4 s
    "width",
    "kick",  # how far the low band stands out on the beat, log10 units
    "density",  # rise of all bands summed, log10 units a second
    "tonal",  # strength of the pitch classes' peaks
)


def bar_lines(grid: TempoMap | None, seconds: float) -> Seconds:
    """Starts of the bars of a track and the end of the last one, shape (bars + 1,).

    Without a grid, even spans of two seconds stand in for bars.
    """
    held = TempoMap.constant(0.0, 120.0) if grid is None else grid
    starts = held.downbeats(0.0, seconds)
    if not len(starts):
        return np.array([0.0, max(seconds, 1e-3)])
    last = starts[-1]
    meter = held.anchor_at(last).meter
    return np.append(starts, max(held.seconds_at(held.beat_at(last) + meter), last + 1e-3))


def bars_of(heard: Heard, starts: Seconds) -> Bars:
    """Average everything heard over the bars."""
    levels, hz = heard.bands.levels, heard.bands.hz
    mean = span_means(levels, hz, starts)
    spread = np.sqrt(np.maximum(span_means(levels**2, hz, starts) - mean**2, 0.0))
    rhythm = _rhythm(heard, starts)
    folded = [
        span_means(c, heard.chroma.hz, starts) for c in (heard.chroma.bass, heard.chroma.middle)
    ]
    return Bars(
        starts,
        np.concatenate([mean, spread], axis=1),
        rhythm.reshape(len(starts) - 1, -1),
        np.concatenate([_unit(part) for part in folded], axis=1),
        _scalars(heard, starts, rhythm, folded[1]),
    )


def span_means(frames: Floats, hz: float, edges: Seconds) -> Floats:
    """Mean of the frames between edges, shape (edges - 1, …); a span holds at least one frame."""
    places = np.clip(np.ceil(edges * hz - 1e-6).astype(np.intp), 0, len(frames) - 1)
    counts = np.maximum(np.diff(places), 1)
    sums = np.add.reduceat(frames, places[:-1], axis=0)
    # The last span of reduceat runs to the end of the frames: cut it where its edge lies.
    tail = frames[places[-2] : places[-2] + counts[-1]]
    sums[-1] = tail.sum(axis=0)
    return np.asarray((sums.T / counts).T, dtype=np.float32)


def _rhythm(heard: Heard, starts: Seconds) -> Floats:
    """Log level per bar, slot and group of bands, shape (bars, 16, 4)."""
    steps = np.arange(SLOTS) / SLOTS
    edges = (starts[:-1, None] + np.diff(starts)[:, None] * steps).ravel()
    edges = np.append(edges, starts[-1])
    groups = [
        heard.bands.levels[:, heard.bands.between(low, high)].mean(axis=1) for low, high in GROUPS
    ]
    slots = span_means(np.stack(groups, axis=1), heard.bands.hz, edges)
    return slots.reshape(len(starts) - 1, SLOTS, len(GROUPS))


def _scalars(heard: Heard, starts: Seconds, rhythm: Floats, middle: Floats) -> Floats:
    held = heard.texture
    columns = [held.loudness, *held.bands.T, held.flatness, held.centroid, held.rise, held.width]
    slow = span_means(np.stack(columns, axis=1), held.hz, starts)
    low = rhythm[:, :, 0].reshape(len(rhythm), 4, SLOTS // 4)
    kick = (low[:, :, 0] - low.min(axis=2)).mean(axis=1)
    levels = heard.bands.levels
    gains = np.zeros(len(levels), dtype=np.float32)
    gains[2:] = np.maximum(levels[2:] - levels[:-2], 0.0).mean(axis=1)
    density = span_means(gains, heard.bands.hz, starts) * np.float32(heard.bands.hz / 2)
    tonal = middle.max(axis=1) - np.median(middle, axis=1)
    return np.column_stack([slow, kick, density, tonal]).astype(np.float32)


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-3), dtype=np.float32)
