from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack, exporter_named
from tests.music import beat, write


def library_of(tmp_path, *paths):
    """A rekordbox library with one cue in each track."""
    cue = CuePoint(4.0, 1, CueKind.DROP, "Drop", "A")
    said = Annotations(grid=TempoMap.constant(0.1, 126.0), cues=(cue,))
    entries = [
        ExportTrack(Track(TrackId(n), str(path), "", 12.0, title=path.stem), said)
        for n, path in enumerate(paths)
    ]
    target = tmp_path / "rekordbox.xml"
    exporter_named("rekordbox-xml").export(entries, target)
    return target


def test_a_library_is_imported_and_what_was_not_found_is_listed(edm, song, tmp_path):
    said = edm("import", library_of(tmp_path, song, tmp_path / "gone.mp3"), "--json")
    assert said.code == 0
    record = said.record
    assert (record["format"], record["source"]) == ("rekordbox-xml", "rekordbox")
    assert (record["tracks"], record["matched"]) == (2, 1)
    assert record["labels"] == {"grids": 1, "sections": 0, "cues": 1, "keys": 0}
    assert [missing["title"] for missing in record["missing"]] == ["gone"]
    shown = edm("show", song, "--json").record
    assert [cue["name"] for cue in shown["cues"]] == ["Drop"]
    assert shown["cues"][0]["by"]["voice"] == "label"


def test_a_preview_stores_nothing(edm, song, tmp_path):
    before = edm("show", song, "--json").record
    assert edm("import", "--preview", library_of(tmp_path, song), "--json").record["matched"] == 1
    assert edm("show", song, "--json").record == before


def test_tags_in_the_files_are_read_by_every_program_that_wrote_some(edm, tmp_path):
    path = write(tmp_path / "music" / "a.flac", beat(seed=3))
    edm("add", path)
    cue = CuePoint(4.0, 1, CueKind.DROP, "Drop", "A")
    entry = ExportTrack(Track(TrackId(1), str(path), "", 12.0), Annotations(cues=(cue,)))
    exporter_named("serato-tags").export([entry], tmp_path / "backups")
    records = edm("import", tmp_path / "music", "--json").records
    counted = {record["format"]: record["labels"]["cues"] for record in records}
    assert counted == {"mixed-in-key": 0, "serato-tags": 1}


def test_a_person_reads_a_line_and_what_is_missing(edm, song, tmp_path):
    said = edm("import", library_of(tmp_path, song, tmp_path / "gone.mp3"))
    first, second = said.out.splitlines()
    assert first.startswith("1 of 2 tracks of rekordbox")
    assert "gone.mp3" in second


def test_what_cannot_be_imported_is_an_error_and_the_others_are_taken(edm, song, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"\0\1\2")
    good = library_of(tmp_path, song)
    said = edm("import", tmp_path / "a.bin", good, "--json")
    assert said.code == 1
    assert [record.get("matched") for record in said.records] == [None, 1]
    assert said.records[0]["error"]["kind"] == "format"
    assert edm("import", good, "--format", "cassette").code == 1


def test_tags_that_an_export_wrote_are_taken_back_byte_for_byte(edm, song, tmp_path):
    before = song.read_bytes()
    edm("import", library_of(tmp_path, song))
    said = edm("export", "serato-tags", tmp_path / "backups", "--json").record
    assert (said["tracks"], said["skipped"]) == (1, [])
    assert song.read_bytes() != before
    (backup,) = (tmp_path / "backups").iterdir()
    assert edm("restore", backup, "--json").record["path"] == str(song)
    assert song.read_bytes() == before


def test_the_way_out_can_be_chosen_in_detail(edm, song, tmp_path):
    edm("import", library_of(tmp_path, song))
    out = tmp_path / "out.xml"
    edm("export", "rekordbox-xml", out, "--memory-cues", "--keys", "camelot", "--sections", "loops")
    text = out.read_text()
    assert text.count("<POSITION_MARK") == 2
    assert 'Name="EDM Studio" Type="1"' in text


def test_a_dry_run_names_the_changes_and_leaves_the_file(edm, song, tmp_path):
    edm("import", library_of(tmp_path, song))
    before = song.read_bytes()
    said = edm("export", "serato-tags", tmp_path / "b", "--dry-run", "--json").record
    assert "empty → 4.000 s Drop" in said["changes"][0]
    assert song.read_bytes() == before


def test_a_folder_of_backups_takes_back_every_export(edm, song, tmp_path):
    before = song.read_bytes()
    edm("import", library_of(tmp_path, song))
    edm("export", "serato-tags", tmp_path / "backups")
    edm("edit", song, "--cue", 6.0, "break", "Break")
    edm("export", "serato-tags", tmp_path / "backups")
    assert len(list((tmp_path / "backups").iterdir())) == 2
    said = edm("restore", tmp_path / "backups", "--json")
    assert (said.code, len(said.records)) == (0, 2)
    assert song.read_bytes() == before
    (tmp_path / "empty").mkdir()
    assert edm("restore", tmp_path / "empty").code == 1
