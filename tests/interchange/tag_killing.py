"""A process that writes tags without end, killed at moments it does not expect."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from edmstudio.interchange.serato.tags_reader import SeratoTagsReader
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.safe_tags import sweep
from tests.interchange.audio_files import audio_file

WRITER = """
import sys
from pathlib import Path
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack
from edmstudio.interchange.serato.tags import SeratoTagsExport
path, backups = Path(sys.argv[1]), Path(sys.argv[2])
track = Track(TrackId(1), str(path), "", 60.0)
for turn in range(1, 1_000_000):
    name = str(turn) * 8
    cues = tuple(CuePoint(turn / 1000 + n, n, name=name, slot="ABCDEFGH"[n]) for n in range(8))
    SeratoTagsExport().export([ExportTrack(track, Annotations(cues=cues))], backups)
    print(turn, flush=True)
"""


@dataclass(frozen=True)
class Toll:
    """What so many kills left.

    Attributes
    ----------
    damaged : int
        Files whose audio or tags were not whole, and copies that could not be swept away.
    midway : int
        Kills that hit a writer between the beginning of a copy and its taking the file's place.
    """

    damaged: int
    midway: int


def kill_while_tagging(folder, kind, kills, seed=5):
    """Kill a writer of tags again and again, at random moments."""
    rng = random.Random(seed)
    path = audio_file(folder / f"a.{kind}")
    sound = payload_hash(path)
    damaged = midway = 0
    for _ in range(kills):
        command = [sys.executable, "-c", WRITER, str(path), str(folder / "backups")]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        writer.stdout.readline()
        time.sleep(rng.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        damaged += not _is_whole(path, sound)
        midway += bool(_left(folder))
        sweep([folder], float("inf"))
        for backup in (folder / "backups").glob("*"):
            backup.unlink()
    return Toll(damaged + len(_left(folder)), midway)


def _left(folder):
    return [file.name for file in folder.iterdir() if file.name.startswith(".")]


def _is_whole(path, sound):
    if payload_hash(path) != sound:
        return False
    (track,) = SeratoTagsReader().read(path)
    turns = {(cue.name, round(cue.seconds % 1, 3)) for cue in track.annotations.cues}
    return len(track.annotations.cues) == 8 and len(turns) == 1 and not track.warnings
