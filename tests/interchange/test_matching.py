import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import KIND_COLOURS, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.colours import SERATO, nearest
from edmstudio.interchange.importer import ImportedTrack
from edmstudio.interchange.locations import (
    TraktorLocation,
    comparable,
    is_network,
    rekordbox_location,
    rekordbox_path,
    serato_path,
    traktor_location,
    traktor_path,
)
from edmstudio.interchange.matching import Matcher, Sign
from edmstudio.interchange.offsets import moved, offset, to_ours
from edmstudio.interchange.vocabulary import CUE_NAMES, PHRASES, cue_kind, section_labels


def track(number, path, *, title="", artist="", seconds=200.0):
    return Track(TrackId(number), path, f"p{number}", seconds, title=title, artist=artist)


def entry(location="", *, title="", artist="", seconds=0.0, payload=""):
    return ImportedTrack(
        "k",
        location,
        Annotations(),
        "x",
        title=title,
        artist=artist,
        seconds=seconds,
        payload=payload,
    )


TRACKS = [
    track(1, "C:\\Music\\Sét #1.mp3", title="One", artist="A"),
    track(2, "/Users/x/Music/two.flac", title="Two", artist="B", seconds=300.0),
    track(3, "/home/x/three.wav", title="Same", artist="C", seconds=100.0),
    track(4, "/home/x/four.wav", title="same ", artist="c", seconds=101.0),
    track(5, "\\\\nas\\music\\five.mp3", title="Five"),
]


@pytest.mark.parametrize(
    ("asked", "number", "sign"),
    [
        (entry("C:/Music/" + unicodedata.normalize("NFD", "Sét #1.mp3")), 1, Sign.LOCATION),
        (entry("c:/music/SÉT #1.MP3"), 1, Sign.LOCATION),
        (entry("/users/X/Music/Two.flac"), 2, Sign.LOCATION),
        (entry("Users/x/Music/two.flac"), 2, Sign.LOCATION),
        (entry("//NAS/Music/five.mp3"), 5, Sign.LOCATION),
        (entry("/C:/Music/Sét #1.mp3"), 1, Sign.LOCATION),
        (entry("//home/x/three.wav"), 3, Sign.LOCATION),  # as pyrekordbox doubles the first slash
        (entry("/elsewhere/x.mp3", payload="p3"), 3, Sign.AUDIO),
        (entry("/elsewhere/x.mp3", title="two", artist="b", seconds=301.4), 2, Sign.NAMES),
        (entry("/elsewhere/TWO.mp3", seconds=299.0), 2, Sign.FILE_NAME),
        (entry("two"), 2, Sign.FILE_NAME),
    ],
)
def test_a_track_is_recognised_by_its_surest_sign(asked, number, sign):
    match = Matcher(TRACKS).match(asked)
    assert (match.track.track_id, match.sign) == (number, sign)


@pytest.mark.parametrize(
    "asked",
    [
        entry("/HOME/x/three.wav2"),
        entry("/elsewhere/x.mp3", title="Same", artist="C", seconds=100.5),
        entry("/elsewhere/x.mp3", title="Two", artist="B", seconds=350.0),
        entry(""),
        entry("", title="", artist="A"),
    ],
)
def test_what_could_be_two_or_none_is_none(asked):
    assert Matcher(TRACKS).match(asked) is None


def test_likely_tracks_are_offered():
    found = Matcher(TRACKS).likely(entry("", title="SAME", artist="C", seconds=100.5))
    assert [each.track_id for each in found] == [3, 4]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("file://localhost/C:/Music/a%20b.mp3", "C:/Music/a b.mp3"),
        ("file://localhost/Users/x/a#1;2=!.mp3", "/Users/x/a#1;2=!.mp3"),
        ("file:///Users/x/%c3%a9.mp3", "/Users/x/é.mp3"),
        ("file://localhost//nas/music/x.mp3", "//nas/music/x.mp3"),
        ("file://localhost///nas/music/x.mp3", "//nas/music/x.mp3"),
        ("file:////nas/music/x.mp3", "//nas/music/x.mp3"),
        ("file://nas/music/x#;.mp3", "//nas/music/x#;.mp3"),
        ("file://localhost/%5c%5cnas%5cmusic%5cx.mp3", "\\\\nas\\music\\x.mp3"),
        ("file:///D:/x.mp3", "D:/x.mp3"),
        ("FILE://LOCALHOST/D:/x.mp3", "D:/x.mp3"),
        ("file://soundcloud:tracks:12", ""),
        ("file://localhost/a%2Fb.mp3", "/a/b.mp3"),
        ("file://localhostsoundcloud:tracks:12", ""),
        ("http://evil/x.mp3", ""),
        ("file://localhost/a%00b.mp3", ""),
        ("", ""),
    ],
)
def test_locations_are_read_without_a_url_parser(location, path):
    assert rekordbox_path(location) == path


