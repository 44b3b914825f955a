from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, Playlist
from edmstudio.interchange.locations import TraktorLocation, traktor_location, traktor_path
from edmstudio.interchange.traktor.nml import TraktorNml, TraktorNmlReader
from edmstudio.interchange.vocabulary import cue_name
from tests.interchange.libraries import (
    REAL,
    annotated,
    libraries,
    playlists_in,
    tracks_in,
    worst_beat,
)

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
ENTRY = "entry"
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(tmp_path, tracks, **options):
    target = tmp_path / "out.nml"
    TraktorNml().export(tracks, target, ExportOptions(**options))
    return target


def back(tmp_path, tracks):
    return tracks_in(TraktorNmlReader(), written(tmp_path, tracks))


def told(cues):
    return sorted(
        (round(c.seconds, 6), round(c.end or 0.0, 6), c.slot, cue_name(c.name, c.kind) or "")
        for c in cues
    )


@quick
@given(library=libraries())
def test_what_leaves_comes_back(tmp_path, library):
    returned = back(tmp_path, library)
    assert [track.location for track in returned] == [entry.track.path for entry in library]
    for entry, track in zip(library, returned, strict=True):
        ours, theirs = entry.annotations, track.annotations
        assert theirs.key == ours.key
        assert [t[:3] for t in told(theirs.cues)] == [t[:3] for t in told(ours.cues)]
        assert (theirs.grid is None) == (ours.grid is None)
        if ours.grid is not None and ours.grid.anchors[0].meter == 4:
            assert [a.bpm for a in theirs.grid.anchors] == pytest.approx(
                [a.bpm for a in ours.grid.anchors], abs=0.006
            )


@quick
@given(library=libraries())
def test_a_second_way_out_writes_the_same_file(tmp_path, library):
    once = written(tmp_path, library).read_bytes()
    tracks = tracks_in(TraktorNmlReader(), tmp_path / "out.nml")
    again = [
        replace(entry, annotations=track.annotations, raw=track.raw)
        for entry, track in zip(library, tracks, strict=True)
    ]
    assert written(tmp_path, again).read_bytes() == once


def test_one_edit_changes_that_attribute_alone(tmp_path):
    (was,) = back(tmp_path, [annotated([CuePoint(10.0, 1, CueKind.DROP, "Drop", "A")])])
    moved = replace(was.annotations.cues[0], seconds=12.5)
    before = written(tmp_path, [annotated(was.annotations.cues, raw=was.raw)]).read_text()
    after = written(tmp_path, [annotated([moved], raw=was.raw)]).read_text()
    assert after == before.replace('START="10000.000000"', 'START="12500.000000"')


@pytest.mark.parametrize("markers", [1, 2, 3, 600])
def test_grids_of_any_number_of_markers_come_back(tmp_path, markers):
    anchors = [Anchor(0, 0.5, 120.0)]
    for index in range(markers - 1):
        last = anchors[-1]
        bpm = 121.0 + (index % 7) * 1.37
        anchors.append(Anchor(last.beat + 4, last.seconds + 4 * last.period, bpm))
    grid = TempoMap(tuple(anchors))
    seconds = anchors[-1].seconds + 30.0
    (track,) = back(tmp_path, [annotated(grid=grid, seconds=seconds)])
    assert len(track.annotations.grid.anchors) == markers
    assert worst_beat(grid, track.annotations.grid, seconds) < 0.001


def test_playlists_keep_their_folders_and_order(tmp_path):
    tracks = [annotated(number=number) for number in (1, 2)]
    playlist = Playlist("Set", (TrackId(2), TrackId(1), TrackId(2)), ("2026",))
    target = written(tmp_path, tracks, playlists=(playlist,))
    (found,) = playlists_in(TraktorNmlReader(), target)
    assert (found.name, found.folders) == ("Set", ("2026",))
    assert [key.rpartition(":")[2] for key in found.keys] == ["2.wav", "1.wav", "2.wav"]


def test_an_mp3_without_a_crc_is_26_ms_later_in_traktor(tmp_path):
    entry = annotated([CuePoint(10.0, 1, slot="A")])
    entry = replace(entry, track=replace(entry.track, timeline=Timeline(1105, 0, "C")))
    (track,) = back(tmp_path, [entry])
    assert track.annotations.cues[0].seconds == pytest.approx(10.026)


