"""A process that corrects a track as fast as it can, and says each correction once it is kept.

Run as ``python -m tests.store.writer LIBRARY``; it ends when it is killed.
"""

import sys
from itertools import count
from pathlib import Path

from edmstudio.app.editing import Editor
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks


def open_track(library: Library) -> TrackId:
    tracks = Tracks(library)
    track = tracks.at("/a.flac") or tracks.add(Track(TrackId(0), "/a.flac", "f00d", 300.0))
    return track.track_id


def write(path: Path) -> None:
    library = Library(path)
    editor = Editor(library, open_track(library), "ann")
    for number in count(len(editor.line)):
        if number % 5 == 4:
            editor.undo()
        else:
            editor.perform(PlaceCue(CuePoint(float(number), number + 1, name=f"cue {number}")))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
