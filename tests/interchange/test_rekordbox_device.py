import shutil

import pytest

from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.interchange.importer import ImportedPlaylist, ImportedTrack, importers_for
from edmstudio.interchange.rekordbox.device import RekordboxDevice
from edmstudio.interchange.rekordbox.device_sql import DeviceSql, Table
from tests.interchange.anlz_files import anlz, cue_tag, grid_tag, newer_cue, path_tag, phrase_tag
from tests.interchange.device_files import (
    SMALL,
    device,
    entry_row,
    genre_row,
    long_text,
    playlist_row,
    short_text,
    stick,
    track_row,
    wide_text,
)
from tests.interchange.libraries import REAL, playlists_in, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
PLACE = "/PIONEER/USBANLZ/P001/00000001/ANLZ0000"
ANALYSES = {
    f"{PLACE}.DAT": anlz(path_tag("/Contents/Ä/Ünï – code.mp3"), grid_tag(256)),
    f"{PLACE}.EXT": anlz(
        cue_tag(b"PCO2", 1, newer_cue(2, 30_000, name="Drop")),
        phrase_tag(1, 200, [(1, 1), (65, 5)], masked=True),
    ),
}


def database(tmp_path, tables, **choices):
    path = tmp_path / "export.pdb"
    path.write_bytes(device(tables, **choices))
    return path


@pytest.mark.parametrize("name", ["PIONEER", ".PIONEER"])
def test_a_stick_brings_each_track_with_its_analysis(tmp_path, name):
    analyses = {place.replace("PIONEER", name): data for place, data in ANALYSES.items()}
    tables = {**SMALL, Table.TRACKS: [*SMALL[Table.TRACKS]]}
    tables[Table.TRACKS][0] = track_row(
        7, "/Contents/Ä/x.mp3", title="X", analysis=f"{PLACE}.DAT".replace("PIONEER", name),
        artist=1, key=1, genre=1,
    )  # fmt: skip
    first, second = tracks_in(RekordboxDevice(), stick(tmp_path, tables, analyses, name=name))
    said = first.annotations
    assert (first.key, first.title, first.artist, first.seconds) == ("7", "X", "Ä", 200.0)
    assert first.location == str(tmp_path / "Contents" / "Ä" / "x.mp3")
    assert (said.key, said.genre) == (Key.parse("Am"), "House")
    assert said.grid.anchors[0].bpm == 128.0
    assert [(cue.slot, cue.seconds, cue.name) for cue in said.cues] == [("B", 30.0, "Drop")]
    assert [section.label for section in said.sections] == ["intro", "drop"]
    assert (second.artist, second.annotations.grid) == ("B" * 200, None)
    assert second.warnings == ("Its analysis is not on the stick.",)


def test_the_stick_is_one_import_by_whichever_folder_it_is_named(tmp_path):
    root = stick(tmp_path, SMALL, ANALYSES)
    places = (root, root / "PIONEER", root / "PIONEER" / "rekordbox")
    for place in (*places, root / "PIONEER" / "rekordbox" / "export.pdb"):
        names = [importer.name for importer in importers_for(place)]
        assert [name for name in names if name.startswith("rekordbox")] == ["rekordbox-usb"]
        track = tracks_in(RekordboxDevice(), place)[0]
        assert track.location == str(root / "Contents" / "Ä" / "Ünï – code.mp3")
        assert len(track.annotations.sections) == 2


def test_playlists_keep_their_folders_their_order_and_repetitions(tmp_path):
    path = database(tmp_path, SMALL)
    assert playlists_in(RekordboxDevice(), path) == [
        ImportedPlaylist("Sets", ("8",)),
        ImportedPlaylist("Warm up", ("7", "8", "7"), ("Sets",)),
        ImportedPlaylist("Later", (), ("Sets",)),
    ]


def test_rows_that_were_deleted_stay_away(tmp_path):
    rows = [track_row(n, f"/Contents/{n}.wav", title=str(n)) for n in range(1, 31)]
    path = database(tmp_path, {Table.TRACKS: rows}, absent={Table.TRACKS: {0, 3, 11}})
    kept = [track.key for track in tracks_in(RekordboxDevice(), path)]
    assert kept == [str(n) for n in range(1, 31) if n not in {1, 4, 12}]


@pytest.mark.parametrize("form", [short_text, long_text, wide_text])
def test_a_string_is_read_in_each_of_its_forms(form):
    held = DeviceSql(device({Table.GENRES: [b"\1\0\0\0" + form("Techno (Peak)")]}))
    (row,) = held.rows(Table.GENRES)
    assert row.text(4) == "Techno (Peak)"


