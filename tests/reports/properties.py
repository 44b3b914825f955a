"""What a track measures like: loudness, crest, balance, onsets; the same for rendered and real."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.signal import resample_poly

from edmstudio.domain.waveform import Waveform
from edmstudio.synth.loudness import loudness_of
from edmstudio.synth.placing import RATE

BANDS = {"sub": (20, 60), "bass": (60, 250), "low_mid": (250, 1000), "mid": (1000, 4000),
         "high": (4000, 10000), "air": (10000, 20000)}  # fmt: skip
SIZE, HOP = 2048, 512


@dataclass(frozen=True, slots=True)
class Properties:
    """Figures of one track.

    Attributes
    ----------
    loudness : float
        LUFS.
    crest : float
        Peak over RMS in dB.
    sub, bass, low_mid, mid, high, air : float
        Power of each band beside the whole in dB.
    low_share : float
        Share of the power below 150 Hz.
    centroid : float
        Hz.
    onsets : float
        A second.
    width : float
        Power of the sides over that of the middle in dB.
    contrast : float
        dB between the 90th and the 10th percentile of the level of 3-s stretches.
    """

    loudness: float
    crest: float
    sub: float
    bass: float
    low_mid: float
    mid: float
    high: float
    air: float
    low_share: float
    centroid: float
    onsets: float
    width: float
    contrast: float

    def row(self) -> dict[str, float]:
        """Names and figures."""
        return asdict(self)


def properties(waveform: Waveform) -> Properties:
    """Measure a track; everything at 44.1 kHz."""
    both = _at_rate(waveform)
    mono = both.mean(axis=0)
    spectra = _spectra(mono)
    power = np.square(spectra).mean(axis=0)
    hz = np.fft.rfftfreq(SIZE, 1 / RATE)
    total = power.sum() + 1e-12
    bands = {
        name: float(10 * np.log10(power[(hz >= low) & (hz < high)].sum() / total + 1e-8))
        for name, (low, high) in BANDS.items()
    }
    side = np.square((both[0] - both[1]) / 2).mean()
    return Properties(
        loudness=loudness_of(both),
        crest=float(20 * np.log10(np.abs(mono).max() / (np.sqrt(np.square(mono).mean()) + 1e-9))),
        low_share=float(power[hz < 150].sum() / total),
        centroid=float((hz * np.sqrt(power)).sum() / (np.sqrt(power).sum() + 1e-12)),
        onsets=_onsets(spectra),
        width=float(10 * np.log10(side / (np.square(mono).mean() + 1e-12) + 1e-6)),
        contrast=_contrast(mono),
        **bands,
    )


def _at_rate(waveform: Waveform) -> np.ndarray:
    samples = (
        waveform.samples if waveform.samples.shape[1] == 2 else np.repeat(waveform.samples, 2, 1)
    )
    both = samples.T
    if waveform.rate != RATE:
        shared = np.gcd(RATE, waveform.rate)
        both = resample_poly(both, RATE // shared, waveform.rate // shared, axis=1)
    return np.ascontiguousarray(both, dtype=np.float32)


def _spectra(mono: np.ndarray) -> np.ndarray:
    """Magnitudes, shape (frames, bins)."""
    frames = np.lib.stride_tricks.sliding_window_view(mono, SIZE)[::HOP]
    window = np.hanning(SIZE).astype(np.float32)
    blocks = [
        np.abs(np.fft.rfft(frames[start : start + 1024] * window, axis=1)).astype(np.float32)
        for start in range(0, len(frames), 1024)
    ]
    return np.concatenate(blocks)


def _onsets(spectra: np.ndarray) -> float:
    """Peaks of the spectral flux that stand out from their second, a second."""
    compressed = np.log1p(spectra[:, 1:400] * 10)
    flux = np.maximum(np.diff(compressed, axis=0), 0).mean(axis=1)
    hz = RATE / HOP
    width = int(hz / 2)
    padded = np.pad(flux, width, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * width + 1)
    threshold = 1.3 * around.mean(axis=1) + 0.02
    peak = (flux[1:-1] > flux[:-2]) & (flux[1:-1] >= flux[2:]) & (flux[1:-1] > threshold[1:-1])
    return float(peak.sum() / (len(flux) / hz))


def _contrast(mono: np.ndarray) -> float:
    length = 3 * RATE
    usable = max(len(mono) // length, 1) * length
    stretches = np.resize(mono, usable).reshape(-1, length)
    level = 10 * np.log10(np.square(stretches).mean(axis=1) + 1e-7)
    return float(np.percentile(level, 90) - np.percentile(level, 10))
