from tests.music import beat, broken_files, write


def test_folders_are_added_and_each_file_has_its_record(edm, tmp_path):
    write(tmp_path / "music" / "a.wav")
    write(tmp_path / "music" / "deep" / "b.flac", beat(seed=1))
    said = edm("add", tmp_path / "music", "--json")
    assert said.code == 0
    assert [set(record) for record in said.records] == [{"path", "id", "status", "duration"}] * 2
    assert {record["status"] for record in said.records} == {"added"}
    assert [record["duration"] for record in said.records] == [12.0, 12.0]


def test_broken_files_have_error_records_and_the_others_are_kept(edm, tmp_path):
    broken = broken_files(tmp_path / "music")
    good = write(tmp_path / "music" / "good.wav")
    said = edm("add", tmp_path / "music", tmp_path / "gone.flac", "--json")
    assert said.code == 1
    errors = {record["path"]: record["error"] for record in said.records if "error" in record}
    assert errors.keys() == {str(path) for path in broken.values()} | {str(tmp_path / "gone.flac")}
    assert {error["kind"] for error in errors.values()} <= {"decode", "format", "missing"}
    assert edm("show", good).code == 0


def test_a_person_reads_one_line_a_file_and_trouble_on_stderr(edm, tmp_path):
    good = write(tmp_path / "good.wav")
    (tmp_path / "empty.mp3").touch()
    said = edm("add", good, tmp_path / "empty.mp3")
    assert said.code == 1
    assert said.out.split() == ["added", "0:12.000", str(good)]
    assert len(said.err.splitlines()) == 1
    assert "empty.mp3" in said.err


def test_moved_files_are_found_again(edm, song, tmp_path):
    there = tmp_path / "there.wav"
    song.rename(there)
    assert edm("add", there, "--json").record["status"] == "moved"
    assert edm("show", there).code == 0


def test_a_moved_file_needs_no_adding_to_be_shown(edm, song, tmp_path):
    edm("edit", song, "--energy", 7)
    there = tmp_path / "there.wav"
    song.rename(there)
    assert edm("show", there, "--json").record["energy"]["level"] == 7


def test_a_folder_without_sound_is_said_to_have_none(edm, tmp_path):
    said = edm("add", tmp_path)
    assert (said.code, said.out) == (0, "")
    assert "No sound files" in said.err


def test_a_named_file_that_may_not_be_read_does_not_cost_the_others(edm, tmp_path, monkeypatch):
    good = write(tmp_path / "good.wav")
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    assert edm("add", good).code == 0
