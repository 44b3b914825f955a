"""Analysing a whole track, with the bundled model and without, on one core, decoding included."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from edmstudio.app.asking import ask
from edmstudio.app.current_model import bundled
from edmstudio.audio.decode import decode
from edmstudio.audio.encode import encode
from edmstudio.domain.waveform import Waveform
from tests.classic.drums import Loop

FLOORS = {"realtime_one_core": 60.0, "classic_realtime_one_core": 60.0}
MINUTES = 6
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def measure() -> dict[str, float]:
    """Each in a fresh process, so that the peak of memory is this analysis's own.

    `realtime_one_core` is by the clock; `cpu_realtime_one_core` by the processor's time, which a
    busy machine does not change.
    """
    classic = _apart("")
    return _apart(bundled().path) | {f"classic_{name}": value for name, value in classic.items()}


def _apart(model: str) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.analysis", model],
        capture_output=True,
        check=True,
        env=os.environ | dict.fromkeys(THREADS, "1"),
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def track(path: Path) -> float:
    """Six minutes of stereo at 44.1 kHz in FLAC; returns its seconds."""
    loop = Loop(bpm=128.0, bars=MINUTES * 32, rate=44100).waveform()
    encode(Waveform(np.repeat(loop.samples, 2, axis=1), 44100), path)
    return loop.seconds


def once(model: str) -> dict[str, float]:
    """By the checkpoint in a file; by the analysis without a network for ""."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track.flac"
        seconds = track(path)
        ask(model, Waveform(decode(path).samples[: 44100 * 10], 44100))  # imports and caches
        clock, cpu = time.perf_counter(), time.process_time()
        ask(model, decode(path))
        took, worked = time.perf_counter() - clock, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "realtime_one_core": round(seconds / took, 1),
        "cpu_realtime_one_core": round(seconds / worked, 1),
        "peak_mb": round(peak, 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(once(sys.argv[1])))
