"""Playlists there and back: in the formats that hold nothing else, and their names as files."""

import plistlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.refused import Refused
from edmstudio.domain.track import TrackId
from edmstudio.interchange.exporter import ExportOptions, Playlist, exporter_named
from edmstudio.interchange.file_names import free_name, safe_name
from edmstudio.interchange.importer import importer_named
from edmstudio.interchange.m3u8 import M3u8, M3u8Reader
from edmstudio.interchange.serato.library import SeratoCrate, SeratoLibrary
from edmstudio.interchange.serato.tlv import Record, packed, records_of
from tests.interchange.libraries import annotated, names, playlists_in, tracks_in

# What stands in a path on any disk: no slash, no line break, no null.
files = names.map(lambda name: name.replace("/", "_").replace("\\", "_"))
FORMATS = {"m3u8": "all.m3u8", "itunes-xml": "all.xml", "serato-crate": "all.crate"}
ENTITY = (
    b'<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><dict><key>Major Version</key></dict></plist>'
)


def spelt(name, path):
    """How a format keys a track: crates leave the drive and the first slash out."""
    return path.lstrip("/") if name == "serato-crate" else path


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, deadline=None)
@given(called=st.lists(files, min_size=1, max_size=5), order=st.lists(st.integers(1, 5)))
def test_every_name_and_order_comes_back(tmp_path_factory, name, called, order):
    target = tmp_path_factory.mktemp("lists") / FORMATS[name]
    tracks = [
        annotated(number=n, path=f"{target.parent}/d{said}/#{n} {said}.mp3")
        for n, said in enumerate(called, start=1)
    ]
    places = {each.track.track_id: each.track.path for each in tracks}
    playlist = Playlist("Set", tuple(TrackId(n) for n in order))
    exporter_named(name).export(tracks, target, ExportOptions(playlists=(playlist,)))
    found = {track.key: track for track in tracks_in(importer_named(name), target)}
    (back,) = playlists_in(importer_named(name), target)
    wanted = [spelt(name, places[n]) for n in order if n in places]
    assert [found[key].location for key in back.keys] == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_folders_and_like_names_stay_apart(tmp_path, name):
    sets = (
        Playlist("A/B", (TrackId(1),)),
        Playlist("A:B", (TrackId(2),)),
        Playlist("a_b", (TrackId(1), TrackId(2))),
        Playlist("Con", (TrackId(2),), ("2026", "May")),
        Playlist("2026", (TrackId(1), TrackId(1))),
        Playlist("2026", (TrackId(2), TrackId(2))),
    )
    tracks = [annotated(number=n, path=f"/m/{n}.mp3") for n in (1, 2)]
    target = tmp_path / ("all.xml" if name == "itunes-xml" else "lists")
    exporter_named(name).export(tracks, target, ExportOptions(playlists=sets))
    place = sorted(target.rglob("*.*")) if target.is_dir() else [target]
    back = [each for path in place for each in playlists_in(importer_named(name), path)]
    assert len(back) == len(sets)
    held = sorted(tuple(key.strip("/m.3p") for key in each.keys) for each in back)
    wanted = sorted(tuple(str(track) for track in each.tracks) for each in sets)
    assert held == wanted
    if name != "m3u8":  # whose folders are those of the disk
        assert ("2026", "May") in [each.folders for each in back]


def test_a_name_with_a_line_break_is_told_and_not_written(tmp_path):
    target = tmp_path / "a.m3u8"
    report = M3u8().export([annotated(path="/m/a\nb.mp3")], target)
    assert report.counts["tracks"] == 0
    assert report.skipped[0].reason == "The name of its file has a line break."
    assert target.read_text() == "#EXTM3U\n"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("file:///m/a%20b.mp3", "/m/a b.mp3"),
        ("file://nas/music/a.mp3", "//nas/music/a.mp3"),
        ("..\\music\\a.mp3", "{above}/music/a.mp3"),
        ("./#1.mp3", "{here}/#1.mp3"),
        ("sub/a\u2028b.mp3", "{here}/sub/a\u2028b.mp3"),
        ("https://radio/x", "https://radio/x"),
        ("\\\\nas\\music\\a.mp3", "\\\\nas\\music\\a.mp3"),
    ],
)
def test_lines_of_playlists_of_other_programs(tmp_path, line, place):
    (tmp_path / "lists").mkdir()
    path = tmp_path / "lists" / "a.m3u8"
    path.write_bytes(f"#EXTM3U\r\n\r\n{line}\r\n".encode())
    (track,) = tracks_in(M3u8Reader(), path)
    assert track.location == place.format(above=tmp_path, here=path.parent)


def test_a_name_that_is_no_text_leaves_the_others_alone(tmp_path):
    tracks = [annotated(number=1, path="/m/ü.mp3"), annotated(number=2, path="/m/\udcff.mp3")]
    M3u8().export(tracks, tmp_path / "a.m3u8")
    found = [track.location for track in tracks_in(M3u8Reader(), tmp_path / "a.m3u8")]
    assert found == ["/m/ü.mp3", "/m/\udcff.mp3"]


def test_a_library_of_seratos_is_read_from_its_drive_with_or_without_a_database(tmp_path):
    crates = tmp_path / "_Serato_" / "Subcrates"
    sets = tuple(Playlist(name, (TrackId(1),), ("Top",)) for name in ("One", "Two"))
    SeratoCrate().export([annotated(path="/m/1.mp3")], crates, ExportOptions(playlists=sets))
    for place in (tmp_path, tmp_path / "_Serato_"):
        assert SeratoLibrary().sniff(place)
        assert [each.key for each in tracks_in(SeratoLibrary(), place)] == ["m/1.mp3"]
        lists = playlists_in(SeratoLibrary(), place)
        assert [(each.folders, each.name) for each in lists] == [
            (("Top",), "One"),
            (("Top",), "Two"),
        ]
    assert not SeratoLibrary().sniff(crates.parent.parent / "_Serato_" / "Subcrates" / "x")


