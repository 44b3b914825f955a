import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.track import TrackId
from edmstudio.interchange.exporter import (
    CuePolicy,
    ExportOptions,
    KeyNotation,
    Playlist,
    SectionsAs,
)
from edmstudio.interchange.offsets import to_ours
from edmstudio.interchange.rekordbox.track import tempo_of
from edmstudio.interchange.rekordbox.xml import RekordboxXml
from edmstudio.interchange.rekordbox.xml_reader import RekordboxXmlReader
from tests.interchange.libraries import (
    SECONDS,
    annotated,
    libraries,
    playlists_in,
    tracks_in,
    worst_beat,
)
from tests.interchange.rekordbox_files import back, collection, fast, read, told, written


@fast
@given(library=libraries())
def test_what_leaves_comes_back(tmp_path, library):
    returned = back(tmp_path, library)
    assert [track.location for track in returned] == [entry.track.path for entry in library]
    for entry, track in zip(library, returned, strict=True):
        assert track.title == (entry.track.title or entry.track.name)
        assert track.artist == entry.track.artist
        assert track.annotations.key == entry.annotations.key
        assert told(track.annotations.cues) == told(entry.annotations.cues)
        assert (track.annotations.grid is None) == (entry.annotations.grid is None)
        if entry.annotations.grid is not None:
            assert worst_beat(entry.annotations.grid, track.annotations.grid) <= 0.0045


@fast
@given(library=libraries())
def test_a_second_way_out_writes_the_same_file(tmp_path, library):
    once = written(tmp_path, library).read_bytes()
    again = [
        replace(entry, annotations=track.annotations, raw=track.raw)
        for entry, track in zip(
            library, tracks_in(RekordboxXmlReader(), tmp_path / "out.xml"), strict=True
        )
    ]
    assert written(tmp_path, again).read_bytes() == once


@pytest.mark.parametrize("markers", [1, 2, 3, 600])
def test_grids_of_any_number_of_markers_come_back_within_the_drift_allowed(tmp_path, markers):
    anchors = [Anchor(0, 0.5, 120.0)]
    for index in range(markers - 1):
        last = anchors[-1]
        bpm = 120.0 + (index % 7 + 1) * 1.37 + 0.003
        anchors.append(Anchor(last.beat + 4, last.seconds + 4 * last.period, bpm))
    grid = TempoMap(tuple(anchors))
    seconds = anchors[-1].seconds + 60.0
    (track,) = back(tmp_path, [annotated(grid=grid, seconds=seconds)])
    assert worst_beat(grid, track.annotations.grid, seconds) <= 0.0035
    assert len(track.annotations.grid.anchors) == markers


@fast
@given(bpm=st.floats(60, 200), start=st.floats(0, 100))
def test_a_written_grid_reaches_back_to_the_start_and_never_drifts_beyond_3_ms(
    tmp_path, bpm, start
):
    grid = TempoMap.constant(start, bpm)
    (track,) = back(tmp_path, [annotated(grid=grid)])
    rows = [tempo_of(row) for row in track.raw["tempo"]]
    assert 0.0 <= rows[0].seconds <= 60.0 / bpm + 0.001
    for row, end in zip(rows, [*(row.seconds for row in rows[1:]), SECONDS], strict=True):
        beat = round(grid.beat_at(row.seconds))
        assert beat % 4 == row.battito - 1
        last = round(grid.beat_at(end))
        drift = row.seconds + (last - beat) * 60.0 / row.bpm - grid.seconds_at(last)
        assert abs(drift) <= 0.0036


def test_a_break_in_the_grid_keeps_its_phase(tmp_path):
    grid = TempoMap((Anchor(0, 0.1, 120.0), Anchor(33, 16.3, 120.0, shift=1)))
    (track,) = back(tmp_path, [annotated(grid=grid)])
    assert worst_beat(grid, track.annotations.grid) <= 0.001


@fast
@given(
    beats=st.integers(5, 40),
    last=st.floats(0.2, 0.8),
    shift=st.integers(0, 3),
    bpm=st.floats(80, 180),
)
@example(beats=5, last=0.666015625, shift=0, bpm=80.0)
def test_a_beat_cut_short_by_the_next_anchor_is_counted(tmp_path, beats, last, shift, bpm):
    first = Anchor(0, 0.25, bpm)
    behind = Anchor(beats, 0.25 + (beats - 1 + last) * first.period, 128.0, 4, shift)
    grid = TempoMap((first, behind))
    (track,) = back(tmp_path, [annotated(grid=grid, seconds=60.0)])
    # Up to the middle of a beat: one on the very edge may be written a millisecond beyond it.
    edge = behind.seconds + 60.5 * behind.period
    ours, theirs = (g.seconds_of(g.numbers(0.2, edge)) for g in (grid, track.annotations.grid))
    assert len(ours) == len(theirs)
    assert abs(ours - theirs).max() < 0.0045
    assert worst_beat(grid, track.annotations.grid, 60.0) < 0.0045


