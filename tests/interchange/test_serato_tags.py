from pathlib import Path

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import GEOB, ID3, TIT2, TYER
from mutagen.mp4 import MP4

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.colours import SERATO
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, ExportTrack
from edmstudio.interchange.serato.file import put_serato
from edmstudio.interchange.serato.labels import MARKERS2, labels_of, payloads_with
from edmstudio.interchange.serato.tags import SeratoTagsExport
from edmstudio.interchange.serato.text import Envelope
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.safe_tags import restore_tags
from tests.interchange.audio_files import KINDS, audio_file
from tests.interchange.libraries import cue_lists, grids, worst_beat
from tests.interchange.serato_files import exported, in_four, quick, read, told


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


def test_a_flac_file_behind_an_id3_tag_is_tagged_as_flac(tmp_path):
    path = audio_file(tmp_path / "a.flac")
    tag = ID3()
    tag.add(TIT2(text="In front"))
    tag.save(tmp_path / "tag")
    front = (tmp_path / "tag").read_bytes()
    path.write_bytes(front + path.read_bytes())
    cue = CuePoint(1.0, 1, CueKind.OTHER, "x", "A")
    assert exported(path, Annotations(cues=(cue,))).skipped == ()
    assert path.read_bytes().startswith(front)
    assert "SERATO_MARKERS_V2" in mutagen.flac.FLAC(path)
    assert [each.name for each in read(path).annotations.cues] == ["x"]


def test_opus_is_told_to_hold_no_tags_of_serato(tmp_path):
    path = tmp_path / "a.ogg"
    path.write_bytes(b"OggS\0\2" + bytes(22) + b"OpusHead" + bytes(60))
    (skipped,) = exported(path, Annotations(cues=(CuePoint(1.0, 1, slot="A"),))).skipped
    assert skipped.reason == "a.ogg is of a kind that holds no tags of DJ programs."


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