def test_a_damaged_name_costs_the_name_and_is_told(tmp_path):
    bad = genre_row(1, "House")[:4] + b"\x92\xff\xff\xff"
    path = database(tmp_path, {**SMALL, Table.GENRES: [bad]})
    *found, told = RekordboxDevice().read(path)
    assert [item.annotations.genre for item in found if isinstance(item, ImportedTrack)] == ["", ""]
    assert told.sentence == "1 rows of its genres cannot be read."


def test_a_page_that_leads_back_to_itself_is_read_once(tmp_path):
    data = bytearray(device({Table.GENRES: [genre_row(1, "House")]}))
    pages = {at: data[at + 8] for at in range(4096, len(data), 4096) if data[at + 8] == 1}
    for at in pages:
        data[at + 12 : at + 16] = (at // 4096).to_bytes(4, "little")
    held = DeviceSql(bytes(data))
    assert len(list(held.rows(Table.GENRES))) <= 1
    assert held.damage


def test_a_folder_inside_itself_does_not_hang(tmp_path):
    rows = [playlist_row(1, "A", parent=1, folder=True)] * 9 + [playlist_row(1, "A", folder=True)]
    rows += [playlist_row(2, "B", parent=1)] * 2
    path = database(tmp_path, {Table.PLAYLISTS: rows, Table.ENTRIES: [entry_row(2, 5, 1)]})
    assert [found.name for found in playlists_in(RekordboxDevice(), path)] == ["B", "B"]


def test_a_path_that_leads_off_the_stick_is_not_opened(tmp_path):
    (tmp_path / "ANLZ0000.DAT").write_bytes(ANALYSES[f"{PLACE}.DAT"])
    row = track_row(1, "/Contents/x.mp3", analysis="/../ANLZ0000.DAT")
    (track,) = tracks_in(RekordboxDevice(), stick(tmp_path / "usb", {Table.TRACKS: [row]}, {}))
    assert track.annotations.grid is None
    assert track.warnings == ("Its analysis is not on the stick.",)


def test_the_database_of_tags_and_what_is_none_are_left_alone(tmp_path):
    (tmp_path / "exportExt.pdb").write_bytes(device(SMALL))
    (tmp_path / "zeros.pdb").write_bytes(bytes(9000))
    for name in ("exportExt.pdb", "zeros.pdb"):
        assert not RekordboxDevice().sniff(tmp_path / name)
    with pytest.raises(Refused, match="no USB stick"):
        list(RekordboxDevice().read(tmp_path / "zeros.pdb"))


@there
def test_a_real_export_says_what_it_says(tmp_path):
    file = REAL / "rekordbox_db" / "export.pdb"
    items = list(RekordboxDevice().read(file))
    tracks = [item for item in items if isinstance(item, ImportedTrack)]
    assert [(track.key, track.title, track.seconds) for track in tracks] == [
        ("6", "SIREN", 7.0),
        ("1", "Demo Track 1", 172.0),
        ("2", "Demo Track 2", 128.0),
        ("3", "HORN", 7.0),
        ("4", "NOISE", 5.0),
        ("5", "SINEWAVE", 5.0),
    ]
    assert items[len(tracks) :] == [
        ImportedPlaylist("Playlist 1", ("1", "2")),
        ImportedPlaylist("Sub Playlist", ("1", "2"), ("Folder",)),
    ]
    demo = tracks[1]
    assert (demo.artist, demo.annotations.key, demo.raw["tempo"]) == (
        "Loopmasters",
        Key.parse("Fm"),
        128.0,
    )
    assert demo.location == "/Contents/Loopmasters/UnknownAlbum/Demo Track 1.mp3"


@there
def test_a_real_stick_joins_the_database_with_the_analysis_files(tmp_path):
    target = tmp_path / "PIONEER" / "rekordbox"
    target.mkdir(parents=True)
    shutil.copy(REAL / "rekordbox_db" / "export.pdb", target)
    for name, place in (("usb_demo1", "P016/0000875E"), ("usb_noise_nobeats", "P019/00020AA9")):
        shutil.copytree(REAL / "rekordbox_anlz" / name, tmp_path / "PIONEER" / "USBANLZ" / place)
    by_title = {track.title: track for track in tracks_in(RekordboxDevice(), tmp_path)}
    demo = by_title["Demo Track 1"]
    assert demo.warnings == by_title["NOISE"].warnings == ()
    assert (demo.raw["beats"], demo.raw["mood"], len(demo.raw["phrases"])) == (368, "mid", 19)
    assert demo.annotations.grid.anchors[0].bpm == pytest.approx(128.0, abs=0.006)
    assert by_title["NOISE"].annotations.grid is None
    assert by_title["HORN"].warnings == ("Its analysis is not on the stick.",)
