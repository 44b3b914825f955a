import pytest

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel, is_partition
from edmstudio.interchange.importer import ImportWarning
from edmstudio.interchange.rekordbox.anlz import RekordboxAnlz
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
from tests.interchange.libraries import REAL, tracks_in, worst_beat

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")


def folder(tmp_path, dat, ext=None):
    (tmp_path / "ANLZ0000.DAT").write_bytes(dat)
    if ext is not None:
        (tmp_path / "ANLZ0000.EXT").write_bytes(ext)
    (track,) = tracks_in(RekordboxAnlz(), tmp_path)
    return track


def test_every_beat_makes_a_grid_of_one_tempo(tmp_path):
    track = folder(tmp_path, anlz(path_tag("/Contents/x.mp3"), grid_tag(256)))
    (anchor,) = track.annotations.grid.anchors
    assert (anchor.bpm, anchor.seconds) == (128.0, pytest.approx(0.1, abs=0.001))
    assert track.location == "/Contents/x.mp3"


def test_newer_cues_bring_names_colours_loops_and_eight_pads(tmp_path):
    hot = [
        newer_cue(n, n * 1000, name=f"Drop {n}", colour=b"\x16\x28\xe2\x14") for n in range(1, 9)
    ]
    memory = [newer_cue(0, 1000), newer_cue(0, 50_000, 58_000, name="Round")]
    ext = anlz(cue_tag(b"PCO2", 1, *hot), cue_tag(b"PCO2", 0, *memory))
    dat = anlz(grid_tag(8), cue_tag(b"PCOB", 1, older_cue(1, 1000)))
    cues = folder(tmp_path, dat, ext).annotations.cues
    assert [cue.slot for cue in cues] == [*"ABCDEFGH", ""]
    assert (cues[0].name, cues[0].kind, cues[0].colour) == ("Drop 1", CueKind.DROP, "#28E214")
    assert (cues[-1].seconds, cues[-1].end, cues[-1].kind) == (50.0, 58.0, CueKind.LOOP)


def test_older_cues_serve_where_there_are_no_others(tmp_path):
    entries = (older_cue(1, 1500), older_cue(2, 3000, 5000))
    cues = folder(tmp_path, anlz(cue_tag(b"PCOB", 1, *entries))).annotations.cues
    assert [(cue.slot, cue.seconds, cue.end) for cue in cues] == [("A", 1.5, None), ("B", 3.0, 5.0)]


@pytest.mark.parametrize("masked", [False, True])
def test_phrases_become_sections_by_mood(tmp_path, masked):
    phrases = [(1, 1), (33, 2), (65, 5), (129, 3), (161, 6)]
    ext = anlz(phrase_tag(1, 193, phrases, masked=masked))
    track = folder(tmp_path, anlz(grid_tag(200, bpm=120.0, start=0.0)), ext)
    sections = track.annotations.sections
    assert [section.label for section in sections] == ["intro", "build", "drop", "break", "outro"]
    assert [section.start for section in sections] == [0.0, 16.0, 32.0, 64.0, 80.0]
    assert sections[-1].end == 96.0
    assert is_partition(sections)
    assert track.raw["mood"] == "high"
    assert track.raw["sections"][1][3] == [SectionLabel.BUILD, SectionLabel.BRIDGE]


def test_an_extension_by_itself_brings_a_grid_from_its_two_ends(tmp_path):
    phrases = phrase_tag(1, 193, [(1, 1), (65, 5)])
    (tmp_path / "ANLZ0000.EXT").write_bytes(anlz(ends_tag(257, start=0.0), phrases))
    (track,) = tracks_in(RekordboxAnlz(), tmp_path)
    assert RekordboxAnlz().sniff(tmp_path / "ANLZ0000.EXT")
    (anchor,) = track.annotations.grid.anchors
    assert (anchor.seconds, anchor.bpm) == (0.0, pytest.approx(128.0, abs=1e-3))
    assert track.annotations.sections[1].start == pytest.approx(30.0, abs=0.001)


def test_two_ends_of_different_tempi_are_no_grid(tmp_path):
    (tmp_path / "ANLZ0000.EXT").write_bytes(anlz(ends_tag(257, last_bpm=140.0)))
    (track,) = tracks_in(RekordboxAnlz(), tmp_path)
    assert track.annotations.grid is None


def test_hot_cues_beyond_the_eighth_keep_their_number_and_have_no_pad(tmp_path):
    hot = [newer_cue(n, n * 1000, name=str(n + 1)) for n in range(1, 17)]
    track = folder(tmp_path, anlz(grid_tag(8)), anlz(cue_tag(b"PCO2", 1, *hot)))
    assert [cue.slot for cue in track.annotations.cues] == [*"ABCDEFGH", *[""] * 8]
    assert [row[0] for row in track.raw["cues"]] == list(range(1, 17))


