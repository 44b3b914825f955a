"""One correction, its undo and its redo through the editor, on a library on disk."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from edmstudio.app.editing import Editor
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

FLOORS = {"commit_p50_ms": 16.0, "commit_p99_ms": 50.0}


def measure(rounds: int = 300) -> dict[str, float]:
    """Milliseconds a commit, on a track of 32 cues."""
    with TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db")
        track = Tracks(library).add(Track(TrackId(0), "/a.flac", "f00d", 300.0))
        editor = Editor(library, track.track_id, "ann")
        for cue_id in range(32):
            editor.perform(PlaceCue(CuePoint(cue_id * 8.0, cue_id)))
        edits = [
            _milliseconds(lambda n=n: editor.perform(MoveCue(5, 41.5 + n * 0.01)))
            for n in range(rounds)
        ]
        undos = [_milliseconds(editor.undo) for _ in range(rounds)]
        redos = [_milliseconds(editor.redo) for _ in range(rounds)]
        opening = _milliseconds(lambda: Editor(library, track.track_id, "ann"))
        library.close()
    return {
        "commit_p50_ms": round(float(np.median(edits)), 2),
        "commit_p99_ms": round(float(np.percentile(edits, 99)), 2),
        "undo_p50_ms": round(float(np.median(undos)), 2),
        "redo_p50_ms": round(float(np.median(redos)), 2),
        "open_1000_revisions_ms": round(opening, 2),
    }


def _milliseconds(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return (perf_counter() - start) * 1000.0
