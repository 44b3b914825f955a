from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN
from edmstudio.interchange.exporter import ExportOptions
from edmstudio.interchange.serato import grid as serato_grid
from edmstudio.interchange.serato import markers as serato_markers
from edmstudio.interchange.serato import markers2 as serato_markers2
from edmstudio.interchange.serato.file import read_serato
from edmstudio.interchange.serato.labels import GRID, MARKERS, MARKERS2, labels_of, payloads_with
from edmstudio.interchange.serato.tags_reader import SeratoTagsReader
from edmstudio.interchange.serato.text import Envelope, from_base64, to_base64
from tests.interchange.audio_files import audio_file
from tests.interchange.libraries import REAL, tracks_in, worst_beat
from tests.interchange.serato_files import TAGS, exported, real, there


@pytest.mark.parametrize("markers", [1, 2, 3, 600])
def test_grids_of_any_number_of_markers_are_whole(markers):
    anchors = [Anchor(0, 0.5, 120.0)]
    for index in range(markers - 1):
        last = anchors[-1]
        bpm = 120.0 + index % 7
        anchors.append(Anchor(last.beat + 4, last.seconds + 4 * last.period, bpm))
    grid = TempoMap(tuple(anchors))
    payload = serato_grid.write_markers(serato_grid.markers_of(grid))
    back = serato_grid.grid_of(serato_grid.read_markers(payload))
    assert len(back.anchors) == markers
    assert worst_beat(grid, back, anchors[-1].seconds + 30) < 1e-3
    text = serato_grid.write_text(serato_grid.markers_of(grid))
    assert worst_beat(grid, serato_grid.grid_of(serato_grid.read_text(text)), 60.0) < 1e-3


def test_a_beat_cut_short_is_told_with_a_marker_before_it():
    grid = TempoMap((Anchor(0, 0.5, 120.0), Anchor(33, 16.8, 120.0)))
    back = serato_grid.grid_of(serato_grid.markers_of(grid))
    assert [round(seconds, 3) for seconds in back.beats(16.0, 17.5)] == [16.0, 16.5, 16.8, 17.3]


def test_one_edit_changes_that_entry_alone(tmp_path):
    flip = serato_markers2.Entry("FLIP", b"\0\0\0Flip\0\1\0\0\0\0")
    entries = [
        serato_markers2.Entry("COLOR", b"\0\x99\xff\x99"),
        serato_markers2.SeratoCue(0, 1000, "#CC0000", "One").entry(),
        serato_markers2.SeratoCue(1, 2000, "#123456", "Two").entry(),
        serato_markers2.Entry("BPMLOCK", b"\1"),
        flip,
    ]
    held = {MARKERS2: serato_markers2.payload_of(entries)}
    said = labels_of(held, UNKNOWN)
    assert payloads_with(held, said, ExportOptions(), needs_markers=False).payloads == {}
    moved = replace(said, cues=(replace(said.cues[0], seconds=1.5), said.cues[1]))
    new = payloads_with(held, moved, ExportOptions(), needs_markers=False).payloads
    after = serato_markers2.entries_of(new[MARKERS2])
    assert [now for was, now in zip(entries, after, strict=True) if was != now] == [
        serato_markers2.SeratoCue(0, 1500, "#CC0000", "One").entry()
    ]


def test_the_older_tag_is_kept_in_step_and_has_the_last_word():
    newer = [
        serato_markers2.SeratoCue(0, 1000, "#CC0000", "One").entry(),
        serato_markers2.SeratoCue(1, 2000, "#CC8800", "deleted in Serato").entry(),
        serato_markers2.SeratoCue(6, 7000, "#00CCCC", "Seven").entry(),
    ]
    older = serato_markers.EMPTY.with_marks([serato_markers2.SeratoCue(0, 1111, "#0000CC")], [])
    held = {
        MARKERS2: serato_markers2.payload_of(newer),
        MARKERS: serato_markers.write_markers7(older),
    }
    said = labels_of(held, UNKNOWN)
    assert [(c.seconds, c.name, c.colour) for c in said.cues] == [
        (1.111, "One", "#0000CC"),
        (7.0, "Seven", "#00CCCC"),
    ]
    moved = replace(said, cues=(replace(said.cues[0], seconds=3.0), said.cues[1]))
    new = payloads_with(held, moved, ExportOptions(), needs_markers=False).payloads
    assert serato_markers.read_markers(new[MARKERS]).cues()[0].ms == 3000
    assert labels_of({**held, **new}, UNKNOWN).cues[0].seconds == 3.0


def test_a_vouched_grid_is_locked_and_nothing_else_is_touched(tmp_path):
    held = {MARKERS2: serato_markers2.payload_of([serato_markers2.Entry("COLOR", b"\0\1\2\3")])}
    grid = TempoMap.constant(0.5, 120.0)
    new = payloads_with(held, Annotations(grid=grid), ExportOptions(), needs_markers=False).payloads
    assert set(new) == {GRID}
    vouched = Annotations(grid=grid, decided=frozenset({Fact.GRID}))
    new = payloads_with(held, vouched, ExportOptions(), needs_markers=False).payloads
    assert labels_of({**held, **new}, UNKNOWN).grid_locked
    assert serato_markers2.entries_of(new[MARKERS2])[0].data == b"\0\1\2\3"


