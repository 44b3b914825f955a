import struct

import pytest

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel, is_partition
from edmstudio.interchange.anlz_sections import _MASK
from edmstudio.interchange.importer import ImportWarning
from edmstudio.interchange.rekordbox_anlz import RekordboxAnlz
from tests.interchange.libraries import REAL, sentence_of, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")


def tag(name, header, body):
    head = struct.pack(">4sII", name, 12 + len(header), 12 + len(header) + len(body))
    return head + header + body


def anlz(*tags):
    body = b"".join(tags)
    return struct.pack(">4sII16x", b"PMAI", 28, 28 + len(body)) + body


def grid_tag(beats, bpm=128.0, start=0.1):
    rows = b"".join(
        struct.pack(">HHI", n % 4 + 1, round(bpm * 100), round((start + n * 60 / bpm) * 1000))
        for n in range(beats)
    )
    return tag(b"PQTZ", struct.pack(">III", 0, 0x80000, beats), rows)


def path_tag(path):
    text = path.encode("utf-16-be") + b"\0\0"
    return tag(b"PPTH", struct.pack(">I", len(text)), text)


def older_cue(pad, ms, end=None):
    kind, until = (1, 0xFFFFFFFF) if end is None else (2, end)
    times = struct.pack(">II16x", ms, until)
    middle = struct.pack(">IIIHHB3x", pad, 0, 0x10000, 0, 0, kind)
    return struct.pack(">4sII", b"PCPT", 28, 56) + middle + times


def newer_cue(pad, ms, end=None, *, name="", colour=b"\0\0\0\0"):
    kind, until = (1, 0xFFFFFFFF) if end is None else (2, end)
    text = name.encode("utf-16-be") + b"\0\0" if name else b""
    body = struct.pack(">IB3xIIB7xHHI", pad, kind, ms, until, 0, 0, 0, len(text)) + text + colour
    return struct.pack(">4sII", b"PCP2", 16, 12 + len(body)) + body


def cue_tag(name, hot, *entries):
    count = struct.pack(">IHHi", hot, 0, len(entries), -1) if name == b"PCOB" else None
    header = count or struct.pack(">IHH", hot, len(entries), 0)
    return tag(name, header, b"".join(entries))


def phrase_tag(mood, end, phrases, *, masked=False):
    entries = b"".join(
        struct.pack(">HHH15xBH", number, beat, kind, 0, 0) + b""
        for number, (beat, kind) in enumerate(phrases, start=1)
    )
    plain = struct.pack(">H6xHHBx", mood, end, 0, 0) + entries
    if masked:
        plain = bytes(b ^ (_MASK[i % 19] + len(phrases) & 0xFF) for i, b in enumerate(plain))
    header = struct.pack(">IH", 24, len(phrases)) + plain[:14]
    return tag(b"PSSI", header, plain[14:])


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


def test_phrases_beyond_the_grid_mean_its_last_beat(tmp_path):
    ext = anlz(phrase_tag(2, 900, [(1, 1), (50, 9), (800, 10)]))
    sections = folder(tmp_path, anlz(grid_tag(100)), ext).annotations.sections
    assert [section.label for section in sections] == ["intro", "drop"]


def test_a_damaged_extension_costs_nothing_of_the_rest(tmp_path):
    track = folder(tmp_path, anlz(grid_tag(16)), anlz(phrase_tag(1, 9, [(1, 1)]))[:60])
    assert track.annotations.grid is not None
    assert "damaged" in track.warnings[0]


def test_mutated_files_are_read_or_become_a_warning(tmp_path, rng_bytes):
    good = anlz(
        path_tag("x"),
        grid_tag(40),
        cue_tag(b"PCOB", 1, older_cue(1, 1500)),
        cue_tag(b"PCO2", 1, newer_cue(1, 1500, name="x")),
        phrase_tag(2, 30, [(1, 1), (9, 9)]),
    )
    path = tmp_path / "ANLZ0000.DAT"
    for mutant in rng_bytes(good, 400):
        path.write_bytes(mutant)
        assert sentence_of(lambda: list(RekordboxAnlz().read(path))).endswith(".")


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
