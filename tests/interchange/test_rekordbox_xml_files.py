import xml.etree.ElementTree as ElementTree

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack
from edmstudio.interchange.importer import ImportedTrack, ImportWarning
from edmstudio.interchange.rekordbox.xml import RekordboxXml
from edmstudio.interchange.rekordbox.xml_reader import RekordboxXmlReader
from tests.interchange.libraries import REAL, annotated, playlists_in, tracks_in
from tests.interchange.rekordbox_files import back, collection, read, there


def test_no_playlists_no_duration_and_one_id_twice_are_all_read(tmp_path):
    inner = "".join(
        f'<TRACK TrackID="5" Name="T{n}" Location="file://localhost/C:/Music/{n}%23.mp3"/>'
        for n in (1, 2)
    )
    first, second, warning = read(tmp_path, collection(inner))
    assert (first.key, second.key) == ("5", "5#2")
    assert (first.location, first.seconds) == ("C:/Music/1#.mp3", 0.0)
    assert isinstance(warning, ImportWarning)


def test_a_track_without_duration_leaves_with_one(tmp_path):
    report_target = tmp_path / "out.xml"
    entry = annotated([CuePoint(100.0, 1)], seconds=0.0)
    report = RekordboxXml().export([entry], report_target)
    (track,) = tracks_in(RekordboxXmlReader(), report_target)
    assert track.seconds == 101.0
    assert "duration" in report.warnings[0]


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:1/x">%p;]>',
        "<!DOCTYPE DJ_PLAYLISTS>",
    ],
)
def test_a_doctype_is_refused_with_its_line(tmp_path, bomb):
    with pytest.raises(Refused, match=r"DOCTYPE.*line 1"):
        read(tmp_path, bomb + "<DJ_PLAYLISTS><COLLECTION/></DJ_PLAYLISTS>")


def test_elements_without_end_are_refused(tmp_path):
    with pytest.raises(Refused, match="nested deeper"):
        read(tmp_path, collection("<A>" * 100 + "</A>" * 100))


def test_a_damaged_file_gives_what_stood_before_the_damage_and_names_the_place(tmp_path):
    good = '<TRACK TrackID="1" Location="file://localhost/a.mp3"/>\n' * 6000
    path = tmp_path / "in.xml"
    path.write_text(collection(good + "<TRACK </COLLECTION>"))
    seen = []
    with pytest.raises(Refused, match=r"in\.xml is damaged.*line 6002"):
        seen.extend(RekordboxXmlReader().read(path))
    assert len(seen) > 4000


@there
@pytest.mark.parametrize(
    ("file", "version", "tracks", "grids", "rows", "cues", "playlists"),
    [
        ("rb5_database.xml", "5.8.6", 6, 2, 11, 15, 2),
        ("rb6_database.xml", "6.6.2", 6, 2, 11, 0, 1),
        ("rb561_hotcues_loops.xml", "5.6.1", 2, 2, 2, 0, 0),
        ("rb728_slice.xml", "7.2.8", 59, 0, 0, 0, 1),
    ],
)
def test_real_exports_are_read_and_go_back_unchanged(
    tmp_path, file, version, tracks, grids, rows, cues, playlists
):
    reader, path = RekordboxXmlReader(), REAL / "rekordbox_xml" / file
    assert reader.sniff(path)
    found = tracks_in(reader, path)
    assert (len(found), found[0].version) == (tracks, version)
    assert len(playlists_in(reader, path)) == playlists
    entries = [
        ExportTrack(
            Track(TrackId(n), track.location, "", track.seconds), track.annotations, track.raw
        )
        for n, track in enumerate(found)
    ]
    again = back(tmp_path, entries)
    assert [track.raw for track in again] == [track.raw for track in found]
    root = ElementTree.parse(path).getroot()
    for element, track in zip(root.find("COLLECTION"), found, strict=True):
        assert len(element.findall("TEMPO")) == len(track.raw["tempo"])
        grid = track.annotations.grid
        assert (grid is None) == (element.find("TEMPO") is None)
        if grid is not None:
            assert len(grid.anchors) == 1
            for row in element.findall("TEMPO"):
                seconds = float(row.get("Inizio"))
                beat = round(grid.beat_at(seconds))
                assert abs(grid.seconds_at(beat) - seconds) < 0.003
                assert beat % 4 == int(row.get("Battito")) - 1


@there
def test_hot_and_memory_twins_of_a_real_export_are_one_cue():
    path = REAL / "rekordbox_xml" / "rb561_hotcues_loops.xml"
    first, _ = tracks_in(RekordboxXmlReader(), path)
    assert len(first.raw["marks"]) == 10
    cues = first.annotations.cues
    assert [cue.slot for cue in cues] == ["A", "B", "C", "E", "F"]
    assert (cues[-1].seconds, cues[-1].end, cues[-1].kind) == (148.804, 157.059, CueKind.LOOP)
    assert first.annotations.key == Key.parse("Cm")


@there
def test_locations_with_a_raw_hash_survive():
    path = REAL / "rekordbox_xml" / "rb728_slice.xml"
    locations = [track.location for track in tracks_in(RekordboxXmlReader(), path)]
    assert any("#" in location for location in locations)
    assert all(location.startswith("/Users/") for location in locations)


def test_an_empty_library_is_a_library(tmp_path):
    assert back(tmp_path, []) == []
    assert isinstance(ImportedTrack("1", "", Annotations(), "rekordbox"), ImportedTrack)
