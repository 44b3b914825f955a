"""Bars of a grid as the arranger reads them: what was heard in each, and how it differs.

Beside what the ear says stand measures made by hand: with few labelled tracks, a network that has
to find novelty and repetition by itself falls behind one that is given them (arXiv 2505.06042).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import span_means
from edmstudio.classic.novelty import SCALES, contrast, repetition, shares, sharpness, standing_out
from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logfreq import PER_OCTAVE
from edmstudio.features.logmel import HZ as FAST_HZ
from edmstudio.features.model_input import ModelInput
from edmstudio.model.listen import Said

Floats = NDArray[np.float32]
Seconds = NDArray[np.float64]
SLOTS, GROUPS = 16, 4  # parts of a bar, parts of the spectrum
POOL = 4  # mel bands side by side
EAR_HZ = FAST_HZ / 2
SPLIT = 3 * PER_OCTAVE  # bin of the log-frequency view that parts bass from middle (262 Hz)
REACH = 2  # slow frames around a bar line in which a moment counts for it
SHARP = (4, 8)  # bars
CHANGES = slice(160, 244)  # columns of `_changes`; behind them is the ear's alone


@dataclass(frozen=True, slots=True, eq=False)
class BarTokens:
    """What the arranger reads.

    Attributes
    ----------
    lines : ndarray, shape (bars + 1,)
        Seconds of the bar lines, the end of the last bar included.
    rows : ndarray, shape (bars, 268 + channels), float32
    """

    lines: Seconds
    rows: Floats


def bar_tokens(heard: ModelInput, said: Said, lines: Seconds) -> BarTokens:
    """One row a bar between consecutive `lines`."""
    mel = heard.mel.astype(np.float32, copy=False)
    timbre = span_means(mel, FAST_HZ, lines)
    spread = np.sqrt(np.maximum(span_means(mel**2, FAST_HZ, lines) - timbre**2, 0.0))
    rhythm = _rhythm(mel, lines)
    pitches = _pitches(heard.notes.astype(np.float32, copy=False), lines)
    ear = span_means(said.features, EAR_HZ, lines)
    columns = [
        _pooled(timbre) / 4.0,
        _pooled(spread),
        rhythm,
        pitches,
        span_means(heard.place[:, :2].astype(np.float32, copy=False), SLOW_HZ, lines),
        _places(len(timbre)),
        _changes((timbre, rhythm, pitches, ear)),
        _moments(said, lines),
        ear,
    ]
    return BarTokens(lines, np.concatenate(columns, axis=1).astype(np.float32))


def as_heard(rows: Floats, said: Said, lines: Seconds) -> Floats:
    """The same bars by another ear: what was measured by hand stays."""
    ear = span_means(said.features, EAR_HZ, lines)
    changes = rows[:, CHANGES].reshape(len(rows), 3, 4, -1).copy()
    changes[:, :, -1] = _changes((ear,)).reshape(len(rows), 3, -1)
    before, flat = rows[:, : CHANGES.start], changes.reshape(len(rows), -1)
    heard = np.concatenate([before, flat, _moments(said, lines), ear], axis=1)
    return np.asarray(heard, dtype=np.float32)


def _pooled(rows: Floats) -> Floats:
    return np.asarray(rows.reshape(len(rows), -1, POOL).mean(axis=2), dtype=np.float32)


def _rhythm(mel: Floats, lines: Seconds) -> Floats:
    """Level in 16 slots of the bar and 4 parts of the spectrum, relative to the bar's mean."""
    grouped = mel.reshape(len(mel), GROUPS, -1).mean(axis=2)
    steps = np.arange(SLOTS) / SLOTS
    edges = (lines[:-1, None] + np.diff(lines)[:, None] * steps).ravel()
    slots = span_means(grouped, FAST_HZ, np.append(edges, lines[-1]))
    bars = slots.reshape(-1, SLOTS, GROUPS)
    return np.asarray((bars - bars.mean(axis=1, keepdims=True)).reshape(len(bars), -1))


def _pitches(notes: Floats, lines: Seconds) -> Floats:
    """Twelve pitch classes of bass and middle, each of unit length or zero, shape (bars, 24)."""
    means = span_means(notes, SLOW_HZ, lines)
    folded = []
    for part in (means[:, :SPLIT], means[:, SPLIT:]):
        classes = part.reshape(len(part), -1, 12, PER_OCTAVE // 12).sum(axis=(1, 3))
        standing = classes - classes.min(axis=1, keepdims=True)
        folded.append(standing / np.maximum(np.linalg.norm(standing, axis=1, keepdims=True), 0.1))
    return np.concatenate(folded, axis=1)


def _places(bars: int) -> Floats:
    """Where in the track each bar lies, shape (bars, 6)."""
    here = np.arange(bars, dtype=np.float32)
    left = here[::-1]
    share = here / max(bars - 1, 1)
    near = [np.exp(-side / scale) for side in (here, left) for scale in (8.0, 24.0)]
    return np.stack([share, share**2, *near], axis=1).astype(np.float32)


def _changes(groups: tuple[Floats, ...]) -> Floats:
    """Measures of change, as they are, beside their neighbours, as shares; shape (bars, 84)."""
    found = []
    for rows in groups:
        found += [contrast(rows, scale) for scale in SCALES]
        found += [sharpness(rows, scale) for scale in SHARP]
        found.append(repetition(rows))
    raw = np.stack(found, axis=1)
    return np.concatenate([raw, standing_out(raw), shares(raw)], axis=1)


def _moments(said: Said, lines: Seconds) -> Floats:
    """What the ear says of the bar and of its line, shape (bars, 24)."""
    at = np.rint(lines[:-1] * SLOW_HZ).astype(np.intp)
    near = np.clip(at[:, None] + np.arange(-REACH, REACH + 1), 0, len(said.boundary) - 1)
    means = np.column_stack([said.boundary, said.energy, said.label, said.activity])
    rows = [
        said.boundary[near].max(axis=1)[:, None],
        span_means(means, SLOW_HZ, lines),
        said.cue[near].max(axis=1),
    ]
    return np.asarray(np.concatenate(rows, axis=1) / 4.0, dtype=np.float32)
