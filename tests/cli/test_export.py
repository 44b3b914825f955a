from xml.etree import ElementTree

from tests.music import beat, write


def test_what_holds_arrives_in_rekordbox_xml(edm, song, tmp_path):
    edm("edit", song, "--grid", 0.5, 120, "--cue", 4.5, "drop", "Drop 1", "--key", "8A")
    out = tmp_path / "out.xml"
    said = edm("export", "rekordbox-xml", out, "--json")
    assert said.code == 0
    assert said.record["tracks"] == 1
    assert said.record["labels"]["cues"] == 1
    assert said.record.keys() >= {"format", "out", "tracks", "labels", "skipped", "warnings"}
    track = ElementTree.parse(out).find("COLLECTION/TRACK")
    assert track.get("Tonality") == "Am"
    assert track.find("TEMPO").get("Bpm") == "120.00"
    assert track.find("POSITION_MARK").get("Start") == "4.500"


def test_only_the_tracks_named_leave(edm, song, tmp_path):
    other = write(tmp_path / "other" / "b.wav", beat(seed=2))
    write(tmp_path / "third.wav", beat(seed=3))
    edm("add", other, tmp_path / "third.wav")
    out = tmp_path / "out.xml"
    said = edm("export", "rekordbox-xml", out, "--tracks", song, other.parent, "--json")
    assert said.record["tracks"] == 2
    assert len(ElementTree.parse(out).findall("COLLECTION/TRACK")) == 2


def test_an_unknown_format_is_refused_with_the_names_there_are(edm, song, tmp_path):
    said = edm("export", "cassette", tmp_path / "out", "--json")
    assert said.code == 1
    assert "rekordbox-xml" in said.record["error"]["message"]


def test_a_track_that_is_not_in_the_library_stops_the_export(edm, song, tmp_path):
    said = edm("export", "rekordbox-xml", tmp_path / "out.xml", "--tracks", tmp_path / "no.wav")
    assert said.code == 1
    assert not (tmp_path / "out.xml").exists()


def test_a_dry_run_of_a_file_writes_none_and_counts_what_is_lost(edm, song, tmp_path):
    edm("edit", song, "--cue", 4.5, "drop", "Drop 1", "--section", 0, 12, "intro", "--energy", 7)
    out = tmp_path / "out.xml"
    said = edm("export", "rekordbox-xml", out, "--dry-run", "--json")
    assert said.code == 0
    assert not out.exists()
    assert (said.record["tracks"], said.record["labels"]["cues"]) == (1, 1)
    losses = {loss["what"]: loss["count"] for loss in said.record["losses"]}
    assert losses == {
        "Sections left behind, unless they go as cues or loops": 1,
        "Energy levels left behind": 1,
    }
    assert "would be written" in edm("export", "rekordbox-xml", out, "--dry-run").out
    assert edm("export", "rekordbox-xml", out, "--changed", "--json").record["tracks"] == 1


def test_only_what_is_new_since_the_last_export_leaves(edm, song, tmp_path):
    other = write(tmp_path / "other" / "b.wav", beat(seed=2))
    edm("add", other)
    out = tmp_path / "out.xml"
    assert edm("export", "rekordbox-xml", out, "--json").record["tracks"] == 2
    assert edm("export", "rekordbox-xml", out, "--changed", "--json").record["tracks"] == 0
    edm("edit", song, "--key", "8A")
    assert edm("export", "rekordbox-xml", out, "--json").record["tracks"] == 2
    playlists = {
        node.get("Name"): len(node) for node in ElementTree.parse(out).iter("NODE") if len(node)
    }
    assert playlists["New since the last export"] == 1
    edm("edit", other, "--key", "9A")
    changed = edm("export", "csv", tmp_path / "a.csv", "--changed", "--json").record
    assert changed["tracks"] == 2  # another format has its own memory
    assert edm("export", "rekordbox-xml", out, "--changed", "--json").record["tracks"] == 1


def test_where_nothing_is_new_the_last_export_stays(edm, song, tmp_path):
    edm("edit", song, "--grid", 0.5, 120)
    out = tmp_path / "out.csv"
    edm("export", "csv", out)
    written = out.read_bytes()
    said = edm("export", "csv", out, "--changed")
    assert (said.code, out.read_bytes()) == (0, written)
    assert "left as it was" in said.out
    assert edm("export", "csv", out, "--changed", "--json").record["tracks"] == 0
    assert edm("--library", tmp_path / "typo.db", "export", "csv", out).code == 0
    assert out.read_bytes() == written


def test_a_link_stays_a_link_when_it_is_exported_to(edm, song, tmp_path):
    (tmp_path / "cloud").mkdir()
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "cloud" / "out.csv")
    assert edm("export", "csv", link).code == 0
    assert link.is_symlink()
    assert (tmp_path / "cloud" / "out.csv").read_text().startswith("track")


def test_a_folder_without_tracks_is_said_to_hold_none(edm, song, tmp_path):
    (tmp_path / "empty").mkdir()
    said = edm("export", "csv", tmp_path / "out.csv", "--tracks", tmp_path / "empty")
    assert said.code == 1
    assert "No track of the library lies in" in said.err


def test_a_track_that_could_not_leave_is_a_failure_and_the_others_left(edm, song, tmp_path):
    odd = write(tmp_path / "two\nlines.wav", beat(seed=2))
    edm("add", odd)
    said = edm("export", "m3u8", tmp_path / "out.m3u8", "--json")
    assert (said.code, said.record["tracks"]) == (1, 1)
    assert said.record["skipped"][0]["path"] == str(odd)
