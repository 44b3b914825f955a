"""What stays as it is in another program: by the person's wish, or because it is locked there."""

from dataclasses import replace

import pytest

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.cue_policy import chosen
from edmstudio.interchange.export_notes import Notes
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, ExportReport, ExportTrack
from edmstudio.interchange.grid_likeness import same_beats
from edmstudio.interchange.locks import is_foreign
from edmstudio.interchange.rekordbox.xml import RekordboxXml
from edmstudio.interchange.rekordbox.xml_reader import RekordboxXmlReader
from edmstudio.interchange.serato.tags import SeratoTagsExport
from edmstudio.interchange.traktor.nml import TraktorNml, TraktorNmlReader
from tests.interchange.audio_files import audio_file
from tests.interchange.libraries import annotated, tracks_in
from tests.interchange.serato_files import read

PERSON, PROGRAM = Provenance(Voice.CORRECTION, "ann"), Provenance(Voice.LABEL, "serato")
THEIRS, OURS = TempoMap.constant(0.5, 126.0), TempoMap.constant(0.75, 128.0)
HOT = CuePoint(10.0, 1, name="hot", slot="A")
MEMORY = CuePoint(20.0, 2, name="memory")
LOCKED = CuePoint(30.0, 3, CueKind.LOOP, "locked", end=34.0, locked=True)
HELD = (HOT, MEMORY, LOCKED)
MINE = (
    CuePoint(50.0, 1, CueKind.DROP, "mine", "A", by=PERSON),
    CuePoint(10.0, 2, name="same moment", slot="B"),
    CuePoint(60.0, 3, CueKind.BREAK, "free", "C"),
)


def left(policy, mine=MINE, held=HELD):
    cues = chosen(Annotations(cues=mine), held, ExportOptions(policy))
    return [(cue.name, cue.slot) for cue in cues]


def test_all_cues_replace_what_is_there_but_for_what_is_locked():
    assert left(CuePolicy.ALL) == [
        ("same moment", "B"), ("locked", ""), ("mine", "A"), ("free", "C")
    ]  # fmt: skip


def test_only_empty_pads_are_filled_and_everything_there_stays():
    assert left(CuePolicy.EMPTY) == [("hot", "A"), ("memory", ""), ("locked", ""), ("free", "C")]


def test_cues_that_wait_for_their_pads_are_counted(tmp_path):
    held, mine = annotated([HOT]), annotated(MINE)
    target = tmp_path / "out.xml"
    RekordboxXml().export([held], target)
    (was,) = tracks_in(RekordboxXmlReader(), target)
    entry = replace(mine, raw=was.raw)
    report = RekordboxXml().export([entry], target, ExportOptions(CuePolicy.EMPTY))
    assert report.warnings == ("1 cue stays behind, for the pads are taken in rekordbox.",)


def test_hot_cues_that_are_there_stay_and_ours_stand_beside_them():
    assert left(CuePolicy.KEEP) == [("hot", "A"), ("locked", ""), ("mine", ""), ("free", "C")]


def test_what_a_person_decided_or_locked_goes_beside_what_nobody_deleted():
    assert left(CuePolicy.CORRECTED) == [("memory", ""), ("locked", ""), ("mine", "A")]
    locked = replace(MINE[2], locked=True)
    assert ("free", "C") in left(CuePolicy.CORRECTED, (*MINE[:2], locked))


@pytest.mark.parametrize("policy", list(CuePolicy))
def test_a_second_time_changes_nothing(policy):
    once = chosen(Annotations(cues=MINE), HELD, ExportOptions(policy))
    again = chosen(Annotations(cues=MINE), once, ExportOptions(policy))
    assert [replace(cue, cue_id=0) for cue in again] == [replace(cue, cue_id=0) for cue in once]


def test_a_grid_that_was_ours_is_no_strangers_lock():
    by_us = Annotations(grid=OURS, grid_by=PERSON)
    by_them = Annotations(grid=OURS, grid_by=PROGRAM)
    assert is_foreign(THEIRS, [by_us], 300.0)
    assert not is_foreign(OURS, [Annotations(), by_us], 300.0)
    assert is_foreign(OURS, [by_them], 300.0)
    rounded = TempoMap.constant(0.7504, 128.0)
    assert not is_foreign(rounded, [by_us], 300.0)
    drifting = TempoMap.constant(0.75, 128.01)
    assert is_foreign(drifting, [by_us], 300.0)
    assert not is_foreign(None, [], 300.0)
    broken = TempoMap((Anchor(0, 0.75, 128.0), Anchor(400, 190.0, 128.0)))
    assert is_foreign(broken, [by_us], 300.0)


def test_the_sentences_name_a_few():
    notes = Notes("Traktor")
    assert notes.sentences() == ()
    for name in "ABCDE":
        notes.note(name, grid_stays=True, waiting=1000)
    notes.others.append("Something else.")
    assert notes.sentences() == (
        "Locked in Traktor, so the grid there stays: A, B, C and 2 more.",
        "5,000 cues stay behind, for the pads are taken in Traktor.",
        "Something else.",
    )


