"""How strongly each of the twelve pitch classes sounds, tuned to the track itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.resample import RATE
from edmstudio.features.stft import frame_count, magnitude_blocks

Floats = NDArray[np.float32]
SIZE, HOP = 8192, 4410
HZ = RATE / HOP
LOWEST, SPLIT, HIGHEST = 40.0, 220.0, 2200.0  # Hz
FAINT = 1e-3  # of full scale, -60 dB


@dataclass(frozen=True, slots=True, eq=False)
class Chroma:
    """Pitch classes along the track.

    Attributes
    ----------
    hz : float
        Frames per second; frame ``i`` is centred on second ``i / hz``.
    bass, middle : ndarray, shape (frames, 12), float32
        Strength of C, C#, ... B below and above 220 Hz, not negative.
    tuning : float
        Semitones by which the track lies above A = 440 Hz, -0.5 to 0.5.
    """

    hz: float
    bass: Floats
    middle: Floats
    tuning: float


@dataclass(frozen=True, slots=True, eq=False)
class _Peaks:
    """Spectral peaks of all frames: frame number, MIDI pitch and strength of each."""

    frame: NDArray[np.intp]
    pitch: Floats
    strength: Floats


def chroma(signal: Floats) -> Chroma:
    """Pitch classes of a `rhythm_signal`, from the interpolated peaks of its spectra.

    Peaks instead of bins, as in the harmonic pitch class profile (Gomez 2006): what lies between
    the partials, drums above all, then counts for nothing.
    """
    peaks = _peaks(signal)
    tuning = _tuning(peaks)
    frames = frame_count(len(signal), HOP)
    low = peaks.pitch < 69.0 + 12.0 * np.log2(SPLIT / 440.0)
    return Chroma(HZ, _fold(peaks, low, tuning, frames), _fold(peaks, ~low, tuning, frames), tuning)


def _peaks(signal: Floats) -> _Peaks:
    first, last = int(LOWEST * SIZE / RATE), int(HIGHEST * SIZE / RATE)
    found: list[_Peaks] = []
    start = 0
    for spectra in magnitude_blocks(signal, size=SIZE, hop=HOP):
        found.append(_peaks_of(spectra[:, first - 1 : last + 2], first - 1, start))
        start += len(spectra)
    return _Peaks(
        np.concatenate([peaks.frame for peaks in found]),
        np.concatenate([peaks.pitch for peaks in found]),
        np.concatenate([peaks.strength for peaks in found]),
    )


def _peaks_of(spectra: Floats, first: int, start: int) -> _Peaks:
    middle = spectra[:, 1:-1]
    tall = (middle > spectra[:, :-2]) & (middle >= spectra[:, 2:]) & (middle > FAINT)
    frame, place = np.nonzero(tall)
    left, here, right = (np.log(spectra[frame, place + shift] + 1e-9) for shift in (0, 1, 2))
    # Vertex of the parabola through three log magnitudes.
    offset = 0.5 * (left - right) / np.minimum(left - 2.0 * here + right, -1e-6)
    hertz = (place + 1 + first + np.clip(offset, -0.5, 0.5)) * (RATE / SIZE)
    pitch = 69.0 + 12.0 * np.log2(hertz / 440.0)
    return _Peaks(
        frame + start, pitch.astype(np.float32), np.sqrt(spectra[frame, place + 1] - FAINT)
    )


def _tuning(peaks: _Peaks) -> float:
    """Circular mean of the peaks' distance to the nearest semitone, above the bass."""
    clear = peaks.pitch > 57.0
    turns = np.exp(2j * np.pi * peaks.pitch[clear]) @ peaks.strength[clear].astype(np.float64)
    return float(np.angle(turns) / (2 * np.pi)) if abs(turns) > 0 else 0.0


def _fold(peaks: _Peaks, chosen: NDArray[np.bool_], tuning: float, frames: int) -> Floats:
    pitch = peaks.pitch[chosen] - np.float32(tuning)
    nearest = np.rint(pitch)
    weight = peaks.strength[chosen] * np.cos(np.pi * (pitch - nearest)) ** 2
    place = peaks.frame[chosen] * 12 + nearest.astype(np.intp) % 12
    folded = np.bincount(place, weights=weight, minlength=frames * 12)
    return folded.reshape(frames, 12).astype(np.float32)