def playlist_of(*numbers):
    return ExportOptions(playlists=(Playlist("Techno", tuple(map(TrackId, numbers))),))


def test_a_crate_of_seratos_own_keeps_what_it_holds(tmp_path, shared_data):
    crate = tmp_path / "Techno.crate"
    real = (shared_data / "dj/serato_library/French House.crate").read_bytes()
    crate.write_bytes(real)
    theirs = [record.text("ptrk") for record in records_of(real) if record.name == "otrk"]
    tracks = [annotated(number=1, path=f"/{theirs[0]}"), annotated(number=2, path="/m/new.mp3")]
    for _ in range(2):
        SeratoCrate().export(tracks, tmp_path, playlist_of(1, 2))
    assert crate.read_bytes().startswith(real)
    (back,) = playlists_in(SeratoLibrary(), crate)
    assert list(back.keys) == [*theirs, "m/new.mp3"]


def test_a_crate_of_ours_holds_what_left_last(tmp_path):
    tracks = [annotated(number=n, path=f"/m/{n}.mp3") for n in (1, 2)]
    for numbers in ((1, 2), (2,)):
        SeratoCrate().export(tracks, tmp_path, playlist_of(*numbers))
    (back,) = playlists_in(SeratoLibrary(), tmp_path / "Techno.crate")
    assert back.keys == ("m/2.mp3",)


def test_a_crate_with_another_column_is_seratos_own(tmp_path):
    crate = tmp_path / "Techno.crate"
    theirs = (
        Record("vrsn", "1.0/Serato ScratchLive Crate"),
        Record("otrk", (Record("ptrk", "m/1"),)),
    )
    crate.write_bytes(packed(theirs))
    SeratoCrate().export([annotated(number=2, path="/m/2")], tmp_path, playlist_of(2))
    (back,) = playlists_in(SeratoLibrary(), crate)
    assert back.keys == ("m/1", "m/2")


def test_a_crate_that_is_damaged_is_left_alone(tmp_path):
    crate = tmp_path / "Techno.crate"
    crate.write_bytes(b"vrsn\0\0\1\0half")
    with pytest.raises(Refused, match="damaged"):
        SeratoCrate().export([annotated(path="/m/1.mp3")], tmp_path, playlist_of(1))
    assert crate.read_bytes() == b"vrsn\0\0\1\0half"


@pytest.mark.parametrize("start", [b"#EXTM3U\n", b"\xef\xbb\xbf#EXTM3U\r\n"])
def test_a_playlist_is_known_by_its_first_line(tmp_path, start):
    (tmp_path / "a.txt").write_bytes(start + b"#EXTINF:1,A\n/m/a.mp3\n")
    assert M3u8Reader().sniff(tmp_path / "a.txt")


def test_a_library_of_itunes_own(tmp_path):
    def listed(name, **more):
        return {"Name": name, "Playlist Persistent ID": name, **more}

    path, items = tmp_path / "Library.xml", [{"Track ID": 7}, {"Track ID": 8}]
    library = {
        "Major Version": 1,
        "Application Version": "1.4.5.23",
        "Tracks": {
            "7": {"Name": "N", "Artist": "A", "Total Time": 61500, "BPM": 128,
                  "Location": "file:///Users/x/N%20%23.mp3"},
            "8": {"Name": "Stream"},
        },
        "Playlists": [
            listed("Library", **{"Master": True, "Playlist Items": items}),
            listed("Music", **{"Distinguished Kind": 4, "Playlist Items": items}),
            listed("F", Folder=True, **{"Playlist Items": items}),
            listed("In", **{"Parent Persistent ID": "F", "Playlist Items": items}),
            listed("Lost", **{"Parent Persistent ID": "gone", "Playlist Items": items[:1]}),
        ],
    }  # fmt: skip
    path.write_bytes(plistlib.dumps(library))
    importer = importer_named("itunes-xml")
    assert importer.sniff(path)
    first, second = tracks_in(importer, path)
    assert (first.location, first.title, first.artist, first.seconds, first.version) == (
        "/Users/x/N #.mp3", "N", "A", 61.5, "1.4.5.23"
    )  # fmt: skip
    assert (second.location, first.raw["BPM"]) == ("", 128)
    assert [(each.folders, each.name, each.keys) for each in playlists_in(importer, path)] == [
        (("F",), "In", ("7", "8")),
        ((), "Lost", ("7",)),
    ]


@pytest.mark.parametrize("data", [ENTITY, b"<plist>" * 3000 + b"<key>Major Version</key>", b""])
def test_a_library_built_to_harm_is_refused(tmp_path, data):
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    with pytest.raises(Refused):
        list(importer_named("itunes-xml").read(path))


@given(name=st.text())
def test_safe_names_are_safe(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert len(safe.encode("utf-8")) <= 202
    assert safe == safe.rstrip(" .")


def test_names_that_are_taken_get_a_number():
    taken = set()
    assert [free_name(name, taken, str.casefold) for name in ("a", "A", "a (2)", "a")] == [
        "a", "A (2)", "a (2) (2)", "a (3)"
    ]  # fmt: skip
    assert [safe_name(name) for name in ("CON", "con.x", "", ". .", "nul1")] == [
        "CON_", "con.x_", "_", "_", "nul1"
    ]  # fmt: skip
