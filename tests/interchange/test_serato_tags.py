from dataclasses import replace
from pathlib import Path

import mutagen
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import GEOB, ID3, TIT2, TYER
from mutagen.mp4 import MP4

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange import serato_grid, serato_markers, serato_markers2
from edmstudio.interchange.colours import SERATO
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, ExportTrack
from edmstudio.interchange.payload import payload_hash
from edmstudio.interchange.safe_tags import restore_tags
from edmstudio.interchange.serato_file import put_serato, read_serato
from edmstudio.interchange.serato_labels import GRID, MARKERS, MARKERS2, labels_of, payloads_with
from edmstudio.interchange.serato_tags import SeratoTagsExport
from edmstudio.interchange.serato_tags_reader import SeratoTagsReader
from edmstudio.interchange.serato_text import Envelope, from_base64, to_base64
from tests.interchange.audio_files import KINDS, audio_file
from tests.interchange.libraries import REAL, SECONDS, cue_lists, grids, tracks_in, worst_beat

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
TAGS = REAL / "serato_tags"
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def exported(path, annotations, options=None):
    track = Track(TrackId(1), str(path), "", SECONDS, title="T")
    entry = ExportTrack(track, annotations)
    return SeratoTagsExport().export([entry], path.parent / "backups", options or ExportOptions())


def read(path):
    (track,) = tracks_in(SeratoTagsReader(), path)
    return track


def in_four(grid):
    """Serato counts no other bars."""
    return all(anchor.meter == 4 for anchor in grid.anchors)


def told(cues):
    return sorted((c.seconds, c.end or 0.0, c.slot, c.name, c.colour) for c in cues)


def real(folder, name):
    """A real payload in the layout of ID3."""
    data = (TAGS / folder / f"{name}.bin").read_bytes()
    return Envelope.open(data).payload if folder.split("/")[0] in {"flac", "mp4"} else data


@pytest.mark.parametrize("kind", KINDS)
def test_cues_loops_and_grid_go_into_every_kind_of_file_and_come_back(tmp_path, kind):
    path = audio_file(tmp_path / f"ü a.{kind}")
    sound = payload_hash(path)
    cues = (
        CuePoint(0.0, 1, CueKind.FIRST_BEAT, "1", "A", colour="#CC0000"),
        CuePoint(12.345, 2, CueKind.DROP, "Drop – ünïcode", "H", colour="#0088CC"),
        CuePoint(30.0, 3, CueKind.LOOP, "Round", "", 38.5),
    )
    grid = TempoMap((Anchor(0, 0.25, 127.97), Anchor(64, 0.25 + 64 * 60 / 127.97, 90.0)))
    report = exported(path, Annotations(grid=grid, cues=cues))
    assert (report.skipped, report.counts["cues"], report.counts["loops"]) == ((), 2, 1)
    assert payload_hash(path) == sound
    back = read(path).annotations
    assert told(back.cues) == told(cues)
    assert worst_beat(grid, back.grid, 60.0) < 1e-4
    assert path.suffix[1:] in KINDS
    mutagen.File(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_puts_the_file_back_byte_for_byte(tmp_path, kind):
    path = audio_file(tmp_path / f"a.{kind}")
    before = path.read_bytes()
    exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),)))
    after = path.read_bytes()
    assert after != before
    (backup,) = (tmp_path / "backups").iterdir()
    assert restore_tags(backup) == path
    assert path.read_bytes() == before


@quick
@given(cues=cue_lists(colour=st.sampled_from(SERATO)), grid=grids().filter(in_four))
def test_tags_say_what_was_put_into_them(cues, grid):
    loops = [cue for cue in cues if cue.end is not None][:8]
    points = [cue for cue in cues if cue.end is None][:8]
    wanted = Annotations(grid=grid, cues=tuple(sorted((*points, *loops))))
    placed = payloads_with({}, wanted, ExportOptions(), needs_markers=True)
    assert placed.homeless == 0
    back = labels_of(placed.payloads, UNKNOWN)
    ours = {(c.seconds, c.end): c for c in wanted.cues}
    assert {(c.seconds, c.end) for c in back.cues} == set(ours)
    for cue in back.cues:
        said = ours[cue.seconds, cue.end]
        assert cue.slot == said.slot or not said.slot or said.end is not None
        assert cue.name.encode() in (said.name or cue.name).encode()
    assert worst_beat(grid, back.grid) < 2e-3
    again = payloads_with(placed.payloads, back, ExportOptions(), needs_markers=True)
    assert again.payloads == {}


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


