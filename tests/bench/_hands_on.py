"""What a person feels of a retraining: a smooth window, a stop that stops, a way back at once."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Event
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from edmstudio.app import models
from edmstudio.app.places import Places
from edmstudio.gui.assembly import Assembly
from edmstudio.jobs.executors import Processes
from edmstudio.store.library import Library
from tests.bench.playback import SWITCH, in_time, playing
from tests.gui.desks import window_on

TICK, PATIENCE, ALONE = 16, 900, 20_000  # ms; seconds; ms


def hands_on(library: Path, cache: Path) -> dict[str, float]:
    """Figures of a window on a library with corrections.

    `jitter_p95_ms` is by how much a timer of 16 ms comes late while something is learned and the
    window plays; `underflows` are the blocks that came too late for a sound card meanwhile.
    Those `alone` came late while nothing was learned: what the machine did besides.
    """
    aside = library.parent
    places = Places(library, cache, aside / "backups", aside / "settings.toml")
    with window_on(places, Processes(1)) as made:
        cancel = _cancelled(made)
        with _heard() as alone:
            _wait(ALONE)
        with _heard() as blocks:
            late = _learned(made)
    costs, underflows = blocks()
    return {
        "cancel_s": round(cancel, 2),
        "jitter_p95_ms": round(quantiles(late, n=20)[-1], 1),
        "blocks": len(costs),
        "block_p99_ms": round(1000 * quantiles(costs, n=100)[-1], 1),
        "underflows": underflows,
        "alone_p99_ms": round(1000 * quantiles(alone()[0], n=100)[-1], 1),
        "alone_underflows": alone()[1],
        **_rolled_back(library),
    }


@contextmanager
def _heard() -> Iterator[Callable[[], tuple[list[float], int]]]:
    """A track that plays in this process, as beside a sound card; how late each block was."""
    stop, before = Event(), sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    with ThreadPoolExecutor(1) as pool:
        played = pool.submit(in_time, playing(1.0), iter(stop.is_set, True))
        try:
            yield played.result
        finally:
            stop.set()
            sys.setswitchinterval(before)


def _cancelled(made: Assembly) -> float:
    """Seconds from the click to the end, five seconds into the training."""
    teacher = made.models.teacher
    teacher.learn()
    _wait(5000)
    began = perf_counter()
    teacher.cancel()
    _until(lambda: not teacher.running)
    return perf_counter() - began


def _learned(made: Assembly) -> list[float]:
    """How late each tick came, in ms."""
    teacher, late, last = made.models.teacher, list[float](), [perf_counter()]

    def tick() -> None:
        now = perf_counter()
        late.append(max(1000 * (now - last[0]) - TICK, 0.0))
        last[0] = now

    timer = QTimer(interval=TICK)
    timer.timeout.connect(tick)
    timer.start()
    teacher.learn()
    _until(lambda: not teacher.running)
    timer.stop()
    if teacher.outcome is not None and teacher.outcome.verdict.promoted:
        teacher.promote()
        _until(teacher.can_roll_back)
    made.studio.work.cancel()
    _until(lambda: not made.studio.work.running)
    return late


def _rolled_back(file: Path) -> dict[str, float]:
    library = Library(file)
    try:
        if not models.can_roll_back(library):
            return {}
        began = perf_counter()
        models.roll_back(library)
        return {"rollback_s": round(perf_counter() - began, 3)}
    finally:
        library.close()


def _until(settled: Callable[[], bool]) -> None:
    """By an event loop as the window has one, which lets other threads of Python run."""
    loop, poll = QEventLoop(), QTimer(interval=10)
    poll.timeout.connect(lambda: loop.quit() if settled() else None)
    poll.start()
    QTimer.singleShot(PATIENCE * 1000, loop.quit)
    if not settled():
        loop.exec()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
