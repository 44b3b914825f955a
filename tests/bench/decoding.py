"""Decoding and its pictures: times real time, on a track that is made here."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from edmstudio.audio.decode import decode
from edmstudio.audio.decode_process import DecodeProcess
from edmstudio.audio.encode import encode
from edmstudio.audio.peaks import Peaks
from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.waveform import Waveform

FLOORS = {"safe_mp3": 200.0, "safe_flac": 200.0, "peaks": 200.0, "spectrum": 200.0}
KINDS = ("mp3", "m4a", "ogg", "flac", "wav")
SECONDS, RATE = 90, 44_100


def measure() -> dict[str, float]:
    """Seconds of sound in a second of work, each the best of three; milliseconds of a picture."""
    track = _track()
    figures = {"peaks": _speed(lambda: Peaks.build(track))}
    figures["spectrum"] = _speed(lambda: Spectrum.build(track))
    figures["columns_p95_ms"] = _columns(Peaks.build(track))
    with TemporaryDirectory() as folder, DecodeProcess() as child:
        for kind in KINDS:
            path = Path(folder) / f"track.{kind}"
            encode(track, path)
            child.decode(path)
            figures[kind] = _speed(lambda path=path: decode(path))
            figures[f"safe_{kind}"] = _speed(lambda path=path: child.decode(path))
    return figures


def _track() -> Waveform:
    chance = np.random.default_rng(0)
    samples = chance.standard_normal((SECONDS * RATE, 2), np.float32) * np.float32(0.1)
    return Waveform(samples, RATE)


def _speed(work) -> float:
    return SECONDS / min(_seconds(work) for _ in range(3))


def _seconds(work) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _columns(peaks: Peaks) -> float:
    chance = np.random.default_rng(1)
    times = []
    for _ in range(500):
        span = float(np.exp(chance.uniform(np.log(0.5), np.log(SECONDS))))
        start = float(chance.uniform(0, SECONDS - span))
        times.append(
            _seconds(lambda start=start, span=span: peaks.columns(start, start + span, 1920))
        )
    return float(np.percentile(times, 95) * 1000)
