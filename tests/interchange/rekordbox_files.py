"""rekordbox XML, written and read back, for the tests of both."""

import pytest
from hypothesis import HealthCheck, settings

from edmstudio.interchange.exporter import ExportOptions
from edmstudio.interchange.rekordbox.xml import RekordboxXml
from edmstudio.interchange.rekordbox.xml_reader import RekordboxXmlReader
from edmstudio.interchange.vocabulary import cue_name
from tests.interchange.libraries import REAL, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
fast = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(tmp_path, tracks, options=None):
    target = tmp_path / "out.xml"
    RekordboxXml().export(tracks, target, options or ExportOptions())
    return target


def back(tmp_path, tracks, options=None):
    return tracks_in(RekordboxXmlReader(), written(tmp_path, tracks, options))


def read(tmp_path, text):
    path = tmp_path / "in.xml"
    path.write_text(text)
    return list(RekordboxXmlReader().read(path))


def collection(inner, after=""):
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<DJ_PLAYLISTS Version="1.0.0">'
    product = '<PRODUCT Name="rekordbox" Version="7.2.8" Company="AlphaTheta"/>'
    return f"{head}{product}<COLLECTION>{inner}</COLLECTION>{after}</DJ_PLAYLISTS>"


def told(cues):
    """What of cues the format is able to hold."""
    return [
        (
            round(cue.seconds, 3),
            None if cue.end is None else round(cue.end, 3),
            cue.slot,
            cue_name(cue.name, cue.kind),
            cue.shown_colour if cue.slot else "",
        )
        for cue in sorted(cues, key=lambda cue: (cue.seconds, cue.slot))
    ]
