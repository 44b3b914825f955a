import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from edmstudio.app.foreign_libraries import MixxxLibrary
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, ExportTrack, exporter_named
from edmstudio.interchange.vocabulary import cue_name
from tests.app.test_foreign_libraries import beat_grid, mixxx_library
from tests.interchange.libraries import cue_lists, grids, tracks_in

MIXXX = exporter_named("mixxx")
TRACK = Track(TrackId(1), "/music/ö.mp3", "p1", 300.0, title="T")
HELD = [
    (1, 30.0, 0, 0, "Drop", 0x32BE44),
    (6, 0.5, 15.0, -1, "", None),
    (2, 0.5, 0, -1, "", None),
    (8, 0.0, 299.0, -1, "", None),
]

MARKED = {0.0, 0.5}  # seconds of its main cue, intro and outro


@pytest.fixture
def library_file(tmp_path):
    path = tmp_path / "mixxxdb.sqlite"
    return mixxx_library(path, beat_grid(126.5, 0.5), "BeatGrid-2.0", HELD, locked=0)


def back(path):
    (track,) = tracks_in(MixxxLibrary(), path)
    return track.annotations


def export(path, annotations, options=None):
    return MIXXX.export([ExportTrack(TRACK, annotations)], path, options or ExportOptions())


def cue_rows(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "select type, position, hotcue, label, color from cues order by id"
        ).fetchall()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cues=cue_lists(), grid=grids())
def test_what_leaves_comes_back(library_file, cues, grid):
    export(library_file, Annotations(grid=grid, cues=cues))
    theirs = back(library_file)
    found = [cue for cue in theirs.cues if cue.kind not in {CueKind.MIX_IN, CueKind.MIX_OUT}]
    # Without a pad, where Mixxx has marks of its own, a cue is that mark, which has no name.
    ours = [c for c in cues if c.slot or round(c.seconds, 3) not in MARKED]
    wanted = {(round(c.seconds, 3), c.slot, cue_name(c.name, c.kind)) for c in ours}
    assert wanted <= {(round(c.seconds, 3), c.slot, c.name) for c in theirs.cues}
    assert {round(c.seconds, 3) for c in cues} <= {round(c.seconds, 3) for c in theirs.cues}
    assert len(found) <= len(cues) + 1
    beats = grid.beats(1.0, 299.0).tolist()  # Mixxx knows no bars
    assert all(abs(theirs.grid.snap(beat) - beat) <= 0.0011 for beat in beats)


def test_what_mixxx_found_by_itself_is_left_alone(library_file):
    before = cue_rows(library_file)
    export(library_file, Annotations(cues=(CuePoint(60.0, 1, CueKind.BREAK, "", "B"),)))
    after = cue_rows(library_file)
    assert after[:3] == before[1:]
    assert after[3] == (1, 60 * 2 * 44100, 1, "Break", 0x305AFF)


def test_a_library_that_says_the_same_already_is_not_changed(library_file):
    before = cue_rows(library_file)
    said = back(library_file)
    report = export(library_file, said)
    assert (report.counts["cues"], report.counts["removed"], report.counts["grids"]) == (0, 0, 0)
    assert cue_rows(library_file) == before


MANY = [
    (1, 30.0, 0, 0, "Drop", 0xFF32BE44),
    (4, 60.0, 8.0, 1, "Round", 0xFFFF8000),
    (1, 90.0, 0, 9, "far", 0xFFFF8000),
    (4, 120.0, 4.0, -1, "", 0xFFFF8000),
    (6, 0.5, 15.0, -1, "", None),
    (2, 0.5, 0, -1, "", None),
]


@pytest.mark.parametrize(
    ("index", "edit", "column", "value"),
    [
        (1, {"name": "Break"}, "label", "Break"),
        (1, {"seconds": 31.0}, "position", 31 * 2 * 44100),
        (1, {"colour": "#FF0000"}, "color", 0xFFFF0000),
        (2, {"end": 64.0}, "length", 4 * 2 * 44100),
        (2, {"end": None}, "type", 1),
        (3, {"name": "near"}, "label", "near"),
    ],
)
def test_one_edit_changes_that_column_alone(tmp_path, index, edit, column, value):
    path = mixxx_library(tmp_path / "m.sqlite", beat_grid(126.5, 0.5), "BeatGrid-2.0", MANY)
    said, before = back(path), whole(path)
    said = replace(said, cues=tuple(cue for cue in said.cues if cue.kind != "mix-in"))
    cues = list(said.cues)
    cues[index] = replace(cues[index], **edit)
    assert export(path, replace(said, cues=tuple(cues))).counts["cues"] == 1
    after = whole(path)
    different = [
        (old["id"], name, new[name])
        for old, new in zip(before, after, strict=True)
        for name in old
        if old[name] != new[name] and not (name == "length" and column == "type")
    ]
    assert [(name, held) for _, name, held in different] == [(column, value)]