@pytest.mark.parametrize(
    "path",
    ["C:/Music/a b/x.mp3", "/Users/x/Music/ö.mp3", "/Volumes/USB/Music/a.mp3", "/home/x/a:b/c.wav"],
)
def test_paths_of_every_system_come_back(path):
    assert traktor_path(traktor_location(path)) == path


def test_a_system_volume_with_a_name_is_no_external_drive():
    location = TraktorLocation("Macintosh HD", "/:Users/:x/:", "a.mp3")
    assert traktor_path(location) == "/Users/x/a.mp3"


@there
def test_a_real_collection_is_read_and_goes_back_unchanged(tmp_path):
    path = REAL / "traktor" / "collection.nml"
    assert TraktorNmlReader().sniff(path)
    first, second = tracks_in(TraktorNmlReader(), path)
    assert (first.title, first.annotations.key) == (
        "Get Down On It (Rocco Raimundo Edit)",
        Key.parse("G"),
    )
    assert second.annotations.key == Key.parse("Cm")
    grid = first.annotations.grid.anchors[0]
    assert (grid.seconds, grid.bpm) == (pytest.approx(0.053484213), 111.999931)
    assert [cue.slot for cue in first.annotations.cues] == list("BCDEFGH")
    assert sum(cue.end is not None for cue in first.annotations.cues) == 3
    drops = [cue for cue in second.annotations.cues if cue.kind is CueKind.DROP]
    assert [round(cue.seconds, 3) for cue in drops] == [124.414, 263.768]
    entries = [
        ExportTrack(Track(TrackId(n), t.location, "", t.seconds), t.annotations, t.raw)
        for n, t in enumerate((first, second))
    ]
    assert [t.raw for t in back(tmp_path, entries)] == [first.raw, second.raw]


def test_a_collection_of_traktors_own_is_never_written_over(tmp_path):
    target = tmp_path / "collection.nml"
    theirs = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<NML VERSION="19"><HEAD></HEAD>'
    )
    target.write_text(theirs)
    with pytest.raises(Refused, match="Traktor's own"):
        TraktorNml().export([annotated()], target)
    assert target.read_text() == theirs
    target.unlink()
    for _ in range(2):  # but one of ours is
        TraktorNml().export([annotated()], target)


def test_a_moved_grid_marker_keeps_its_name_and_its_pad(tmp_path):
    (was,) = back(tmp_path, [annotated(grid=TempoMap.constant(0.5, 120.0))])
    marker = next(c for c in was.raw["entry"][2] if c[0] == "CUE_V2")
    marker[1].update(HOTCUE="0", NAME="Mine")
    was.raw["entry"][1]["LOCK"] = "0"
    (now,) = back(tmp_path, [annotated(grid=TempoMap.constant(0.75, 120.0), raw=was.raw)])
    moved = next(c[1] for c in now.raw["entry"][2] if c[0] == "CUE_V2")
    assert moved == {**marker[1], "START": "750.000000"}
    assert now.annotations.grid.anchors[0].seconds == pytest.approx(0.75)


def cue(kind, start, *, name="n.n.", length=0, pad=-1, inner=""):
    """A CUE_V2 as Traktor 2 to 4 write it."""
    return (
        f'<CUE_V2 NAME="{name}" DISPL_ORDER="0" TYPE="{kind}" START="{start}" '
        f'LEN="{length}" REPEATS="-1" HOTCUE="{pad}">{inner}</CUE_V2>'
    )


def collection(version, inside, *, tempo='<TEMPO BPM="128.000000"/>', around="{}"):
    entry = (
        '<ENTRY TITLE="T" ARTIST="A"><LOCATION DIR="/:m/:" FILE="a.mp3" VOLUME="D:"/>'
        f'<INFO KEY="10m" PLAYTIME="300"/>{tempo}{inside}</ENTRY>'
    )
    held = around.format(f'<COLLECTION ENTRIES="4711">{entry}</COLLECTION>')
    return f'<?xml version="1.0"?>\n<NML VERSION="{version}"><HEAD/>{held}</NML>'


ALL_KINDS = (
    cue(4, 250, name="AutoGrid", pad=0)
    + cue(0, 1000, name="Drop", pad=1)
    + cue(1, 2000, name="In")
    + cue(2, 3000, pad=2)
    + cue(3, 260, pad=3)
    + cue(5, 4000, length=2000, pad=4)
    + cue(5, 5000)
    + cue(9, 6000, name="new")
    + cue(0, "x")
)


