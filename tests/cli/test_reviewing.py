from dataclasses import replace

import pytest

from edmstudio.domain.key import ALL_KEYS
from edmstudio.store.library import Library
from tests.review.libraries import fill, truth

FIELDS = {
    "item", "path", "kind", "start", "end", "label", "suggested", "score", "reason", "source",
}  # fmt: skip


@pytest.fixture
def doubted(places):
    """A library of 30 tracks; 3 keys are wrong and 6 grids 26 ms late."""
    places.mkdir(parents=True, exist_ok=True)
    library = Library(places / "library.db")

    def said(number):
        labels = truth(number)
        if number < 3:
            return replace(labels, key=ALL_KEYS[(number * 7 + 5) % 24])
        if number < 9:
            return replace(labels, grid=labels.grid.shifted(0.026))
        return labels

    tracks = fill(library, 30, said)
    library.close()
    return tracks


def test_the_queue_tells_what_is_doubtful_in_the_fields_of_the_contract(edm, doubted):
    records = edm("queue", "--kind", "key", "--json").records
    assert all(record.keys() >= FIELDS for record in records)
    assert all(record["kind"] == "key" for record in records)
    asked = [r["path"] for r in records if r["purpose"] == "doubt"]
    assert set(asked) >= {track.path for track in doubted[:3]}
    assert len(edm("queue", "--waiting", "--limit", 2, "--json").records) == 2


def test_accepting_corrects_the_track_and_undo_takes_it_back(edm, doubted):
    item = next(
        r for r in edm("queue", "--kind", "key", "--json").records if r["path"] == doubted[0].path
    )
    done = edm("review", item["item"], "accept", "--annotator", "bob", "--json").record
    assert (done["decision"], done["corrected"]) == ("accept", [doubted[0].path])
    assert done["item"] == item["item"]
    key = edm("show", doubted[0].path, "--json").record["key"]
    assert key["name"] == item["suggested"] == truth(0).key.name
    assert key["by"] == {"voice": "correction", "source": "bob"}
    assert edm("undo", doubted[0].path).code == 0
    assert edm("show", doubted[0].path, "--json").record["key"]["name"] == item["label"]


def test_one_cause_is_one_question_and_one_undo(edm, doubted):
    (item,) = [r for r in edm("queue", "--kind", "grid", "--json").records if r["cause"]]
    assert item["tracks"] == 6
    done = edm("review", item["item"], "accept", "--except", doubted[4].path, "--json").record
    assert len(done["corrected"]) == 5
    assert done["left_out"] == [doubted[4].path]
    edm("undo", done["corrected"][0])
    for track in doubted[3:9]:
        first = edm("show", track.path, "--json").record["tempo_map"][0]
        number = doubted.index(track)
        expected = truth(number).grid.anchors[0].seconds + 0.026
        assert first["time"] == pytest.approx(expected, abs=1e-5)


def test_keep_and_skip_leave_the_track_alone(edm, doubted):
    items = edm("queue", "--kind", "key", "--json").records
    for verdict, item in zip(("keep", "skip"), items, strict=False):
        assert edm("review", item["item"], verdict, "--json").record["decision"] == verdict
        assert edm("history", item["path"], "--json").records == []


def test_impossible_answers_end_with_a_sentence(edm, doubted):
    item = edm("queue", "--kind", "key", "--json").records[0]["item"]
    said = edm("review", item, "accept", "--as", "H flat")
    assert said.code == 1
    assert "is not a key" in said.err
    assert edm("review", 4711, "accept").code == 1
    assert edm("review", item, "keep", "--as", "8A").code == 2
    assert edm("review", item, "perhaps").code == 2


def test_a_library_without_predictions_is_told_to_analyse(edm, song):
    said = edm("queue")
    assert said.code == 1
    assert "analyze" in said.err


def test_a_person_reads_the_doubt_its_reason_and_where(edm, doubted):
    said = edm("queue", "--kind", "key", "--limit", 1).out
    assert "rekordbox says" in said
    assert ".flac at 0:" in said


def test_tracks_without_labels_are_listed_until_somebody_labels_them(edm, places):
    places.mkdir(parents=True, exist_ok=True)
    library = Library(places / "library.db")
    tracks = fill(library, 20, lambda number: None if number in (4, 9) else truth(number))
    library.close()
    bare = {tracks[4].path, tracks[9].path}
    found = edm("queue", "--label-next", "--json").records
    assert {record["path"] for record in found} == bare
    assert [record["rank"] for record in found] == [1, 2]
    assert all(record["reason"].startswith("The model is least sure of its") for record in found)
    assert edm("edit", found[0]["path"], "--double").code == 0
    again = edm("queue", "--label-next", "--waiting", "--json").records
    assert [record["path"] for record in again] == [found[1]["path"]]
    assert edm("queue", "--label-next", "--kind", "key").code == 2