def test_a_live_grid_may_begin_before_the_track(tmp_path):
    anchors = (Anchor(0, -0.051, 132.3), Anchor(1, 0.4023, 132.2), Anchor(2, 0.8562, 132.5))
    (track,) = back(tmp_path, [annotated(grid=TempoMap(anchors))])
    first, second, *_ = (tempo_of(row) for row in track.raw["tempo"])
    assert (first.seconds, first.battito) == (0.402, 2)
    assert (second.seconds, second.battito) == (0.856, 3)


def test_a_row_whose_tempo_is_no_tempo_does_not_lose_the_count(tmp_path):
    """A grid edited in rekordbox: one beat of it claims 654 BPM (baken-export, issue 212)."""
    beat = 60.0 / 140.0
    rows = [(0.1, 140.0, 1), (0.1 + 32 * beat, 654.33, 1), (0.1 + 33 * beat, 140.0, 2)]
    inner = "".join(
        f'<TEMPO Inizio="{at:.3f}" Bpm="{bpm:.2f}" Metro="4/4" Battito="{place}"/>'
        for at, bpm, place in rows
    )
    track = f'<TRACK TrackID="1" Name="N" Location="file://localhost/a.mp3">{inner}</TRACK>'
    (found,) = read(tmp_path, collection(track))
    assert worst_beat(TempoMap.constant(0.1, 140.0), found.annotations.grid, 60.0) < 0.002


def test_eight_hot_cues_and_a_memory_cue_sit_where_they_sat(tmp_path):
    cues = [CuePoint(10.0 * n, n, CueKind.DROP, f"D{n}", pad) for n, pad in enumerate(SLOTS, 1)]
    (track,) = back(tmp_path, [annotated([*cues, CuePoint(99.5, 9, CueKind.OTHER, "memory")])])
    assert [cue.slot for cue in track.annotations.cues] == [*SLOTS, ""]


def test_memory_twins_are_written_on_request_and_read_as_one_cue(tmp_path):
    cue = CuePoint(10.0, 1, CueKind.DROP, "Drop", "A")
    (track,) = back(tmp_path, [annotated([cue])], ExportOptions(memory_cues=True))
    assert [mark["Num"] for mark in track.raw["marks"]] == ["0", "-1"]
    assert len(track.annotations.cues) == 1


def test_a_moved_hot_cue_takes_its_twin_along_and_nothing_else_changes(tmp_path):
    cues = [CuePoint(10.0, 1, CueKind.DROP, "Drop", "A"), CuePoint(20.0, 2, name="x", slot="B")]
    (was,) = back(tmp_path, [annotated(cues)], ExportOptions(memory_cues=True))
    moved = was.annotations.with_cue(replace(was.annotations.cues[0], seconds=11.5))
    (now,) = back(tmp_path, [annotated(raw=was.raw, cues=moved.cues)])
    changed = [
        (name, old[name], new[name])
        for old, new in zip(was.raw["marks"], now.raw["marks"], strict=True)
        for name in old
        if old[name] != new[name]
    ]
    assert changed == [("Start", "10.000", "11.500")] * 2


def test_one_edit_changes_that_attribute_alone(tmp_path):
    (was,) = back(tmp_path, [annotated([CuePoint(10.0, 1, name="One", slot="A")])])
    renamed = replace(was.annotations.cues[0], name="Two")
    before = written(tmp_path, [annotated(was.annotations.cues, raw=was.raw)]).read_text()
    after = written(tmp_path, [annotated([renamed], raw=was.raw)]).read_text()
    assert after == before.replace('Name="One"', 'Name="Two"')


def test_what_we_do_not_know_goes_back_as_it_came(tmp_path):
    inner = (
        '<TRACK TrackID="7" Name="N" TotalTime="100" Comments="c&#xD;d" Rating="204" Odd="1" '
        'Location="file://localhost/music/1.wav" Tonality="08A"><TEMPO Inizio="0.025" Bpm="128.00" '
        'Metro="4/4" Battito="1"/><POSITION_MARK Name="" Type="3" Start="1" Num="-1"/>'
        '<NEW_THING A="1"/></TRACK>'
    )
    (track,) = read(tmp_path, collection(inner))
    entry = annotated(raw=track.raw, path=track.location)
    (again,) = back(tmp_path, [replace(entry, annotations=track.annotations)])
    assert again.raw == track.raw


def test_an_mp3_with_a_lame_tag_is_26_ms_later_in_rekordbox(tmp_path):
    entry = annotated([CuePoint(10.0, 1, slot="A")], grid=TempoMap.constant(0.5, 120.0))
    entry = replace(entry, track=replace(entry.track, timeline=Timeline(1105, 0, "D")))
    (track,) = back(tmp_path, [entry])
    assert track.annotations.cues[0].seconds == pytest.approx(10.026)
    ours = to_ours(track.annotations, "rekordbox", entry.track.timeline, entry.track.rate)
    assert ours.cues[0].seconds == pytest.approx(10.0)
    assert worst_beat(ours.grid, entry.annotations.grid) < 0.001


