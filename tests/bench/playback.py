"""The callback: what a block costs, idle, beside a busy interpreter, and with every core at work.

A machine that does something else meanwhile makes the figures larger; they are upper bounds.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import contextmanager, suppress

import numpy as np

from edmstudio.audio.clicks import ClickKind, schedule
from edmstudio.audio.mixing import Mixer
from edmstudio.audio.orders import Orders, Pace, Seam, Source
from edmstudio.audio.output import LATENCY
from edmstudio.jobs.executors import cores

FLOORS = {"p50_us": 150.0, "p99_us": 1500.0, "busy_p99_us": 11_600.0, "underflows": 0}
RATE, BLOCK, SECONDS = 44_100, 512, 120
SWITCH = 0.0005  # as the window sets it
WORK = "import numpy as np\nx = np.ones((600, 600))\nwhile True: x = x @ x % 1.7"


def measure() -> dict[str, float]:
    """Microseconds of a block of 512 frames (11,610 µs of sound), and blocks that came too late."""
    costs = _costs(playing(1.0), 4000)
    stretched = _costs(playing(0.75), 4000)
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        with _busy_interpreter():
            busy, late = in_time(playing(1.0), range(600))
        with _busy_cores():
            loaded, later = in_time(playing(1.0), range(600))
    finally:
        sys.setswitchinterval(before)
    return {
        "p50_us": _share(costs, 50),
        "p99_us": _share(costs, 99),
        "stretched_p50_us": _share(stretched, 50),
        "stretched_p99_us": _share(stretched, 99),
        "busy_p99_us": _share(busy, 99),
        "loaded_p99_us": _share(loaded, 99),
        "underflows": late + later,
    }


def playing(speed: float) -> Mixer:
    """Two minutes of noise in 16 bits with a click, in a loop."""
    chance = np.random.default_rng(0)
    samples = chance.integers(-9000, 9000, (SECONDS * RATE, 2), np.int16)
    beats = np.arange(0, SECONDS, 0.46875)
    mixer = Mixer(RATE)
    mixer.orders = Orders(
        source=Source(samples, RATE, len(samples), np.rint(beats * RATE).astype(np.int64)),
        playing=True,
        press=1,
        loop=Seam(RATE * 90, RATE * 2),
        pace=Pace(speed, 1.0, None),
        clicks=schedule([(ClickKind.BEAT, beats)], RATE),
    )
    return mixer


def _costs(mixer: Mixer, blocks: int) -> list[float]:
    out = np.empty((BLOCK, 2), np.float32)
    costs = []
    for _ in range(blocks):
        begun = time.perf_counter()
        mixer.fill(out)
        costs.append(time.perf_counter() - begun)
    return costs


def in_time(mixer: Mixer, blocks: Iterable[object]) -> tuple[list[float], int]:
    """As a sound card asks: a block each 11.6 ms, late where its latency is used up."""
    out = np.empty((BLOCK, 2), np.float32)
    costs, late, due = [], 0, time.perf_counter()
    for _ in blocks:
        due += BLOCK / RATE
        time.sleep(max(due - time.perf_counter(), 0))
        mixer.fill(out)
        done = time.perf_counter()
        costs.append(done - due)
        if done - due > LATENCY:
            late += 1
            due = done
    return costs, late


@contextmanager
def _busy_interpreter():
    """One thread that never lets go of Python by itself."""
    stop = threading.Event()

    def spin() -> None:
        count = 0
        while not stop.is_set():
            count = (count * 31 + 7) % 1_000_003

    thread = threading.Thread(target=spin)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _busy_cores():
    """A process at full work for every core, as analysing and training are."""
    running = [subprocess.Popen([sys.executable, "-c", WORK]) for _ in range(cores())]
    time.sleep(1.0)
    try:
        yield
    finally:
        for process in running:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


def _share(seconds: list[float], per_cent: float) -> float:
    return round(float(np.percentile(seconds, per_cent)) * 1e6, 1)
