"""A good file of every format that is imported, made here, for whoever wants to damage it."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack, exporter_named
from edmstudio.interchange.importer import ImportedTrack, importer_named
from edmstudio.interchange.serato.tlv import Record, packed
from tests.app.test_engine_library import SCHEMAS, TRACK
from tests.app.test_foreign_libraries import beat_map, mixxx_library, rekordbox_database
from tests.interchange.anlz_files import (
    anlz,
    cue_tag,
    ends_tag,
    grid_tag,
    newer_cue,
    older_cue,
    path_tag,
    phrase_tag,
)
from tests.interchange.audio_files import KINDS, audio_file
from tests.interchange.conftest import mutants
from tests.interchange.device_files import SMALL, device
from tests.interchange.engine_files import engine_library
from tests.interchange.test_mixed_in_key import FIELDS, tagged_flac, tagged_mp3
from tests.interchange.test_virtualdj import HEAD, SONG

ENDS = 6000  # bytes at both ends of sound files: what lies between is sound
SAID = Annotations(
    grid=TempoMap((Anchor(0, 0.3, 128.0), Anchor(16, 7.8, 100.0, 3, 1))),
    sections=(Section(0.0, 10.0, SectionLabel.INTRO), Section(10.0, 20.0, SectionLabel.DROP)),
    cues=(
        CuePoint(1.0, 1, CueKind.DROP, "Drop ü", "A", colour="#CC0000"),
        CuePoint(2.0, 2, CueKind.OTHER, "memory"),
        CuePoint(3.0, 3, CueKind.LOOP, "Loop", "B", 5.0),
    ),
    key=Key.parse("F#m"),
    energy=EnergyCurve(7, 1.0, (0.1, 0.9)),
)


def _exported(name, file):
    def made(folder):
        entry = ExportTrack(Track(TrackId(1), "/m/a.wav", "p", 20.0, title="T"), SAID)
        exporter_named(name).export([entry], folder / file)
        return folder / file

    return made


def _tagged(kind):
    def made(folder):
        path = audio_file(folder / f"a.{kind}")
        entry = ExportTrack(Track(TrackId(1), str(path), "p", 20.0), SAID)
        exporter_named("serato-tags").export([entry], folder / "backups")
        return path

    return made


def _written(file, data):
    def made(folder):
        (folder / file).write_bytes(data)
        return folder / file

    return made


BEATS = "".join(f"{n / 2:.3f}\t{n % 4 + 1}\n" for n in range(40)).encode()
SEGMENTS = b"0.5 intro\n10.0 verse2\n20 prechorus\n30 chorusA\n40 inst\n50 end\n"
SONG_RECORD = (
    Record("pfil", "m/a.mp3"),
    Record("tsng", "A song"),
    Record("tlen", "03:20.00"),
    Record("bbgl", b"\1"),
)
DATABASE_V2 = packed(
    (Record("vrsn", "2.0/Serato Scratch LIVE Database"), Record("otrk", SONG_RECORD))
)
ANALYSIS = anlz(
    path_tag("/Contents/x.mp3"),
    grid_tag(60),
    cue_tag(b"PCOB", 1, older_cue(1, 1500), older_cue(2, 3000, 5000)),
    cue_tag(b"PCO2", 1, newer_cue(1, 1500, name="x", colour=b"\1\2\3\4")),
    ends_tag(60),
    phrase_tag(2, 50, [(1, 1), (9, 9), (33, 10)], masked=True),
)
GOOD = {
    "rekordbox-xml": _exported("rekordbox-xml", "a.xml"),
    "traktor-nml": _exported("traktor-nml", "a.nml"),
    "virtualdj": _written("database.xml", (HEAD + SONG + "</VirtualDJ_Database>").encode()),
    "jams": _exported("jams", "a.jams"),
    "audacity": _exported("audacity", "a.txt"),
    "csv": _exported("csv", "a.csv"),
    "itunes-xml": _exported("itunes-xml", "a.xml"),
    "m3u8": _exported("m3u8", "a.m3u8"),
    "beat-text": _written("a.beats", BEATS),
    "beat-text segments": _written("a.lab", SEGMENTS),
    "serato-crate": _exported("serato-crate", "a.crate"),
    "serato-crate database": _written("database V2", DATABASE_V2),
    "rekordbox-anlz": _written("ANLZ0000.DAT", ANALYSIS),
    "rekordbox-usb": _written("export.pdb", device(SMALL)),
    "rekordbox-db": lambda folder: rekordbox_database(folder / "master.db", "/x/ANLZ0000.DAT"),
    "mixxx": lambda folder: mixxx_library(
        folder / "mixxxdb.sqlite", beat_map([n / 2 for n in range(40)]), "BeatMap-1.0"
    ),
    "engine-dj": lambda folder: engine_library(folder, SCHEMAS["3"], [TRACK]),
    "mixed-in-key": lambda folder: tagged_mp3(folder / "a.mp3", FIELDS),
    "mixed-in-key flac": lambda folder: tagged_flac(folder / "a.flac", FIELDS),
    **{f"serato-tags {kind}": _tagged(kind) for kind in KINDS},
}


@dataclass(frozen=True)
class Suffered:
    """What became of a number of damaged files: those that broke a reader, and the slowest."""

    broken: list[str]
    slowest: float


@dataclass
class _Recorded:
    """Whatever is raised within is written down instead."""

    found: list[str]
    what: str

    def __enter__(self):
        return self

    def __exit__(self, _kind, error, _trace):
        if isinstance(error, Exception):
            self.found.append(f"{self.what}: {error!r}")
        return isinstance(error, Exception)


def suffer(name, folder, count, seed=7):
    """Let the reader of a format read so many damaged files, each in a time of its own."""
    folder.mkdir(parents=True)
    importer, path = importer_named(name.split(" ")[0]), GOOD[name](folder)
    good, broken, slowest = path.read_bytes(), [], 0.0
    for mutant in _damaged(good, count, seed, sound=name.startswith(("serato-tags", "mixed"))):
        path.write_bytes(mutant)
        started = time.perf_counter()
        with _Recorded(broken, name), suppress(Refused):
            importer.sniff(path)
            for entry in importer.read(path):
                assert makes_sense(entry)
        slowest = max(slowest, time.perf_counter() - started)
    return Suffered(broken, slowest)


def makes_sense(entry):
    """Whether what a file says can be kept and drawn, however damaged the file."""
    if not isinstance(entry, ImportedTrack):
        return True
    said = entry.annotations
    json.dumps(entry.raw, allow_nan=False)
    anchors = said.grid.anchors if said.grid else ()
    edges = [edge for section in said.sections for edge in (section.start, section.end)]
    spans = [(cue.seconds, cue.seconds if cue.end is None else cue.end) for cue in said.cues]
    slots = [cue.slot for cue in said.cues if cue.slot]
    return (
        all(isfinite(number) for anchor in anchors for number in (anchor.seconds, anchor.bpm))
        and all(isfinite(end) and 0 <= start <= end for start, end in spans)
        and all(isfinite(edge) for edge in edges)
        and edges == sorted(edges)
        and len(set(slots)) == len(slots)
        and all(0 <= each.confidence <= 1 for each in (*said.cues, *said.sections))
        and isfinite(entry.seconds)
        and entry.seconds >= 0
    )


def _damaged(good, count, seed, *, sound):
    if not sound or len(good) < 2 * ENDS:
        yield from mutants(good, count, seed)
        return
    head, middle, tail = good[:ENDS], good[ENDS:-ENDS], good[-ENDS:]
    for mutant in mutants(head, count - count // 2, seed):
        yield mutant + middle + tail
    for mutant in mutants(tail, count // 2, seed):
        yield head + middle + mutant
