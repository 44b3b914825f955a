"""Rendering with the whole desk at 44.1 kHz: both families, one core."""

import tracemalloc
from time import process_time

from edmstudio.synth.render import FAMILIES, render

FLOORS = {"realtime_one_core": 25.0}
TRACKS = [("house", 1), ("drum and bass", 2), ("dubstep", 3), ("trance", 4)]
MINUTES = 2.5


def measure() -> dict[str, float]:
    """Seconds of music for each second of one core's time, and what a track takes in memory."""
    figures = {f"realtime_{family}": _speed(family) for family in FAMILIES}
    figures["realtime_one_core"] = min(figures.values())
    figures["peak_mb"] = _memory()
    return figures


def _speed(family: str) -> float:
    render(9, "house", family, minutes=0.5)
    music, begun = 0.0, process_time()
    for style, seed in TRACKS:
        music += render(seed, style, family, minutes=MINUTES).waveform.seconds
    return round(music / (process_time() - begun), 1)


def _memory() -> float:
    tracemalloc.start()
    render(1, "house", minutes=MINUTES)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(peak / 1e6, 1)
