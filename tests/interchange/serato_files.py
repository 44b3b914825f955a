"""Serato tags of files, written and read back, for the tests of both."""

import pytest
from hypothesis import HealthCheck, settings

from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportOptions, ExportTrack
from edmstudio.interchange.serato.tags import SeratoTagsExport
from edmstudio.interchange.serato.tags_reader import SeratoTagsReader
from edmstudio.interchange.serato.text import Envelope
from tests.interchange.libraries import REAL, SECONDS, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
TAGS = REAL / "serato_tags"
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def exported(path, annotations, options=None):
    track = Track(TrackId(1), str(path), "", SECONDS, title="T")
    entry = ExportTrack(track, annotations)
    return SeratoTagsExport().export([entry], path.parent / "backups", options or ExportOptions())


def read(path):
    (track,) = tracks_in(SeratoTagsReader(), path)
    return track


def in_four(grid):
    """Serato counts no other bars."""
    return all(anchor.meter == 4 for anchor in grid.anchors)


def told(cues):
    return sorted((c.seconds, c.end or 0.0, c.slot, c.name, c.colour) for c in cues)


def real(folder, name):
    """A real payload in the layout of ID3."""
    data = (TAGS / folder / f"{name}.bin").read_bytes()
    return Envelope.open(data).payload if folder.split("/")[0] in {"flac", "mp4"} else data
