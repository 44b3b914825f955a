import json
import plistlib
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel, is_partition
from edmstudio.domain.track import TrackId
from edmstudio.interchange.audacity import AudacityLabels, AudacityReader
from edmstudio.interchange.beat_list import TOLERANCE, grid_of_beats
from edmstudio.interchange.beat_text import BeatText
from edmstudio.interchange.csv_table import CsvReader, CsvTable
from edmstudio.interchange.exporter import ExportOptions, Playlist
from edmstudio.interchange.importer import importers_for
from edmstudio.interchange.itunes.xml import ItunesXml
from edmstudio.interchange.jams_file import Jams, JamsReader
from edmstudio.interchange.locations import rekordbox_path
from edmstudio.interchange.m3u8 import M3u8, M3u8Reader
from tests.interchange.libraries import (
    REAL,
    SECONDS,
    annotated,
    export_tracks,
    grids,
    libraries,
    playlists_in,
    sentence_of,
    tracks_in,
    worst_beat,
)

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SECTIONS = (
    Section(0.0, 60.0, SectionLabel.INTRO),
    Section(60.0, 120.5, SectionLabel.DROP),
    Section(120.5, SECONDS, SectionLabel.OUTRO),
)


def spans(sections):
    return [(round(s.start, 6), round(s.end, 6), s.label) for s in sections]


def one(importer, path):
    (track,) = tracks_in(importer, path)
    return track


@quick
@given(entry=export_tracks())
def test_jams_brings_everything_back(tmp_path, entry):
    target = tmp_path / "a.jams"
    Jams().export([entry], target)
    back = one(JamsReader(), target)
    ours, theirs = entry.annotations, back.annotations
    assert theirs.grid == ours.grid
    assert spans(theirs.sections) == spans(ours.sections)
    assert theirs.key == ours.key
    assert [(c.seconds, c.kind, c.name, c.slot, c.colour) for c in theirs.cues] == [
        (c.seconds, c.kind, c.name, c.slot, c.colour) for c in ours.cues
    ]
    assert (back.title, back.artist, back.location) == (
        entry.track.title,
        entry.track.artist,
        entry.track.path,
    )


