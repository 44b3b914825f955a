"""What every bar sounds like: timbre, rhythm pattern, pitch classes, levels, drums."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.hearing import Heard
from edmstudio.domain.grid import TempoMap
from edmstudio.features.bands import Bands

Floats = NDArray[np.float32]
Seconds = NDArray[np.float64]
SLOTS = 16  # parts of a bar that a rhythm pattern tells apart
GROUPS = ((20.0, 130.0), (130.0, 700.0), (700.0, 3500.0), (3500.0, 11025.0))  # Hz
SILENT = -60.0  # LUFS
HAIR = 0.05  # seconds


@dataclass(frozen=True, eq=False)
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
    onsets : ndarray, shape (bars, 64)
        Rise of the log level a second in the same slots and groups: drums, without what is held.
    chroma : ndarray, shape (bars, 24)
        Pitch classes of bass and middle, each of unit length (or zero).
    scalars : ndarray, shape (bars, 15)
        In the order of `SCALARS`.
    """

    starts: Seconds
    timbre: Floats
    rhythm: Floats
    onsets: Floats
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
    "low onsets",  # rise of the log level, log10 units a second
    "middle onsets",
    "high onsets",
    "density",  # the same over all bands
    "tonal",  # strength of the pitch classes' peaks
)


def bar_lines(grid: TempoMap | None, seconds: float) -> Seconds:
    """Starts of the bars of a track and the end of the last one, shape (bars + 1,).

    Without a grid, even spans of two seconds stand in for bars.
    """
    held = TempoMap.constant(0.0, 120.0) if grid is None else grid
    # A downbeat on the very first sample may lie a hair before it.
    starts = np.maximum(held.downbeats(-HAIR, seconds), 0.0)
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
    held, slots = heard.chroma, _slot_edges(starts)
    middle = span_means(held.middle, held.hz, starts)
    rhythm = _slotted(_grouped(heard.bands, levels), hz, slots)
    onsets = _slotted(_grouped(heard.bands, rises_a_second(heard.bands)), hz, slots)
    return Bars(
        starts,
        np.concatenate([mean, spread], axis=1),
        rhythm.reshape(len(rhythm), -1),
        onsets.reshape(len(onsets), -1),
        np.hstack([_unit(span_means(held.bass, held.hz, starts)), _unit(middle)]),
        _scalars(heard, starts, low=rhythm[:, :, 0], onsets=onsets, middle=middle),
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


def rises_a_second(bands: Bands) -> Floats:
    """How much the log level of each band rises, per second, shape (frames, bands)."""
    gains = np.zeros_like(bands.levels)
    np.subtract(bands.levels[2:], bands.levels[:-2], out=gains[2:])
    np.maximum(gains, 0.0, out=gains)
    gains *= np.float32(bands.hz / 2)
    return gains


def _slot_edges(starts: Seconds) -> Seconds:
    steps = np.arange(SLOTS) / SLOTS
    edges = (starts[:-1, None] + np.diff(starts)[:, None] * steps).ravel()
    return np.append(edges, starts[-1])


def _grouped(bands: Bands, rows: Floats) -> Floats:
    """Means over the groups of bands, shape (frames, 4)."""
    return np.column_stack([rows[:, bands.between(*span)].mean(axis=1) for span in GROUPS])


def _slotted(rows: Floats, hz: float, edges: Seconds) -> Floats:
    """Means per bar, slot and group, shape (bars, 16, 4)."""
    return span_means(rows, hz, edges).reshape(-1, SLOTS, len(GROUPS))


def _scalars(
    heard: Heard, starts: Seconds, *, low: Floats, onsets: Floats, middle: Floats
) -> Floats:
    held = heard.texture
    columns = [held.loudness, *held.bands.T, held.flatness, held.centroid, held.rise, held.width]
    slow = span_means(np.column_stack(columns), held.hz, starts)
    beats = low.reshape(len(low), 4, SLOTS // 4)
    kick = (beats[:, :, 0] - beats.min(axis=2)).mean(axis=1)
    drums = onsets.mean(axis=1)
    hits = [drums[:, 0], drums[:, 1:3].mean(axis=1), drums[:, 3], drums.mean(axis=1)]
    tonal = middle.max(axis=1) - np.median(middle, axis=1)
    return np.column_stack([slow, kick, *hits, tonal]).astype(np.float32)


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-3), dtype=np.float32)
