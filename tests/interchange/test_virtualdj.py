import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.interchange.importer import importers_for
from edmstudio.interchange.virtualdj import VirtualDj
from tests.interchange.libraries import tracks_in, worst_beat

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\r\n<VirtualDJ_Database Version="8.2">\r\n'
SONG = (
    '<Song FilePath="C:\\Music\\Ä\\x.mp3" FileSize="100">\r\n'
    '<Tags Author="Ä" Title="X &amp; Y" Genre="House" Key="08A" Flag="1"/>'
    '<Infos SongLength="212.5" FirstSeen="1518996996"/>'
    '<Scan Version="801" Bpm="0.468750" AltBpm="0.7" Volume="0.9" Key="Am" Flag="32768"/>'
    '<Poi Pos="0.512000" Type="beatgrid"/>'
    '<Poi Pos="3.72" Type="automix" Point="realStart"/>'
    '<Poi Pos="4.5" Type="automix" Point="fadeStart"/>'
    '<Poi Pos="200.25" Type="automix" Point="fadeEnd"/>'
    '<Poi Name="Drop" Pos="60.512" Num="2" Color="4293273640" Type="cue"/>'
    '<Poi Name="Cue 1" Pos="15.5" Num="1"/>'
    '<Poi Name="Break 1" Pos="118.759" Type="remix"/>'
    '<Poi Name="Roll" Pos="120.512" Type="loop" Size="4.0" Slot="1" Num="-1"/>'
    '<Poi Pos="1" Type="action" Name="x"/>'
    "<Comment>text</Comment></Song>"
)


def database(tmp_path, *songs):
    path = tmp_path / "database.xml"
    path.write_bytes((HEAD + "".join(songs) + "</VirtualDJ_Database>").encode())
    return path


def song(tmp_path, inner):
    (track,) = tracks_in(VirtualDj(), database(tmp_path, f'<Song FilePath="a">{inner}</Song>'))
    return track.annotations


def test_a_database_brings_grids_cues_loops_and_keys(tmp_path):
    path = database(tmp_path, SONG, '<Song FilePath="netsearch://x"><Tags Title="n"/></Song>')
    assert [importer.name for importer in importers_for(path)] == ["virtualdj"]
    track, streamed = tracks_in(VirtualDj(), path)
    said = track.annotations
    assert (track.location, track.title, track.artist) == ("C:\\Music\\Ä\\x.mp3", "X & Y", "Ä")
    assert (track.seconds, said.key, said.genre) == (212.5, Key.parse("Am"), "House")
    assert (said.grid.anchors[0].seconds, said.grid.anchors[0].bpm) == (0.512, 128.0)
    assert [(c.seconds, c.end, c.slot, c.name, c.kind, c.colour) for c in said.cues] == [
        (4.5, None, "", "", "mix-in", ""),
        (15.5, None, "A", "Cue 1", "other", ""),
        (60.512, None, "B", "Drop", "drop", ""),
        (118.759, None, "", "Break 1", "break", ""),
        (120.512, pytest.approx(122.387), "", "Roll", "loop", ""),
        (200.25, None, "", "", "mix-out", ""),
    ]
    assert said.cues[0].by.source == "VirtualDJ 8.2"
    assert (streamed.location, streamed.title) == ("", "n")


def test_a_fluid_grid_has_a_tempo_at_each_of_its_points(tmp_path):
    grid = song(
        tmp_path,
        '<Scan Bpm="0.5"/><Poi Pos="0.25" Type="beatgrid"/>'
        '<Poi Pos="32.25" Type="beatgrid" Bpm="0.4"/>'
        '<Poi Pos="64.25" Type="beatgrid" Bpm="140.0"/>',
    ).grid
    assert [(anchor.seconds, anchor.bpm) for anchor in grid.anchors] == [
        (0.25, 120.0),
        (32.25, 150.0),
        (64.25, 140.0),
    ]


def test_the_phase_of_the_newest_version_is_the_first_beat(tmp_path):
    said = song(tmp_path, '<Scan Bpm="0.5" Phase="0.75"/><Poi Pos="0.1" Type="beatgrid"/>')
    assert said.grid == TempoMap.constant(0.75, 120.0)


def test_a_loop_without_a_tempo_and_nonsense_are_passed_over(tmp_path):
    said = song(
        tmp_path,
        '<Scan Bpm="0"/><Poi Pos="1" Type="loop" Size="4"/><Poi Pos="soon"/><Poi Pos="nan"/>'
        '<Poi Pos="-1"/><Poi Pos="2" Num="1" Color="x"/><Poi Pos="3" Num="1"/>',
    )
    assert said.grid is None
    assert [(cue.seconds, cue.slot) for cue in said.cues] == [(2.0, "A"), (3.0, "")]


@settings(max_examples=50, deadline=None)
@given(bpm=st.floats(60, 200), first=st.floats(0, 3))
def test_a_time_of_a_beat_is_a_tempo(tmp_path_factory, bpm, first):
    inner = f'<Scan Bpm="{60 / bpm:.6f}"/><Poi Pos="{first:.6f}" Type="beatgrid"/>'
    grid = song(tmp_path_factory.mktemp("v"), inner).grid
    assert worst_beat(TempoMap.constant(first, bpm), grid, 120.0) < 0.001


@pytest.mark.parametrize("moment", ["1e308", "-1e308", "inf", "nan"])
def test_a_grid_at_no_moment_is_none(tmp_path, moment):
    grid = f'<Scan Bpm="0.5"/><Poi Pos="{moment}" Type="beatgrid"/>'
    assert song(tmp_path, grid + '<Poi Pos="1" Type="loop" Size="4"/>').grid is None


def test_a_doctype_is_refused(tmp_path):
    path = database(tmp_path, SONG)
    path.write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]>' + path.read_bytes()[38:])
    with pytest.raises(Refused, match="DOCTYPE"):
        list(VirtualDj().read(path))