def test_only_free_pads_are_filled_when_the_person_asks_for_that(tmp_path):
    (was,) = back(tmp_path, [annotated([CuePoint(10.0, 1, name="mine", slot="A")])])
    ours = [CuePoint(50.0, 1, CueKind.DROP, "ours", "A"), CuePoint(60.0, 2, name="new", slot="B")]
    (now,) = back(tmp_path, [annotated(ours, raw=was.raw)], ExportOptions(CuePolicy.EMPTY))
    assert [cue.name for cue in now.annotations.cues] == ["mine", "new"]


def test_only_corrected_cues_leave_out_what_a_model_said(tmp_path):
    person, model = Provenance(Voice.CORRECTION, "ann"), Provenance(Voice.PREDICTION, "m1")
    cues = [CuePoint(10.0, 1, name="p", by=person), CuePoint(20.0, 2, name="m", by=model)]
    (track,) = back(tmp_path, [annotated(cues)], ExportOptions(CuePolicy.CORRECTED))
    assert [cue.name for cue in track.annotations.cues] == ["p"]


def test_cues_that_rekordbox_had_stay_unless_a_person_deleted_them(tmp_path):
    (was,) = back(tmp_path, [annotated([CuePoint(10.0, 1, name="old", slot="A")])])
    kept = annotated(raw=was.raw)
    assert len(back(tmp_path, [kept], ExportOptions(CuePolicy.CORRECTED))[0].annotations.cues) == 1
    deleted = annotated(raw=was.raw, decided=frozenset({Fact.CUES}))
    assert not back(tmp_path, [deleted], ExportOptions(CuePolicy.CORRECTED))[0].annotations.cues


@pytest.mark.parametrize(("how", "ends"), [(SectionsAs.CUES, None), (SectionsAs.LOOPS, 60.0)])
def test_sections_leave_as_cues_or_loops_but_never_silence(tmp_path, how, ends):
    sections = (
        Section(0.0, 60.0, SectionLabel.INTRO),
        Section(60.0, 100.0, SectionLabel.DROP),
        Section(100.0, SECONDS, SectionLabel.SILENCE),
    )
    (track,) = back(tmp_path, [annotated(sections=sections)], ExportOptions(sections=how))
    assert [cue.name for cue in track.annotations.cues] == ["Intro", "Drop"]
    assert track.annotations.cues[0].end == ends


def test_playlists_keep_folders_order_and_repetition(tmp_path):
    tracks = [annotated(number=number) for number in (1, 2, 3)]
    two_one_two = Playlist("Warm & up", (TrackId(2), TrackId(1), TrackId(2)), ("Sets", "2026"))
    options = ExportOptions(playlists=(two_one_two, Playlist("All", (TrackId(3),))))
    target = written(tmp_path, tracks, options)
    found = playlists_in(RekordboxXmlReader(), target)
    key = {track.location: track.key for track in tracks_in(RekordboxXmlReader(), target)}
    assert [(p.folders, p.name) for p in found] == [(("Sets", "2026"), "Warm & up"), ((), "All")]
    assert found[0].keys == tuple(key[f"/music/{number}.wav"] for number in (2, 1, 2))


def test_without_playlists_one_holds_everything(tmp_path):
    target = written(tmp_path, [annotated(number=1), annotated(number=2)])
    (playlist,) = playlists_in(RekordboxXmlReader(), target)
    assert (playlist.name, len(playlist.keys)) == ("EDM Studio", 2)


def test_entries_is_the_number_of_tracks(tmp_path):
    root = ElementTree.parse(written(tmp_path, [annotated(number=n) for n in range(12)])).getroot()
    assert root.find("COLLECTION").get("Entries") == "12"
    assert len(root.findall("COLLECTION/TRACK")) == 12


def test_keys_are_spelt_as_wished(tmp_path):
    tracks = [annotated(key=Key.parse("Am"))]
    for notation, spelling in ((KeyNotation.CAMELOT, "8A"), (KeyNotation.OPEN, "1m")):
        (track,) = back(tmp_path, tracks, ExportOptions(keys=notation))
        assert track.raw["track"]["Tonality"] == spelling


def test_characters_that_xml_forbids_are_dropped(tmp_path):
    entry = annotated([CuePoint(1.0, 1, name="a\x00b\x1fc\ud800d", slot="A")])
    (track,) = back(tmp_path, [entry])
    assert track.annotations.cues[0].name == "abcd"


def test_a_failing_source_of_tracks_leaves_the_old_file(tmp_path):
    before = written(tmp_path, [annotated()]).read_bytes()

    def broken():
        yield annotated(number=2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(tmp_path, broken())
    assert [file.name for file in tmp_path.iterdir()] == ["out.xml"]
    assert (tmp_path / "out.xml").read_bytes() == before


def test_a_folder_that_is_not_there_is_refused_with_its_name(tmp_path):
    with pytest.raises(Refused, match=r"nowhere.*create it"):
        RekordboxXml().export([annotated()], tmp_path / "nowhere" / "out.xml")