def whole(path):
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute("select * from cues order by id")]


@pytest.mark.parametrize("policy", [CuePolicy.EMPTY, CuePolicy.KEEP])
def test_hot_cues_beyond_the_eighth_stay_too(tmp_path, policy):
    path = mixxx_library(tmp_path / "m.sqlite", None, "", MANY)
    ours = (CuePoint(5.0, 1, name="ours", slot="C"), CuePoint(6.0, 2, name="memory"))
    export(path, Annotations(cues=ours), ExportOptions(policy))
    assert {"far", "ours", "Drop", "Round"} <= {row["label"] for row in whole(path)}


@pytest.mark.parametrize("markers", [1, 2, 3, 600])
def test_grids_of_any_number_of_markers_come_back(library_file, markers):
    anchors = [Anchor(0, 0.5, 120.0)]
    for index in range(markers - 1):
        last = anchors[-1]
        bpm = 121.0 + (index % 7) * 1.37
        anchors.append(Anchor(last.beat + 4, last.seconds + 4 * last.period, bpm))
    grid, track = TempoMap(tuple(anchors)), replace(TRACK, seconds=1300.0)
    MIXXX.export([ExportTrack(track, Annotations(grid=grid))], library_file)
    found = back(library_file).grid  # Mixxx knows no bars
    worst = max(abs(found.snap(beat) - beat) for beat in grid.beats(0.0, 1300.0).tolist())
    assert worst < (1e-9 if markers == 1 else 0.0101)  # every beat is written, few tempi are read


def test_only_free_pads_are_filled_on_request(library_file):
    ours = (CuePoint(5.0, 1, name="ours", slot="A"), CuePoint(6.0, 2, name="new", slot="B"))
    export(library_file, Annotations(cues=ours), ExportOptions(CuePolicy.EMPTY))
    assert [row[3] for row in cue_rows(library_file) if row[0] == 1] == ["Drop", "new"]


def test_the_library_as_it_was_lies_beside_it(library_file):
    before = library_file.read_bytes()
    export(library_file, Annotations(grid=TempoMap((Anchor(0, 1.0, 100.0), Anchor(9, 6.4, 120.0)))))
    names = sorted(file.name for file in library_file.parent.iterdir())
    assert names == ["mixxxdb.sqlite", "mixxxdb.sqlite.before-edmstudio"]
    assert (library_file.parent / names[1]).read_bytes() == before


def test_the_library_before_the_first_export_stays_beside_it(library_file):
    states = []
    for name in ("one", "two", "three"):
        states.append(library_file.read_bytes())
        export(library_file, Annotations(cues=(CuePoint(60.0, 1, name=name, slot="B"),)))
    kept = {file.suffix: file.read_bytes() for file in library_file.parent.glob("*.before-*")}
    assert kept == {".before-edmstudio": states[0], ".before-last-export": states[2]}


def test_a_link_to_a_library_stays_one(library_file, tmp_path):
    (tmp_path / "home").mkdir()
    link = tmp_path / "home" / "mixxxdb.sqlite"
    link.symlink_to(library_file)
    export(link, Annotations(cues=(CuePoint(60.0, 1, name="new", slot="B"),)))
    assert link.is_symlink()
    assert "new" in [row[3] for row in cue_rows(library_file)]


def test_a_track_that_mixxx_does_not_know_is_skipped(library_file):
    entry = ExportTrack(replace(TRACK, path="/music/other.mp3"), Annotations())
    report = MIXXX.export([entry], library_file)
    assert "scan" in report.skipped[0].reason


def test_a_library_in_use_is_refused_and_left_alone(library_file):
    before = library_file.read_bytes()
    with closing(sqlite3.connect(library_file)) as db:
        db.execute("begin immediate")
        with pytest.raises(Refused, match="in use"):
            export(library_file, Annotations())
    assert library_file.read_bytes() == before


def test_a_stopped_export_leaves_the_library(library_file):
    before = library_file.read_bytes()

    def stopping():
        yield ExportTrack(TRACK, Annotations(cues=(CuePoint(60.0, 1, slot="B"),)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MIXXX.export(stopping(), library_file)
    assert library_file.read_bytes() == before
    assert [file.name for file in library_file.parent.iterdir()] == ["mixxxdb.sqlite"]


def test_what_is_no_library_of_mixxx_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as db:
        db.execute("create table a (b)")
    with pytest.raises(Refused, match="no library of Mixxx"):
        export(tmp_path / "x.sqlite", Annotations())
    with pytest.raises(Refused, match="not there"):
        export(tmp_path / "gone.sqlite", Annotations())
