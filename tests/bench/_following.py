"""How soon the queue follows a correction, and how long a look through two million bars takes."""

import os
import resource
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from edmstudio.app.doubting import TOGETHER, build_queue
from edmstudio.app.editing import Editor
from edmstudio.app.following import Follower
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import SetKey
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.track import TrackId
from edmstudio.jobs.executors import Processes, cores
from edmstudio.jobs.job import Watch
from edmstudio.review.case import Case
from edmstudio.review.judge import Judge
from edmstudio.review.looking import Looked, look, merged
from edmstudio.review.queueing import ordered
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from tests.review import libraries

TRACKS, CORRECTED = 1000, 60
LONG, BARS = 2, 2_000_000  # how often a made-up track is played through, and bars in all
KNOWN = 40  # different tracks among them


def following() -> dict[str, float]:
    """A library of 1,000 tracks: milliseconds a corrected track and a key, seconds of an order."""
    from tests.bench._fifty_keys import fifty_keys

    with TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db")
        tracks = libraries.fill(library, TRACKS, _said)
        start = perf_counter()
        build_queue(Watch(), library, place=Processes(cores()))
        looked = perf_counter() - start
        follower, times = Follower(library), []
        for track in tracks[:CORRECTED]:
            Editor(library, track.track_id, "ann").perform(SetKey(ALL_KEYS[11]))
            start = perf_counter()
            follower.follow()
            times.append(1000.0 * (perf_counter() - start))
        start = perf_counter()
        follower.rerank()
        again = perf_counter() - start
        waiting = len(Queue(library).waiting())
        library.close()
        keys = fifty_keys(Path(folder))
    return keys | {
        "rescore_p50_ms": float(np.median(times)),
        "rescore_p95_ms": float(np.quantile(times, 0.95)),
        "rerank_1000_s": again,
        "look_1000_s": looked,
        "waiting": float(waiting),
    }


def _said(number: int) -> Annotations:
    """Every third key is wrong, and every fifth grid half a beat away."""
    said = libraries.truth(number)
    if number % 3 == 0:
        said = replace(said, key=ALL_KEYS[(number * 7 + 5) % 24])
    if number % 5 == 0 and said.grid is not None:
        said = replace(said, grid=said.grid.shifted(said.grid.anchors[0].period / 2))
    return said


def two_million_bars() -> dict[str, float]:
    """Every label of as many bars judged and put in order, by as many processes as there are cores.

    The judge is there already; what `mb` tells is all processes together.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_look_through).result()


def _look_through() -> dict[str, float]:
    from edmstudio.learning.judging import judge_of

    cases = _long_tracks()
    judge = judge_of(cases)
    tracks = BARS // cases[0].evidence.bars
    starts = range(0, tracks, TOGETHER)
    with ProcessPoolExecutor(cores(), mp_context=get_context("spawn")) as pool:
        list(pool.map(_ready, range(2 * cores())))
        start = perf_counter()
        parts = pool.map(_part, starts, repeat(judge), repeat(tracks))
        looked = list(parts)
        found = merged([each for each, _ in looked])
        ordered(found, prints={trace.track_id: trace.voiceprint for trace in found.traces})
        seconds = perf_counter() - start
        peaks = max(pool.map(_peak, range(4 * cores())))
    return {
        "seconds_2m_bars": seconds,
        "cpu_s_2m_bars": sum(busy for _, busy in looked),
        "mb_2m_bars": _peak(0) + cores() * peaks,
        "cores": float(cores()),
    }


def _long_tracks() -> list[Case]:
    """Different tracks of 192 bars, every third and every fifth of them wrong in its way."""
    libraries.PLAN, libraries.BARS = libraries.PLAN * LONG, libraries.BARS * LONG
    return [
        Case(
            TrackId(number),
            libraries.duration(number),
            _said(number),
            (("rekordbox", _said(number)),),
            libraries.truth(number),
            libraries.evidence(number),
        )
        for number in range(KNOWN)
    ]


_HELD: list[Case] = []


def _ready(number: int) -> int:
    from edmstudio.jobs.executors import ONE_THREAD

    os.environ |= dict.fromkeys(ONE_THREAD, "1")
    if not _HELD:
        _HELD.extend(_long_tracks())
    return number


def _part(start: int, judge: Judge, tracks: int) -> tuple[Looked, float]:
    began = process_time()
    _ready(start)
    numbers = range(start, min(start + TOGETHER, tracks))
    cases = (replace(_HELD[n % KNOWN], track_id=TrackId(n)) for n in numbers)
    return look(judge, cases), process_time() - began


def _peak(_: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