def in_file(path, annotations, *past, options=None):
    track = Track(TrackId(1), str(path), "", 300.0, title="T")
    entry = ExportTrack(track, annotations, past=past)
    return SeratoTagsExport().export([entry], path.parent / "backups", options or ExportOptions())


@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a"])
def test_a_grid_locked_in_serato_stays_until_it_is_unlocked_there(tmp_path, kind):
    path = audio_file(tmp_path / f"a.{kind}")
    in_file(path, Annotations(grid=THEIRS, grid_locked=True))
    assert read(path).annotations.grid_locked
    decided = Annotations(
        grid=OURS, cues=(MINE[0],), decided=frozenset({Fact.GRID}), grid_by=PERSON
    )
    report = in_file(path, decided)
    assert report.counts["grids"] == 0
    assert report.warnings == ("Locked in Serato, so the grid there stays: T.",)
    held = read(path).annotations
    assert held.grid.anchors[0].bpm == 126.0
    assert [cue.name for cue in held.cues] == ["mine"]


def test_our_own_lock_in_serato_does_not_bar_a_later_correction(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    first = Annotations(grid=THEIRS, decided=frozenset({Fact.GRID}), grid_by=PERSON)
    in_file(path, first)
    second = replace(first, grid=OURS)
    report = in_file(path, second, first, second)
    assert report.warnings == ()
    held = read(path).annotations
    assert (held.grid.anchors[0].bpm, held.grid_locked) == (128.0, True)


def test_a_loop_locked_in_serato_stays_and_ours_takes_another_slot(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    in_file(path, Annotations(cues=(LOCKED,)))
    moved = replace(LOCKED, seconds=31.0, end=35.0, name="moved", locked=False)
    in_file(path, Annotations(cues=(moved,)))
    assert [cue.name for cue in read(path).annotations.cues] == ["locked", "moved"]
    mine = Annotations(cues=(replace(LOCKED, by=PERSON),))
    in_file(path, Annotations(cues=(moved,)), mine)
    assert [cue.name for cue in read(path).annotations.cues] == ["moved"]


def nml(tmp_path, *entries, **options):
    report = TraktorNml().export(entries, tmp_path / "out.nml", ExportOptions(**options))
    return report, tracks_in(TraktorNmlReader(), tmp_path / "out.nml")


def test_a_grid_locked_in_traktor_stays(tmp_path):
    _, (was,) = nml(tmp_path, annotated(grid=THEIRS))
    assert was.annotations.grid_locked
    report, (now,) = nml(tmp_path, annotated(grid=OURS, raw=was.raw))
    assert "Traktor" in report.warnings[0]
    assert now.raw == was.raw
    was.raw["entry"][1]["LOCK"] = "0"
    report, (now,) = nml(tmp_path, annotated(grid=OURS, raw=was.raw))
    assert (report.warnings, now.annotations.grid.anchors[0].bpm) == ((), 128.0)


@pytest.mark.parametrize(
    ("policy", "marker", "cues"),
    [
        (CuePolicy.ALL, "-1", [("mine", "A")]),
        (CuePolicy.EMPTY, "0", []),
        (CuePolicy.KEEP, "0", [("mine", "")]),
    ],
)
def test_the_pad_of_a_grid_marker_is_given_up_or_kept(tmp_path, policy, marker, cues):
    _, (was,) = nml(tmp_path, annotated(grid=THEIRS))
    row = next(child[1] for child in was.raw["entry"][2] if child[0] == "CUE_V2")
    row["HOTCUE"] = "0"
    _, (now,) = nml(tmp_path, annotated(MINE[:1], grid=THEIRS, raw=was.raw), cues=policy)
    rows = [child[1] for child in now.raw["entry"][2] if child[0] == "CUE_V2"]
    assert [each["HOTCUE"] for each in rows if each["TYPE"] == "4"] == [marker]
    assert [(cue.name, cue.slot) for cue in now.annotations.cues] == cues


def test_a_grid_locked_in_the_database_of_rekordbox_stays_in_its_xml(tmp_path):
    target = tmp_path / "out.xml"
    RekordboxXml().export([annotated(grid=THEIRS)], target)
    (was,) = tracks_in(RekordboxXmlReader(), target)
    entry = replace(annotated(grid=OURS, raw=was.raw), locked_there=THEIRS)
    report = RekordboxXml().export([entry], target)
    assert "rekordbox" in report.warnings[0]
    (now,) = tracks_in(RekordboxXmlReader(), target)
    assert now.raw == was.raw
    RekordboxXml().export([replace(entry, raw={})], target)
    (now,) = tracks_in(RekordboxXmlReader(), target)
    assert same_beats(now.annotations.grid, THEIRS, 60.0)  # or an import would leave none
    assert RekordboxXml().export([replace(entry, annotations=Annotations(THEIRS))], target) == (
        ExportReport({"tracks": 1, "grids": 1, "cues": 0, "loops": 0, "keys": 0, "playlists": 1})
    )
    own = replace(entry, past=(Annotations(grid=THEIRS, grid_by=PERSON),))
    RekordboxXml().export([own], target)
    (now,) = tracks_in(RekordboxXmlReader(), target)
    assert now.annotations.grid.anchors[0].bpm == 128.0
