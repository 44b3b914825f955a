"""Panning, zooming and playing over two hours of stereo with all lanes, 1920 x 1080, offscreen.

At 1.5 and 2 device pixels per logical pixel the timeline is as large to the eye, which is 2880 x
1620 and 3840 x 2160 pixels; each ratio is measured in a process of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep, thread_time

import numpy as np
from PySide6.QtWidgets import QApplication

from edmstudio.audio.peaks import Peaks
from edmstudio.audio.pyramid import levels_above
from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.curves_lane import Series
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.run import application
from edmstudio.gui.session import Session
from edmstudio.store.library import Library
from tests.gui.canvas.tracks import annotated, opened

RATIOS = {"": 1.0, "_at_1.5": 1.5, "_at_2": 2.0}
FLOORS = {f"p95_ms{name}": 8.0 for name in RATIOS}
FLOORS |= {f"memory_mb{name}": 150.0 for name in RATIOS} | {"first_picture_ms": 300.0}
RATE, PART, PARTS = 44_100, 1 << 22, 76  # 95.1 s, 76 times: 2 h 0 min 28 s
SECONDS = PART * PARTS / RATE
FRAME = 1 / 60
FRAMES = 300  # of each kind


def measure() -> dict[str, float]:
    """Milliseconds of a frame and of the first whole picture; megabytes over what was there."""
    figures: dict[str, float] = {}
    for name, ratio in RATIOS.items():
        held = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"QT_SCALE_FACTOR": str(ratio)}
        asked = [sys.executable, "-m", "tests.bench.drawing"]
        done = subprocess.run(asked, env=held, stdout=subprocess.PIPE, text=True, check=True)
        figures |= {f"{figure}{name}": value for figure, value in json.loads(done.stdout).items()}
    return figures


def _measure_here() -> dict[str, float]:
    running = application()
    library = Library(":memory:")
    with TemporaryDirectory() as folder:
        sound = _sound(Path(folder))
        session = opened(library, annotated(SECONDS), SECONDS)
        before = _resident()
        canvas = Canvas(session)
        canvas.resize(1920, 1080)
        canvas.show()
        first = _first_picture(canvas, sound, running)
        moves = {"pan": _pan, "zoom": _zoom, "play": _play}
        times = {name: _frames(canvas, move(session, canvas)) for name, move in moves.items()}
        grown = _resident() - before
        canvas.close_lanes()
        canvas.deleteLater()
    library.close()
    return _figures(times) | {"memory_mb": round(grown / 2**20), "first_picture_ms": first * 1000}


def _figures(times: dict[str, np.ndarray]) -> dict[str, float]:
    frames, work = np.concatenate(list(times.values())).T * 1000
    figures = {
        f"{name}_p95_ms": float(np.percentile(t[:, 0], 95)) * 1000 for name, t in times.items()
    }
    for name, values in (("", frames), ("work_", work)):
        p50, p95 = np.percentile(values, [50, 95])
        figures |= {f"{name}p50_ms": float(p50), f"{name}p95_ms": float(p95)}
    return {name: round(figure, 2) for name, figure in figures.items()}


def _sound(folder: Path) -> Sound:
    """Peaks and spectrum of a loop, repeated to two hours, mapped from disk as in the program."""
    generator = np.random.default_rng(7)
    time = np.arange(PART) / RATE
    kick = np.sin(2 * np.pi * 55 * time) * np.exp(-((time * 2) % 1) * 8)
    noise = generator.normal(0, 0.2, (PART, 2)) * np.exp(-((time * 4) % 1) * 10)[:, None]
    part = Waveform((0.6 * kick[:, None] + noise).astype(np.float32), RATE)
    peaks, spectrum = Peaks.build(part), Spectrum.build(part)
    whole = Peaks(
        RATE,
        PART * PARTS,
        peaks.band_hz,
        levels_above(np.tile(peaks.extremes[0], (PARTS, 1)), lambda cells: cells.min(axis=1)),
        levels_above(np.tile(peaks.bands[0], (PARTS, 1)), lambda cells: cells.max(axis=1)),
    )
    rows = levels_above(np.tile(spectrum.levels[0], (PARTS, 1)), lambda cells: cells.max(axis=1))
    whole.save(folder / "peaks")
    Spectrum(SECONDS, spectrum.hz, rows).save(folder / "spectrum")
    beats = np.exp(-((np.arange(int(SECONDS * 100)) / 50) % 1) * 8).astype(np.float32)
    return Sound(
        Peaks.load(folder / "peaks"), Spectrum.load(folder / "spectrum"), beats=Series(beats, 100.0)
    )


def _first_picture(canvas: Canvas, sound: Sound, application: QApplication) -> float:
    begun = perf_counter()
    canvas.set_sound(sound)
    canvas.repaint()
    while not canvas.complete:
        application.processEvents()
        sleep(0.0005)
    return perf_counter() - begun


def _frames(canvas: Canvas, move: Callable[[int], None]) -> np.ndarray:
    """Seconds of each frame, by the clock and of work: the move, the painting, new tiles.

    Shape (frames, 2); work is what a frame costs where no other program wants the processor.
    """
    times = []
    for frame in range(FRAMES):
        begun, worked = perf_counter(), thread_time()
        move(frame)
        canvas.update()
        QApplication.processEvents()  # paints once, and hears of new tiles
        times.append((perf_counter() - begun, thread_time() - worked))
        sleep(max(FRAME - times[-1][0], 0.0))
    return np.array(times)


def _pan(session: Session, canvas: Canvas) -> Callable[[int], None]:
    """Half a screen a second through a view of 30 s."""
    session.show(600.1, 30.3)
    return lambda frame: session.scroll_to(600.1 + frame * 0.25)


def _zoom(session: Session, canvas: Canvas) -> Callable[[int], None]:
    """In and out between the whole track and half a second, a step every sixth frame."""

    def move(frame: int) -> None:
        if frame % 6 == 0:
            canvas.zoom(1 if frame % 300 < 150 else -1, at=960.0)

    return move


def _play(session: Session, canvas: Canvas) -> Callable[[int], None]:
    """In real time through a view of 16 s, the playhead in the middle."""
    session.look_at(3000.0, 3016.0)
    return lambda frame: canvas.set_position(3008.0 + frame * FRAME, playing=True)


def _resident() -> int:
    """Bytes of this process that lie in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure_here()))