@given(data=st.binary(max_size=200))
def test_base64_survives_with_every_length(data):
    assert from_base64(to_base64(data)) == data
    assert (
        from_base64(to_base64(data) + b"A" * (len(to_base64(data).replace(b"\n", b"")) % 4 == 0))[
            : len(data)
        ]
        == data
    )


def test_mutated_payloads_are_read_or_refused(rng_bytes):
    cues = tuple(CuePoint(float(n), n, name=f"cue {n}", slot=s) for n, s in enumerate("ABC"))
    loops = (CuePoint(9.0, 9, CueKind.LOOP, "x", "", 12.0),)
    grid = TempoMap((Anchor(0, 0.5, 120.0), Anchor(4, 2.5, 90.0)))
    good = payloads_with(
        {}, Annotations(grid, (), cues + loops), ExportOptions(), needs_markers=True
    )
    for name, payload in good.payloads.items():
        for mutant in rng_bytes(payload, 400):
            try:
                labels_of({name: mutant}, UNKNOWN)
            except ValueError:
                continue


@there
@pytest.mark.parametrize(
    ("folder", "cues", "loops", "locked"),
    [
        ("id3/analyzed", 0, 0, False),
        ("id3/hotcue-colors", 8, 0, False),
        ("id3/hotcues-with-names", 3, 0, False),
        ("id3/saved-loops", 0, 4, False),
        ("id3/bpmlock-enabled", 0, 0, True),
        ("aif/analyzed", 0, 0, False),
        ("flac/hotcues-and-loops", 5, 3, False),
        ("mp4/hotcues-and-loops", 6, 3, False),
    ],
)
def test_real_tags_are_read_and_need_no_change(folder, cues, loops, locked):
    names = [name for name in (MARKERS2, MARKERS, GRID) if (TAGS / folder / f"{name}.bin").exists()]
    held = {name: real(folder, name) for name in names}
    if folder.startswith("mp4"):
        markers = serato_markers.read_markers(held[MARKERS])
        held[MARKERS] = serato_markers.write_markers7(markers)
    said = labels_of(held, UNKNOWN)
    assert sum(cue.end is None for cue in said.cues) == cues
    assert sum(cue.end is not None for cue in said.cues) == loops
    assert said.grid_locked is locked
    assert said.grid.anchors[0].bpm == 115.0
    assert said.grid.anchors[0].seconds == pytest.approx(0.2549, abs=0.0502)
    assert payloads_with(held, said, ExportOptions(), needs_markers=False).payloads == {}


@there
def test_real_names_and_colours_are_the_ones_typed_in():
    said = labels_of({MARKERS2: real("id3/hotcues-with-names", MARKERS2)}, UNKNOWN)
    assert {cue.name for cue in said.cues} == {"Hello, World!", "äöüß", "éèê"}
    said = labels_of({MARKERS2: real("id3/hotcue-colors", MARKERS2)}, UNKNOWN)
    assert [cue.colour for cue in said.cues] == [
        "#CC0000", "#CC8800", "#0000CC", "#CCCC00", "#00CC00", "#CC00CC", "#00CCCC", "#8800CC",
    ]  # fmt: skip


@there
@pytest.mark.parametrize("folder", ["analyzed", "bpmlock"])
def test_real_ogg_tags_have_no_cues_but_a_lock(folder):
    stored = (TAGS / "ogg" / folder / "serato_markers2.bin").read_bytes()
    said = labels_of({MARKERS2: b"\x01\x01" + stored}, UNKNOWN)
    assert said.cues == ()
    assert said.grid_locked is (folder == "bpmlock")
    grid = (TAGS / "ogg" / folder / "serato_beatgrid.bin").read_bytes()
    assert serato_grid.read_text(grid) == []


@there
@pytest.mark.parametrize("container", ["flac", "mp4"])
def test_envelopes_are_written_as_serato_writes_them(container):
    for file in sorted((TAGS / container / "analyzed").glob("*.bin")):
        envelope = Envelope.open(file.read_bytes())
        assert envelope.name == file.stem
        assert from_base64(envelope.closed()) == from_base64(file.read_bytes())
        first = file.read_bytes().split(b"\n")[0]
        assert envelope.closed().startswith(first[:-1])


@there
def test_mp3s_that_mixed_in_key_tagged_are_read():
    tracks = tracks_in(SeratoTagsReader(), REAL / "audio_tagged")
    assert [Path(track.location).stem.split(" - ")[1] for track in tracks] == [
        "Mutex",
        "Recursive Descent",
        "Vertex",
    ]
    for track in tracks:
        cues = track.annotations.cues
        assert (len(cues), {cue.name[:7] for cue in cues}) == (8, {"Energy "})


def test_a_file_without_tags_says_nothing(tmp_path):
    audio_file(tmp_path / "a.mp3")
    assert list(SeratoTagsReader().read(tmp_path)) == []
    assert read_serato(tmp_path / "a.mp3").payloads == {}


def test_bars_that_serato_cannot_count_are_told(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    grid = TempoMap((Anchor(0, 0.5, 120.0), Anchor(33, 17.0, 120.0, shift=1)))
    assert "bars" in exported(path, Annotations(grid=grid)).warnings[0]
