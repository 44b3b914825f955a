"""The list of tracks with 100,000 rows: opening, filtering, scrolling, sorting.

The window can be used when the first rows are there; the others follow between its own turns, of
which the longest is what a key has to wait for. The first filter, right after the last row, also
makes ready what is searched through.
"""

import os
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import Qt

from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.gui.library.filter import Filter
from edmstudio.gui.library.rows import Status
from edmstudio.gui.run import application, assemble
from edmstudio.jobs.executors import Inline
from edmstudio.store.library import Library

TRACKS = 100_000
FLOORS = {"open_s": 1.5, "filter_ms": 100.0, "scroll_p95_ms": 16.0}
KEYS = ("A minor", "C major", "F# minor", "Eb major", "")
GENRES = ("house", "techno", "trance", "drum and bass", "")
FILTERS = (
    Filter(words="track 123"),
    Filter(words="artist 7", status=Status.ANALYSED),
    Filter(least_bpm=124.0, most_bpm=130.0),
    Filter(key="A minor", neighbours=True),
    Filter(most_trust=0.5),
)


def measure() -> dict[str, float]:
    """Figures of one window on a library that is written first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as name:
        folder = Path(name)
        places = Places(
            folder / "library.db", folder / "cache", folder / "backups", folder / "settings.toml"
        )
        fill(places.library)
        running = application()
        start = perf_counter()
        made = assemble(running, places, Settings(), place=Inline(), audible=False)
        made.window.resize(1920, 1080)
        made.show()
        running.processEvents()
        opened = perf_counter() - start
        table, model = made.library.table, made.library.model
        turns = []
        while len(model.rows) < TRACKS:
            turns.append(_seconds(running.processEvents))
        whole = perf_counter() - start
        first = _seconds(partial(_shown, table, model, FILTERS[0]))
        while not model.ready:
            turns.append(_seconds(running.processEvents))
        filters = [_seconds(partial(_shown, table, model, wanted)) for wanted in FILTERS]
        model.apply(Filter())
        sort = _seconds(lambda: model.sort(1, Qt.SortOrder.DescendingOrder))
        bar, frames = table.verticalScrollBar(), []
        for step in range(200):
            bar.setValue(step * bar.maximum() // 200)
            frames.append(_seconds(table.viewport().repaint))
        made.dispose()
    return {
        "open_s": round(opened, 2),
        "all_rows_s": round(whole, 2),
        "longest_turn_ms": round(max(turns) * 1000, 1),
        "first_filter_ms": round(first * 1000, 1),
        "filter_ms": round(max(filters) * 1000, 1),
        "sort_ms": round(sort * 1000, 1),
        "scroll_p95_ms": round(quantiles(frames, n=20)[-1] * 1000, 2),
    }


def fill(path: Path) -> None:
    """Write the rows at once; their sounds do not exist."""
    library = Library(path)
    tracks, summaries = [], []
    for number in range(1, TRACKS + 1):
        tracks.append(
            {
                "id": number, "path": f"/music/{number % 997}/track {number}.mp3",
                "payload": f"{number:032x}", "seconds": 180.0 + number % 300, "rate": 44100,
                "channels": 2, "title": f"Track {number}", "artist": f"Artist {number % 5000}",
                "album": f"Album {number % 9000}", "genre": GENRES[number % 5], "timeline": "{}",
                "missing": int(number % 97 == 0), "added_at": "2026-01-01T00:00:00+00:00",
            }
        )  # fmt: skip
        summaries.append(
            {
                "track_id": number, "bpm": 80.0 + number % 100, "key": KEYS[number % 5] or None,
                "energy": number % 10 + 1, "genre": GENRES[number % 5],
                "trust": number % 101 / 100, "cues": number % 9,
                "corrected_by": "ann" if number % 13 == 0 else "", "sources": "",
                "checkpoint": "classic-1" if number % 7 else "",
            }
        )  # fmt: skip
    with library.writing() as db:
        db.table("track").insert_all(tracks)
        db.table("summary").insert_all(summaries, pk="track_id")
    library.close()


def _shown(table, model, wanted):
    model.apply(wanted)
    table.viewport().repaint()


def _seconds(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start
