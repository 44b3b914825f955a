import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.key import Key
from edmstudio.domain.track import TrackId
from edmstudio.interchange.exporter import ExportOptions, Playlist
from edmstudio.interchange.serato.library import SeratoCrate, SeratoLibrary
from edmstudio.interchange.serato.tlv import Record, packed, records_of
from tests.interchange.libraries import REAL, annotated, playlists_in, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
leaves = st.builds(Record, st.sampled_from(["ptrk", "tsng", "pfil"]), texts) | st.builds(
    Record, st.sampled_from(["uadd", "bmis", "sbav"]), st.binary(max_size=9)
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(Record, st.just("otrk"), st.lists(inner).map(tuple)),
    max_leaves=9,
)


@given(records=st.lists(trees, max_size=5))
def test_records_are_packed_as_they_are_read(records):
    assert list(records_of(packed(records))) == records


def test_a_crate_lists_its_tracks_from_the_root_of_the_drive(tmp_path):
    tracks = [
        annotated(number=1, path="C:\\Music\\ö #1.mp3"),
        annotated(number=2, path="/Volumes/USB/Music/b.mp3"),
    ]
    target = tmp_path / "Warm up.crate"
    SeratoCrate().export(tracks, target)
    assert SeratoLibrary().sniff(target)
    (playlist,) = playlists_in(SeratoLibrary(), target)
    assert playlist.name == "Warm up"
    assert playlist.keys == ("Music/ö #1.mp3", "Music/b.mp3")


def test_playlists_in_folders_become_nested_crates(tmp_path):
    options = ExportOptions(
        playlists=(Playlist("A", (TrackId(1),), ("Sets",)), Playlist("B", (TrackId(1),)))
    )
    SeratoCrate().export([annotated(number=1)], tmp_path / "Subcrates", options)
    names = sorted(file.name for file in (tmp_path / "Subcrates").iterdir())
    assert names == ["B.crate", "Sets%%A.crate"]
    (playlist,) = playlists_in(SeratoLibrary(), tmp_path / "Subcrates" / "Sets%%A.crate")
    assert (playlist.name, playlist.folders) == ("A", ("Sets",))


@there
@pytest.mark.parametrize(
    ("file", "tracks", "first"),
    [
        ("French House.crate", 2, "ALAN BRAXE - INTRO ( Max Padovani Remix).mp3"),
        ("TestCrate.crate", 3, "Users/bvand/Music/DJ Tracks/Tripp St. - Enlighten.mp3"),
    ],
)
def test_real_crates_are_read(file, tracks, first):
    path = REAL / "serato_library" / file
    assert SeratoLibrary().sniff(path)
    assert len(tracks_in(SeratoLibrary(), path)) == tracks
    (playlist,) = playlists_in(SeratoLibrary(), path)
    assert (playlist.name, playlist.keys[0]) == (path.stem, first)
    assert packed(records_of(path.read_bytes())) == path.read_bytes()


@there
def test_a_real_database_names_its_tracks():
    path = REAL / "serato_library" / "database_v2_a" / "database V2"
    tracks = tracks_in(SeratoLibrary(), path)
    assert [track.title for track in tracks][:2] == ["In The Beginning", "Enlighten"]
    assert tracks[0].annotations.key == Key.parse("Fm")
    assert packed(records_of(path.read_bytes())) == path.read_bytes()


def test_a_folder_of_seratos_is_read_whole(tmp_path):
    SeratoCrate().export([annotated(number=1)], tmp_path / "Subcrates" / "A.crate")
    track = Record("otrk", (Record("pfil", "music/1.wav"), Record("tsng", "One")))
    (tmp_path / "database V2").write_bytes(
        packed([Record("vrsn", "2.0/Serato Scratch LIVE Database"), track])
    )
    assert SeratoLibrary().sniff(tmp_path)
    assert [each.title for each in tracks_in(SeratoLibrary(), tmp_path)] == ["One"]
    assert [each.name for each in playlists_in(SeratoLibrary(), tmp_path)] == ["A"]