def test_cues_without_pads_get_the_free_ones_and_the_rest_is_counted(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    cues = [CuePoint(float(n), n, CueKind.OTHER, f"c{n}") for n in range(9)]
    drop = CuePoint(99.0, 77, CueKind.DROP, "Drop")
    report = exported(path, Annotations(cues=(*cues, drop)))
    assert "2 cues" in report.warnings[0]
    assert "Drop" in [cue.name for cue in read(path).annotations.cues]


def test_existing_cues_stay_when_only_empty_pads_are_to_be_filled(tmp_path):
    path = audio_file(tmp_path / "a.flac")
    exported(path, Annotations(cues=(CuePoint(1.0, 1, name="mine", slot="A"),)))
    ours = (CuePoint(5.0, 1, name="ours", slot="A"), CuePoint(6.0, 2, name="new", slot="B"))
    exported(path, Annotations(cues=ours), ExportOptions(CuePolicy.EMPTY))
    assert [cue.name for cue in read(path).annotations.cues] == ["mine", "new"]


def test_a_dry_run_says_what_would_change_and_touches_nothing(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    before = path.read_bytes()
    annotations = Annotations(
        cues=(CuePoint(61.5, 1, CueKind.DROP, slot="B"),), grid=TempoMap.constant(0.5, 126.0)
    )
    report = exported(path, annotations, ExportOptions(dry_run=True))
    assert report.changes == (
        "T: cue 2: empty → 61.500 s Drop",
        "T: grid: none → 126.00 BPM from 0.500 s",
    )
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]


def test_a_second_export_of_the_same_writes_nothing(tmp_path):
    path = audio_file(tmp_path / "a.m4a")
    annotations = Annotations(cues=(CuePoint(1.0, 1, slot="A"),), grid=TempoMap.constant(1, 128))
    exported(path, annotations)
    stamp = path.stat().st_mtime_ns, path.stat().st_ino
    report = exported(path, annotations)
    assert report.counts["files"] == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == stamp


def test_other_tags_keep_their_version_and_their_frames(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    tags = ID3()
    tags.add(TIT2(encoding=1, text="Title"))
    tags.add(TYER(encoding=0, text="1999"))
    tags.add(GEOB(encoding=1, mime="application/json", filename="", desc="Energy", data=b"x"))
    tags.save(path, v2_version=3)
    exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),)))
    now = ID3(path, translate=False)
    assert now.version == (2, 3, 0)
    assert (str(now["TIT2"]), str(now["TYER"])) == ("Title", "1999")
    assert now["GEOB:Energy"].data == b"x"
    geob = now["GEOB:Serato Markers2"]
    assert (geob.mime, geob.filename) == ("application/octet-stream", "")


def test_a_tag_of_an_unknown_version_is_left_alone(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    put_serato(path, {MARKERS2: b"\x09\x09AAAA"})
    before = path.read_bytes()
    report = exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),)))
    assert "damaged" in report.skipped[0].reason
    assert path.read_bytes() == before


def test_a_missing_file_is_skipped_and_the_others_are_written(tmp_path):
    path = audio_file(tmp_path / "a.wav")
    entries = [
        ExportTrack(Track(TrackId(n), str(p), "", 1.0), Annotations(cues=(CuePoint(0.5, 1),)))
        for n, p in enumerate([tmp_path / "gone.mp3", path])
    ]
    report = SeratoTagsExport().export(entries, tmp_path / "backups")
    assert [Path(skipped.path).name for skipped in report.skipped] == ["gone.mp3"]
    assert len(read(path).annotations.cues) == 1


def test_mp4_files_get_both_tags_in_their_own_layout(tmp_path):
    path = audio_file(tmp_path / "a.m4a")
    exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),)))
    stored = MP4(path)["----:com.serato.dj:markers"][0]
    payload = Envelope.open(bytes(stored)).payload
    assert len(payload) == 6 + 14 * 19 + 4


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


@pytest.mark.parametrize("kind", KINDS)
def test_mutated_files_are_read_or_become_a_warning(tmp_path, rng_bytes, kind):
    path = audio_file(tmp_path / f"a.{kind}")
    exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),)))
    good = path.read_bytes()
    head = good[:9000]
    for mutant in rng_bytes(head, 25):
        path.write_bytes(mutant + good[9000:])
        list(SeratoTagsReader().read(path))


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