@given(name=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_every_path_survives_its_location(name):
    path = "/music/" + name.replace("\\", "")
    assert rekordbox_path(rekordbox_location(path)) == path


def test_locations_are_spelt_as_rekordbox_does():
    assert (
        rekordbox_location("C:\\Müsic\\a [b] & 'c' (d)_#.mp3")
        == "file://localhost/C:/M%c3%bcsic/a%20%5bb%5d%20%26%20%27c%27%20(d)_%23.mp3"
    )


@pytest.mark.parametrize(
    "path",
    ["\\\\nas\\music\\a b\\x#;.mp3", "C:\\Müsic\\x.mp3", "/Users/x/a.mp3", "/home/é/a:b.mp3"],
)
def test_a_path_of_any_system_comes_back_from_every_program(path):
    assert comparable(rekordbox_path(rekordbox_location(path))) == comparable(path)
    assert comparable(traktor_path(traktor_location(path))) == comparable(path)


def test_a_share_is_a_volume_in_traktor():
    location = traktor_location("\\\\nas\\music\\a\\x.mp3")
    assert location == TraktorLocation("\\\\nas\\music", "/:a/:", "x.mp3")
    assert traktor_path(location) == "//nas/music/a/x.mp3"
    assert traktor_path(TraktorLocation("//nas/music", "/:", "x.mp3")) == "//nas/music/x.mp3"


def test_serato_paths_have_no_drive():
    assert serato_path("C:\\Music\\a.mp3") == "Music/a.mp3"
    assert serato_path("/Volumes/USB/a.mp3") == "a.mp3"
    assert serato_path("/Users/x/a.mp3") == "Users/x/a.mp3"


def test_case_counts_where_it_counts():
    assert comparable("C:\\A.mp3") == comparable("c:/a.MP3")
    assert comparable("/home/A.mp3") != comparable("/home/a.mp3")
    assert is_network("\\\\nas\\x")
    assert not is_network("C:/x")


@pytest.mark.parametrize(
    ("program", "case", "rate", "ms"),
    [
        ("rekordbox", "D", 44100, 26),
        ("rekordbox", "D", 48000, 24),
        ("rekordbox", "C", 44100, 0),
        ("rekordbox", "", 44100, 0),
        ("serato", "A", 44100, 26),
        ("serato", "B", 48000, 24),
        ("traktor", "A", 44100, 0),
        ("traktor", "B", 44100, 26),
        ("mixxx", "D", 44100, 0),
    ],
)
def test_the_table_says_where_programs_begin(program, case, rate, ms):
    assert offset(program, Timeline(case=case), rate) == pytest.approx(ms / 1000)


def test_there_and_back_is_where_it_was():
    said = Annotations(grid=TempoMap.constant(1.0, 120.0), cues=(CuePoint(2.0, 1, end=3.0),))
    timeline = Timeline(case="D")
    theirs = moved(said, offset("rekordbox", timeline, 44100))
    assert theirs.cues[0].end == pytest.approx(3.026)
    back = to_ours(theirs, "rekordbox", timeline, 44100)
    assert back.cues[0].seconds == pytest.approx(2.0)
    assert back.grid.anchors[0].seconds == pytest.approx(1.0)
    assert moved(said, 0.0) is said


def test_kinds_of_cues_come_from_their_names_and_names_from_kinds():
    for kind, name in CUE_NAMES.items():
        if kind != "loop":
            assert cue_kind(name) == kind
    assert [cue_kind(n) for n in ("BUILD UP 2", "Breakdown", "dropped", "vox", "intro")] == [
        "build",
        "break",
        "other",
        "vocal",
        "mix-in",
    ]


def test_section_words_of_others_are_sets_with_the_likeliest_first():
    assert section_labels("Chorus")[0] == "chorus"
    assert section_labels("inst") == ("bridge", "drop", "cooldown")
    assert section_labels("drop 2") == ("drop",)
    assert section_labels("banana") == ()
    assert all(phrase.labels for kinds in PHRASES.values() for phrase in kinds.values())


def test_our_colours_become_the_serato_colours_that_look_alike():
    assert nearest(KIND_COLOURS["drop"], SERATO) == "#CC0000"
    assert nearest(KIND_COLOURS["break"], SERATO) == "#0044CC"
    assert all(nearest(colour, SERATO) == colour for colour in SERATO)
