"""A library of 20,000 tracks in and out, kills while tags are written, and damaged files."""

import multiprocessing
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from edmstudio.app.importing import import_labels
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack, exporter_named
from edmstudio.interchange.importer import importer_named
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from tests.app.every_format import GOOD, suffer
from tests.interchange.tag_killing import kill_while_tagging

FLOORS = {
    "import_s": 30.0,
    "store_s": 60.0,
    "export_s": 30.0,
    "import_mb": 1024.0,
    "tag_kills": 300,
    "tag_damaged": 0,
    "mutants": 2000,
    "mutants_crashed": 0,
    "mutant_slowest_s": 10.0,
}
TRACKS = 20_000
KINDS = ("mp3", "flac", "m4a", "wav")
SHOWN = 20  # of what broke a reader


def measure(tracks: int = TRACKS, kills: int = 300, damaged: int = 2000) -> dict[str, float]:
    """Seconds are of the wall clock; `mutants` and what became of them are of each format."""
    with TemporaryDirectory() as folder:
        figures = _in_a_process(_library, Path(folder), tracks)
        damage = midway = 0
        for number, kind in enumerate(KINDS):
            place = Path(folder, kind)
            place.mkdir()
            toll = kill_while_tagging(place, kind, -(-kills // len(KINDS)), seed=number)
            damage, midway = damage + toll.damaged, midway + toll.midway
        figures |= {"tag_kills": -(-kills // len(KINDS)) * len(KINDS), "tag_damaged": damage}
        figures["tag_kills_midway"] = midway
        return figures | _mutants(Path(folder), damaged)


def _in_a_process(work, *arguments):
    """Memory is that of a process which does nothing else."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(work, arguments)


def _library(folder: Path, count: int) -> dict[str, float]:
    target = folder / "rekordbox.xml"
    exporter, importer = exporter_named("rekordbox-xml"), importer_named("rekordbox-xml")
    started = time.perf_counter()
    exporter.export(_tracks(count), target)
    exported = time.perf_counter()
    found = sum(1 for _ in importer.read(target))
    read = time.perf_counter()
    assert found == count + 1
    library = Library(folder / "library.db")
    with library.writing():
        for entry in _tracks(count):
            Tracks(library).add(entry.track)
    ready = time.perf_counter()
    taken = import_labels(Watch(), library, target, importer, now=datetime.now(UTC))
    stored = time.perf_counter()
    library.close()
    assert taken.matched == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "tracks": count,
        "export_s": round(exported - started, 2),
        "import_s": round(read - exported, 2),
        "store_s": round(stored - ready, 2),
        "import_mb": round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1),
    }


def _tracks(count: int):
    """Each with a drifting grid, eight hot cues and a loop."""
    for number in range(1, count + 1):
        track = Track(
            TrackId(number), f"/music/{number}.wav", f"p{number}", 300.0, title=f"T{number}"
        )
        yield ExportTrack(track, _said(100 + number % 60 + 0.003))


def _said(bpm: float) -> Annotations:
    cues = [CuePoint(30.0 * n + 1, n, CueKind.DROP, f"D{n}", "ABCDEFGH"[n]) for n in range(8)]
    sections = (Section(0.0, 60.0, SectionLabel.INTRO), Section(60.0, 300.0, SectionLabel.DROP))
    loop = CuePoint(200.0, 9, CueKind.LOOP, "Loop", end=208.0)
    return Annotations(TempoMap.constant(0.3, bpm), sections, (*cues, loop))


def _mutants(folder: Path, count: int) -> dict[str, float]:
    suffered = [suffer(name, folder / f"mutants of {name}", count) for name in GOOD]
    broken = [what for of_one in suffered for what in of_one.broken]
    sys.stderr.writelines(f"{what}\n" for what in broken[:SHOWN])
    return {
        "mutants": count,
        "mutant_formats": len(GOOD),
        "mutants_crashed": len(broken),
        "mutant_slowest_s": round(max(of_one.slowest for of_one in suffered), 3),
    }