def test_newer_cues_may_end_before_their_colour_or_their_name(tmp_path):
    whole = newer_cue(1, 1500, name="Drop", colour=b"\x16\x28\xe2\x14")
    named = newer_cue(2, 2500, name="Drop", colour=b"")
    short = newer_cue(3, 3500)[:40]
    short = short[:8] + len(short).to_bytes(4, "big") + short[12:]
    track = folder(tmp_path, anlz(grid_tag(8)), anlz(cue_tag(b"PCO2", 1, whole, named, short)))
    assert [(cue.seconds, cue.name, cue.colour) for cue in track.annotations.cues] == [
        (1.5, "Drop", "#28E214"),
        (2.5, "Drop", ""),
        (3.5, "", ""),
    ]


def test_phrases_beyond_the_grid_mean_its_last_beat(tmp_path):
    ext = anlz(phrase_tag(2, 900, [(1, 1), (50, 9), (800, 10)]))
    sections = folder(tmp_path, anlz(grid_tag(100)), ext).annotations.sections
    assert [section.label for section in sections] == ["intro", "drop"]


def test_a_damaged_extension_costs_nothing_of_the_rest(tmp_path):
    track = folder(tmp_path, anlz(grid_tag(16)), anlz(phrase_tag(1, 9, [(1, 1)]))[:60])
    assert track.annotations.grid is not None
    assert "damaged" in track.warnings[0]


@there
@pytest.mark.parametrize(
    ("name", "beats", "mood", "phrases", "bpm"),
    [
        ("usb_demo1", 368, "mid", 19, 128.0),
        ("lib_vertex_mood1", 720, "high", 18, 128.0),
        ("lib_recursive_mood2", 841, "mid", 21, 128.0),
        ("lib_mutex_mood3", 865, "low", 16, 126.02),
        ("rb5_demo2", 257, None, 0, 120.0),
        ("usb_noise_nobeats", 0, None, 0, None),
    ],
)
def test_real_analysis_files_say_what_they_say(name, beats, mood, phrases, bpm):
    (track,) = tracks_in(RekordboxAnlz(), REAL / "rekordbox_anlz" / name)
    assert (track.raw["beats"], track.raw.get("mood")) == (beats, mood)
    assert len(track.raw.get("sections", [])) == phrases
    assert is_partition(track.annotations.sections)
    assert track.warnings == ()
    if bpm is None:
        assert track.annotations.grid is None
    else:
        (anchor,) = track.annotations.grid.anchors
        assert anchor.bpm == pytest.approx(bpm, abs=0.006)


@there
@pytest.mark.parametrize("name", ["usb_demo1", "lib_vertex_mood1", "lib_mutex_mood3"])
def test_another_reader_finds_the_same_beats_and_phrases(name):
    pyrekordbox = pytest.importorskip("pyrekordbox")
    where = REAL / "rekordbox_anlz" / name
    (track,) = tracks_in(RekordboxAnlz(), where)
    grid = pyrekordbox.AnlzFile.parse_file(where / "ANLZ0000.DAT").get_tag("PQTZ")
    for seconds in grid.times:
        assert abs(track.annotations.grid.snap(seconds) - seconds) < 0.003
    song = pyrekordbox.AnlzFile.parse_file(where / "ANLZ0000.EXT").get_tag("PSSI").content
    assert [phrase[:2] for phrase in track.raw["phrases"]] == [
        [entry.beat, entry.kind] for entry in song.entries
    ]


def test_what_is_no_analysis_file_is_a_warning(tmp_path):
    path = tmp_path / "ANLZ0000.DAT"
    path.write_bytes(b"PMAI")
    assert not RekordboxAnlz().sniff(tmp_path / "none")
    assert all(not isinstance(x, ImportWarning) for x in RekordboxAnlz().read(path))


@there
@pytest.mark.parametrize("name", ["usb_demo1", "lib_vertex_mood1", "rb5_demo2"])
def test_the_two_ends_of_a_real_grid_mean_the_same_beats(tmp_path, name):
    (whole,) = tracks_in(RekordboxAnlz(), REAL / "rekordbox_anlz" / name)
    copy = tmp_path / "ANLZ0000.EXT"
    copy.write_bytes((REAL / "rekordbox_anlz" / name / "ANLZ0000.EXT").read_bytes())
    (alone,) = tracks_in(RekordboxAnlz(), copy)
    assert alone.raw["beats"] == whole.raw["beats"]
    assert worst_beat(whole.annotations.grid, alone.annotations.grid, 120.0) < 0.002
    assert len(alone.annotations.sections) == len(whole.annotations.sections)
