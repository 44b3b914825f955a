"""Kill a writing process at random moments and count what was lost."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer

from edmstudio.domain.track import TrackId
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.revisions import Revisions


@dataclass(frozen=True, slots=True)
class Toll:
    """How many kills, acknowledged corrections lost, and libraries found damaged."""

    kills: int
    acknowledged: int
    lost: int
    corrupt: int


def kill_writers(path: Path, kills: int, seed: int = 0) -> Toll:
    """SIGKILL a writer `kills` times, each within 60 ms of its first words or later ones."""
    random, acknowledged, lost, corrupt = Random(seed), 0, 0, 0
    for _ in range(kills):
        last = _write_until_killed(path, random.uniform(0.0, 0.06))
        library = Library(path)
        kept = len(Revisions(library).line(TrackId(1)))
        corrupt += bool(findings(library))
        library.close()
        acknowledged = max(acknowledged, last + 1)
        lost += max(last + 1 - kept, 0)
    return Toll(kills, acknowledged, lost, corrupt)


def _write_until_killed(path: Path, seconds: float) -> int:
    """The number of the last correction that the writer called kept."""
    command = [sys.executable, "-m", "tests.store.writer", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()]
        death = Timer(seconds, writer.kill)
        death.start()
        said.extend(writer.stdout)
        death.join()
    whole = [line for line in said if line.endswith("\n")]
    return int(whole[-1]) if whole else -1
