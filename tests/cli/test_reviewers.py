"""Several reviewers: libraries are merged, answers are taken out."""

import csv
import json

import pytest

from edmstudio.app.decision_log import FIELDS
from edmstudio.store.backups import back_up
from edmstudio.store.library import Library
from tests.review.libraries import fill, truth
from tests.review.wrong import shifted


def late(number):
    """Labels whose beats lie half a beat away."""
    return shifted(truth(number), truth(number).grid.anchors[0].period / 2)


@pytest.fixture
def tracks(places):
    places.mkdir(parents=True, exist_ok=True)
    library = Library(places / "library.db")
    found = fill(library, 3, late)
    back_up(library, places / "bob.db")
    library.close()
    return [track.path for track in found]


def test_two_reviewers_libraries_become_one_and_conflicts_are_listed(edm, places, tracks):
    bob = places / "bob.db"
    edm("edit", tracks[0], "--key", "8A", "--annotator", "ann")
    edm("--library", bob, "edit", tracks[0], "--key", "9A", "--annotator", "bob")
    edm("--library", bob, "edit", tracks[1], "--energy", 9, "--annotator", "bob")
    before = edm("merge", bob, "--preview", "--json").record
    assert before["backup"] is None
    assert edm("show", tracks[1], "--json").record["energy"]["level"] != 9
    done = edm("merge", bob, "--json").record
    assert done["changed"] == before["changed"] == [tracks[0], tracks[1]]
    (conflict,) = done["conflicts"]
    assert (conflict["path"], conflict["fact"]) == (tracks[0], "key")
    assert (conflict["kept"]["annotator"], conflict["kept"]["said"]) == ("bob", "E minor")
    assert (conflict["lost"]["annotator"], conflict["lost"]["said"]) == ("ann", "A minor")
    assert edm("show", tracks[1], "--json").record["energy"]["level"] == 9
    assert edm("merge", bob, "--json").record["changed"] == []
    assert edm("undo", tracks[0]).code == 0
    assert edm("show", tracks[0], "--json").record["key"]["name"] == "A minor"


def test_what_cannot_be_merged_is_said_in_a_sentence(edm, places, tracks):
    for file in (places / "library.db", places / "none.db"):
        done = edm("merge", file)
        assert done.code == 1
        assert str(file) in done.err


def test_every_answer_can_be_taken_out(edm, places, tracks, tmp_path):
    assert "Nobody has answered" in edm("decisions").err
    items = edm("queue", "--json").records
    first, second = items[0]["item"], items[1]["item"]
    edm("review", first, "keep", "--annotator", "ann")
    edm("review", second, "skip", "--annotator", "bob")
    records = edm("decisions", "--json").records
    assert [r["verdict"] for r in records] == ["keep", "skip"]
    assert all(tuple(r) == FIELDS for r in records)
    assert records[0]["reason"] == items[0]["reason"]
    assert records[0]["audio"].startswith("payload")
    said = edm("decisions", tmp_path / "answers.csv", "--json").record
    assert said["decisions"] == 2
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["annotator"] for row in rows] == ["ann", "bob"]
    assert json.loads(rows[0]["figures"]) == records[0]["figures"]
    edm("decisions", tmp_path / "answers.jsonl")
    lines = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == records
    assert edm("decisions", tmp_path / "answers.pdf").code == 1


def test_how_far_reviewers_agree_is_told_once_their_libraries_met(edm, places, tracks):
    items = [item["item"] for item in edm("queue", "--json").records[:2]]
    assert "No two reviewers" in edm("decisions", "--agreement").err
    (places / "bob.db").unlink()
    edm("backup", places / "bob.db")
    for item, verdict in zip(items, ("keep", "accept"), strict=True):
        edm("review", item, "keep", "--annotator", "ann")
        edm("--library", places / "bob.db", "review", item, verdict, "--annotator", "bob")
    edm("merge", places / "bob.db")
    told = edm("decisions", "--agreement", "--json").records
    assert {(r["first"], r["second"]) for r in told} == {("ann", "bob")}
    assert sum(r["both"] for r in told) == 2
    assert sum(r["both"] * r["share"] for r in told) == 1.0
    assert edm("decisions", "x.csv", "--agreement").code == 2