@pytest.mark.parametrize("version", range(15, 21))
def test_every_kind_of_cue_of_every_version(tmp_path, version):
    path = tmp_path / "collection.nml"
    path.write_text(collection(version, ALL_KINDS))
    assert TraktorNmlReader().sniff(path)
    (track,) = tracks_in(TraktorNmlReader(), path)
    said = track.annotations
    assert [(c.seconds, c.kind, c.slot, c.end) for c in said.cues] == [
        (0.26, "first-beat", "D", None),
        (1.0, "drop", "B", None),
        (2.0, "mix-in", "", None),
        (3.0, "mix-out", "C", None),
        (4.0, "loop", "E", 6.0),
        (5.0, "other", "", None),
        (6.0, "other", "", None),
    ]
    assert said.grid == TempoMap.constant(0.25, 128.0)
    assert (said.key, track.version) == (Key.parse("10m"), f"(NML {version})")
    assert said.grid_by.source == f"Traktor (NML {version})"
    entry = ExportTrack(Track(TrackId(1), "D:/m/a.mp3", "", 300.0), said, track.raw)
    (again,) = back(tmp_path, [entry])
    assert again.raw == track.raw


def test_a_flexible_grid_of_traktor_4(tmp_path):
    markers = "".join(
        cue(4, start, name="Beat Marker", inner=f'<GRID BPM="{bpm}"/>')
        for start, bpm in ((500, "120.000000"), (8500, "60.000000"))
    )
    path = tmp_path / "a.nml"
    path.write_text(collection(20, markers))
    (track,) = tracks_in(TraktorNmlReader(), path)
    grid = track.annotations.grid
    assert grid.anchors == (Anchor(0, 0.5, 120.0), Anchor(16, 8.5, 60.0))


@pytest.mark.parametrize(
    ("inside", "tempo", "grid"),
    [
        ("", '<TEMPO BPM="128"/>', None),
        (cue(4, 250), "", None),
        (cue(4, 250, inner='<GRID BPM="99"/>'), "", TempoMap.constant(0.25, 99.0)),
        (cue(4, 250, inner='<GRID BPM="x"/>'), '<TEMPO BPM="90"/>', TempoMap.constant(0.25, 90.0)),
        (cue(4, "nan") + cue(4, 300), '<TEMPO BPM="90"/>', TempoMap.constant(0.3, 90.0)),
        (cue(4, 300), '<TEMPO BPM="0"/>', None),
    ],
)
def test_markers_and_tempi_that_lack_something(tmp_path, inside, tempo, grid):
    path = tmp_path / "a.nml"
    path.write_text(collection(19, inside, tempo=tempo))
    (track,) = tracks_in(TraktorNmlReader(), path)
    assert track.annotations.grid == grid


def test_a_history_has_playlists_and_no_tracks(tmp_path):
    path = tmp_path / "history.nml"
    path.write_text(
        '<?xml version="1.0"?><NML VERSION="19"><PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT">'
        '<SUBNODES COUNT="2"><NODE TYPE="SMARTLIST" NAME="Smart"/><NODE TYPE="PLAYLIST" NAME="H">'
        '<PLAYLIST ENTRIES="1"><ENTRY><PRIMARYKEY TYPE="TRACK" KEY="D:/:m/:a.mp3"/></ENTRY>'
        '<ENTRY><PRIMARYKEY TYPE="STEM" KEY="x"/></ENTRY></PLAYLIST></NODE></SUBNODES></NODE>'
        "</PLAYLISTS></NML>"
    )
    assert tracks_in(TraktorNmlReader(), path) == []
    (played,) = playlists_in(TraktorNmlReader(), path)
    assert (played.name, played.keys) == ("H", ("D:/:m/:a.mp3",))


def test_what_stands_twice_in_an_entry_stays_twice(tmp_path):
    path = tmp_path / "a.nml"
    path.write_text(collection(19, '<LOUDNESS A="1"/><NEW B="1"/><LOUDNESS A="2"/><NEW B="2"/>'))
    (was,) = tracks_in(TraktorNmlReader(), path)
    entry = ExportTrack(Track(TrackId(1), "D:/m/a.mp3", "", 300.0), was.annotations, was.raw)
    (now,) = back(tmp_path, [entry])
    assert sorted(map(str, now.raw[ENTRY][2])) == sorted(map(str, was.raw[ENTRY][2]))