def test_our_jams_files_are_valid_to_the_jams_package(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        jams = pytest.importorskip("jams")
        cues = [CuePoint(3.0, 1, CueKind.DROP, "D", "A"), CuePoint(9.0, 2, CueKind.LOOP, end=12.0)]
        entry = annotated(
            cues,
            grid=TempoMap((Anchor(0, 0.1, 128.0), Anchor(64, 30.1, 100.0))),
            sections=SECTIONS,
            key=Key.parse("F#m"),
            energy=EnergyCurve(7),
        )
        Jams().export([entry], tmp_path / "a.jams")
        loaded = jams.load(str(tmp_path / "a.jams"), validate=True, strict=True)
        assert loaded.validate(strict=True)
        assert len(loaded.search(namespace="beat")[0].data) > 500
        assert loaded.search(namespace="segment_open")[0].data[1].value == "drop"


def test_several_tracks_become_a_folder_of_files_named_after_the_audio(tmp_path):
    tracks = [annotated(number=1, path="/m/a.wav"), annotated(number=2, path="/n/a.mp3")]
    Jams().export(tracks, tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a (2).jams", "a.jams"]


def test_lyrics_beside_the_music_are_no_label_track_and_stay(tmp_path):
    (tmp_path / "1.txt").write_text("La la la\n")
    tracks = [annotated(number=n, path=f"/m/{n}.mp3", sections=SECTIONS) for n in (1, 2)]
    for _ in range(2):  # while what we wrote is written anew
        report = AudacityLabels().export(tracks, tmp_path)
        assert [skipped.path for skipped in report.skipped] == ["/m/1.mp3"]
        assert report.counts["tracks"] == 1
    assert (tmp_path / "1.txt").read_text() == "La la la\n"


@there
def test_real_jams_files_are_read():
    valid = one(JamsReader(), REAL / "jams" / "valid.jams")
    assert (valid.title, valid.seconds) == ("SMC_001", 40.0)
    beats = json.loads((REAL / "jams" / "valid.jams").read_text())["annotations"][0]["data"]
    times = [beat["time"] for beat in beats]
    assert all(abs(valid.annotations.grid.snap(time) - time) < 0.02 for time in times)
    librosa = one(JamsReader(), REAL / "jams" / "example_beat_output.jams")
    assert librosa.annotations.grid.bpm_over(0, 60) == pytest.approx(129.2, abs=4)


@quick
@given(entry=export_tracks())
def test_labels_go_to_audacity_and_back(tmp_path, entry):
    target = tmp_path / "a.txt"
    AudacityLabels().export([entry], target)
    if not entry.annotations.sections and not entry.annotations.cues:
        return
    theirs = one(AudacityReader(), target).annotations
    assert spans(theirs.sections) == spans(entry.annotations.sections)
    assert [(c.seconds, c.end) for c in theirs.cues] == [
        (c.seconds, c.end) for c in entry.annotations.cues
    ]


def test_audacity_lines_with_frequencies_commas_and_silence_are_read(tmp_path):
    path = tmp_path / "song.txt"
    path.write_text(
        "0,000000\t10,500000\tIntro\n\\\t20.0\t9000.0\n12.0\t12.0\tvox!\n11\t20\tBreakdown 2\n"
    )
    track = one(AudacityReader(), path)
    assert spans(track.annotations.sections) == [(0.0, 11.0, "intro"), (11.0, 20.0, "break")]
    assert [(cue.kind, cue.name) for cue in track.annotations.cues] == [("vocal", "vox!")]
    assert track.location == str(tmp_path / "song")


def test_a_line_that_is_no_label_is_named(tmp_path):
    path = tmp_path / "song.txt"
    path.write_text("1.0\t2.0\tdrop\nhello\n")
    assert "line 2" in sentence_of(lambda: list(AudacityReader().read(path)))


@quick
@given(library=libraries())
def test_the_table_holds_what_was_said(tmp_path, library):
    target = tmp_path / "a.csv"
    CsvTable().export(library, target)
    assert CsvReader().sniff(target)
    found = {track.location: track.annotations for track in tracks_in(CsvReader(), target)}
    for entry in library:
        ours = entry.annotations
        if not (ours.grid or ours.sections or ours.cues or ours.key):
            continue
        theirs = found[entry.track.path]
        assert spans(theirs.sections) == spans(ours.sections)
        assert theirs.key == ours.key
        assert [(c.seconds, c.end, c.kind, c.slot) for c in theirs.cues] == [
            (c.seconds, c.end, c.kind, c.slot) for c in ours.cues
        ]
        assert [c.name for c in theirs.cues] == [c.name for c in ours.cues]
        assert (theirs.grid is None) == (ours.grid is None)
        if ours.grid is not None:
            assert worst_beat(ours.grid, theirs.grid) < 1e-5


def test_a_row_that_says_nothing_is_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("track,kind,start,end,label\n/a.wav,cue:drop,1.0,,x\n/a.wav,cue:drop,soon,,x\n")
    assert "line 3" in sentence_of(lambda: list(CsvReader().read(path)))


def test_beats_with_places_make_a_grid_in_three_and_an_upbeat(tmp_path):
    path = tmp_path / "song.beats"
    lines = [f"{0.4 + n * 0.5:.3f}\t{(n + 2) % 3 + 1}\n" for n in range(60)]
    path.write_text("".join(lines))
    assert BeatText().sniff(path)
    grid = one(BeatText(), path).annotations.grid
    assert len(grid.anchors) == 1
    assert grid.downbeats(0.0, 4.0).tolist() == pytest.approx([0.9, 2.4, 3.9], abs=0.001)


def test_beats_behind_tabs_are_beats_and_no_labels(tmp_path):
    path = tmp_path / "song.txt"
    path.write_text("".join(f"{0.5 + n / 2}\t{n % 4 + 1}\t{n // 4 + 1}\n" for n in range(16)))
    assert [importer.name for importer in importers_for(path)] == ["beat-text"]


def test_segments_of_harmonix_become_our_labels(tmp_path):
    path = tmp_path / "0001_song.txt"
    path.write_text("0.5 intro\n10.0 verse2\n20 prechorus\n30 chorusA\n40 inst\n50 end\n")
    assert BeatText().sniff(path)
    sections = one(BeatText(), path).annotations.sections
    assert [s.label for s in sections] == ["intro", "verse", "build", "chorus", "bridge"]
    assert (sections[0].start, sections[-1].end) == (0.0, 50.0)
    assert is_partition(sections)


@settings(max_examples=60, deadline=None)
@given(bpm=st.floats(70, 180), seed=st.integers(0, 9999))
def test_beats_that_waver_less_than_the_tolerance_are_one_tempo(bpm, seed):
    noise = np.random.default_rng(seed).uniform(-0.004, 0.004, 64)
    times = [1.0 + n * 60 / bpm + off for n, off in enumerate(noise)]
    grid = grid_of_beats(times)
    assert len(grid.anchors) == 1
    assert np.abs(grid.seconds_of(np.arange(64)) - times).max() <= TOLERANCE + 1e-9


@settings(max_examples=60, deadline=None)
@given(grid=grids(), decimals=st.sampled_from([3, 6]))
def test_beats_that_a_program_computed_come_back_to_the_millisecond(grid, decimals):
    times = [round(time, decimals) for time in grid.beats(0.0, 200.0).tolist()]
    found = grid_of_beats(times)
    assert np.abs(found.seconds_of(np.arange(len(times))) - times).max() <= 0.0011


def test_a_change_of_tempo_is_two_tempi():
    times = [n * 0.5 for n in range(32)] + [16.0 + n * 0.4 for n in range(32)]
    grid = grid_of_beats(times)
    assert [round(anchor.bpm) for anchor in grid.anchors][-1] == 150
    assert all(abs(grid.snap(time) - time) <= TOLERANCE for time in times)


def test_playlists_are_written_and_read_with_relative_and_foreign_paths(tmp_path):
    (tmp_path / "a b.mp3").write_bytes(b"")
    tracks = [
        annotated(number=1, path=str(tmp_path / "a b.mp3")),
        annotated(number=2, path="C:\\ö\\#.mp3"),
    ]
    target = tmp_path / "set.m3u8"
    M3u8().export(tracks, target)
    text = target.read_text()
    assert text.startswith("#EXTM3U\n#EXTINF:300,Track 1\na b.mp3\n")
    (playlist,) = playlists_in(M3u8Reader(), target)
    assert playlist.keys == (str(tmp_path / "a b.mp3"), "C:\\ö\\#.mp3")


def test_an_old_playlist_in_windows_letters_is_read(tmp_path):
    path = tmp_path / "old.m3u"
    path.write_bytes("#EXTM3U\r\n#EXTINF:12,Ä - Ö\r\nD:\\Müsik\\x.mp3\r\n".encode("cp1252"))
    track = one(M3u8Reader(), path)
    assert (track.artist, track.title, track.location) == ("Ä", "Ö", "D:\\Müsik\\x.mp3")


def test_an_itunes_library_has_folders_playlists_and_locations(tmp_path):
    tracks = [
        annotated(number=n, path=f"/m/ö #{n}.mp3", grid=TempoMap.constant(0.1, 127.6))
        for n in (1, 2)
    ]
    playlist = Playlist("Set \x01", (TrackId(2), TrackId(1)), ("2026",))
    target = tmp_path / "iTunes Music Library.xml"
    ItunesXml().export(tracks, target, ExportOptions(playlists=(playlist,)))
    library = plistlib.loads(target.read_bytes())
    folder, held = library["Playlists"]
    assert held["Parent Persistent ID"] == folder["Playlist Persistent ID"]
    assert [item["Track ID"] for item in held["Playlist Items"]] == [2, 1]
    row = library["Tracks"]["1"]
    assert (rekordbox_path(row["Location"]), row["BPM"]) == ("/m/ö #1.mp3", 128)


def test_the_confidence_of_a_section_travels(tmp_path):
    sections = (replace(SECTIONS[0], confidence=0.25), *SECTIONS[1:])
    for exporter, importer, name in (
        (Jams(), JamsReader(), "a.jams"),
        (CsvTable(), CsvReader(), "a.csv"),
    ):
        exporter.export([annotated(sections=sections)], tmp_path / name)
        assert one(importer, tmp_path / name).annotations.sections[0].confidence == 0.25


def read(importer, path, text):
    path.write_text(text, encoding="utf-8")
    return one(importer, path).annotations


@pytest.mark.parametrize("colour", ["nocolr!", "#AB CD ", "xAABBCC"])
def test_a_colour_that_is_none_costs_only_itself(tmp_path, colour):
    value = {"kind": "drop", "colour": colour}
    data = [{"time": 0.5, "duration": None, "value": value, "confidence": None}]
    jams = {"file_metadata": {}, "annotations": [{"namespace": "blob", "data": data}]}
    (cue,) = read(JamsReader(), tmp_path / "a.jams", json.dumps(jams)).cues
    assert (cue.seconds, cue.end, cue.colour) == (0.5, None, "")


def test_a_label_may_hold_any_letter_but_a_new_line(tmp_path):
    text = "1.0\t1.0\ta\u2028b\x85c\r\n2.0\t2.0\td\n"
    assert [c.name for c in read(AudacityReader(), tmp_path / "a.txt", text).cues] == [
        "a\u2028b\x85c",
        "d",
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("tempo,1,,128", "a tempo is BPM, beats a bar, number of the beat and shift of the bar"),
        ("tempo,1,,128 4 99999999999999999999 0", "“99999999999999999999” is no number"),
        ("section,1,,drop", "it lacks a number"),
        ("cue:nope,1,,x", "“nope” is no kind of cue"),
        ("cue:drop:A,1e300,,x", "“1e300” is no number"),
    ],
)
def test_a_row_that_says_nothing_says_why(tmp_path, row, sentence):
    with pytest.raises(Refused) as refused:
        read(CsvReader(), tmp_path / "a.csv", f"track,kind,start,end,label\n/a,{row}\n")
    assert refused.value.sentence == f"a.csv has a row that says nothing: {sentence} (line 2)."


def test_a_time_beyond_all_music_is_no_label(tmp_path):
    with pytest.raises(Refused, match="line 1"):
        read(AudacityReader(), tmp_path / "a.txt", f"{'9' * 400}.0\t{'9' * 400}.0\tx\n")


@pytest.mark.parametrize("name", ["a.jams", "a.csv"])
def test_a_cue_before_our_first_sample_comes_back(tmp_path, name):
    cues = (CuePoint(-0.026, 1, name="as an MP3 of rekordbox's has it", slot="A"),)
    exporter = Jams() if name == "a.jams" else CsvTable()
    exporter.export([annotated(cues)], tmp_path / name)
    (importer,) = importers_for(tmp_path / name)
    assert [cue.seconds for cue in one(importer, tmp_path / name).annotations.cues] == [-0.026]


def test_a_playlist_named_from_where_one_stands_has_relative_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    M3u8().export([annotated(path=str(tmp_path / "a.mp3"))], Path("x.m3u8"))
    assert Path("x.m3u8").read_text().splitlines()[-1] == "a.mp3"


@pytest.mark.parametrize("moment", [float("nan"), float("inf"), 1e300])
def test_an_anchor_at_no_moment_is_refused(tmp_path, moment):
    beat = {"namespace": "beat", "data": [{}], "sandbox": {"anchors": [[0, moment, 128.0, 4, 0]]}}
    jams = {"file_metadata": {}, "annotations": [beat]}
    with pytest.raises(Refused, match="is no time"):
        read(JamsReader(), tmp_path / "a.jams", json.dumps(jams))
