"""Slow hand-made dimensions of the sound, ten frames a second: what a section is told by."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.waveform import Waveform
from edmstudio.features.resample import RATE
from edmstudio.features.stft import frame_count, magnitude_blocks

Floats = NDArray[np.float32]
Bins = NDArray[np.floating]
SIZE, HOP = 4096, 2205
HZ = RATE / HOP
QUIET = -100.0  # dB: nothing sounds
EDGES = (20.0, 60.0, 200.0, 2000.0, 11025.0)  # Hz: sub, bass, low-mid, high
RISE_SECONDS = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """The sound of a track in frames of a tenth of a second.

    Attributes
    ----------
    hz : float
        Frames per second; frame ``i`` is centred on second ``i / hz``.
    bands : ndarray, shape (frames, 4), float32
        RMS level in dB of sub (20-60 Hz), bass (-200), low-mid (-2000) and high (-11025).
    loudness : ndarray, shape (frames,), float32
        Momentary loudness in LUFS (BS.1770 weighting, mean of 400 ms), of the mean of channels.
    flatness : ndarray, shape (frames,), float32
        Geometric over arithmetic mean of the power above 200 Hz: 0 a tone, 1 white noise.
    centroid : ndarray, shape (frames,), float32
        Octaves above 20 Hz of the power's centre.
    rise : ndarray, shape (frames,), float32
        dB by which the high band gained over the last 4 seconds; a riser keeps it up.
    width : ndarray, shape (frames,), float32
        RMS of the side over RMS of the mid channel, 0 for mono, at most 2.
    """

    hz: float
    bands: Floats
    loudness: Floats
    flatness: Floats
    centroid: Floats
    rise: Floats
    width: Floats


def texture(waveform: Waveform, signal: Floats) -> Texture:
    """The slow dimensions of a track and of its `rhythm_signal`."""
    frames = frame_count(len(signal), HOP)
    bands, weighted = np.empty((frames, 4), np.float32), np.empty(frames, np.float32)
    flatness, centroid = np.empty(frames, np.float32), np.empty(frames, np.float32)
    bins = np.arange(SIZE // 2 + 1, dtype=np.float64) * (RATE / SIZE)
    sums = _band_sums(bins)
    start = 0
    for spectra in magnitude_blocks(signal, size=SIZE, hop=HOP):
        here = slice(start, start + len(spectra))
        power = np.square(spectra, out=spectra)
        totals = power @ sums
        bands[here], weighted[here] = totals[:, :4], totals[:, 4]
        flatness[here] = _flatness(power[:, bins >= 200.0])
        centroid[here] = totals[:, 5] / np.maximum(totals[:, 6], 1e-12)
        start += len(spectra)
    levels = _decibels(bands)
    momentary = _smoothed(weighted, round(0.4 * HZ))
    return Texture(
        hz=HZ,
        bands=levels,
        loudness=(_decibels(momentary) - np.float32(0.691)),
        flatness=flatness,
        centroid=centroid,
        rise=_rise(levels[:, 3]),
        width=_width(waveform, frames),
    )


def _band_sums(bins: Bins) -> Floats:
    """Weights that sum power over bins: four bands, BS.1770, octaves times power, power."""
    octaves = np.log2(np.maximum(bins, 20.0) / 20.0)
    inside = [(bins >= low) & (bins < high) for low, high in pairwise(EDGES)]
    columns = [*inside, _k_weighting(bins), octaves, np.ones_like(bins)]
    # With the window of `magnitude_blocks`, power sums to three times the mean square.
    return np.stack(columns, axis=1).astype(np.float32) / np.float32(3.0)


def _k_weighting(bins: Bins) -> NDArray[np.float64]:
    """Power response of the two filters of ITU-R BS.1770-4, table 1 and 2 (48 kHz)."""
    z = np.exp(-2j * np.pi * bins / 48_000.0)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1.0 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    low_cut = (1.0 - 2.0 * z + z**2) / (1.0 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * low_cut) ** 2, dtype=np.float64)


def _flatness(power: Floats) -> Floats:
    raised = power + np.float32(1e-12)
    return np.asarray(np.exp(np.log(raised).mean(axis=1)) / raised.mean(axis=1), dtype=np.float32)


def _decibels(power: Floats) -> Floats:
    return np.asarray(10.0 * np.log10(np.maximum(power, 10.0 ** (QUIET / 10))), dtype=np.float32)


def _smoothed(values: Floats, width: int) -> Floats:
    """Running mean of `width` frames, the ends averaged over what is there."""
    kernel = np.ones(width, dtype=np.float32)
    total = np.convolve(values, kernel)[width // 2 : width // 2 + len(values)]
    count = np.convolve(np.ones_like(values), kernel)[width // 2 : width // 2 + len(values)]
    return np.asarray(total / count, dtype=np.float32)


def _rise(high: Floats) -> Floats:
    lag = round(RISE_SECONDS * HZ)
    smooth = _smoothed(np.maximum(high, -70.0), round(HZ))
    before = np.concatenate([np.full(min(lag, len(smooth)), smooth[0]), smooth[:-lag]])
    return np.asarray(smooth - before[: len(smooth)], dtype=np.float32)


def _width(waveform: Waveform, frames: int) -> Floats:
    """Per frame, from the file's own samples; every eighth is enough for a level."""
    if waveform.samples.shape[1] == 1 or not len(waveform.samples):
        return np.zeros(frames, dtype=np.float32)
    left, right = np.nan_to_num(waveform.samples[::8]).T
    step = waveform.rate / 8 / HZ
    places = np.clip((np.arange(frames) * step - step / 2).astype(np.intp), 0, len(left) - 1)
    side = np.add.reduceat((left - right) ** 2, places)
    mid = np.add.reduceat((left + right) ** 2, places)
    return np.asarray(np.clip(np.sqrt(side / np.maximum(mid, 1e-9)), 0.0, 2.0), dtype=np.float32)
