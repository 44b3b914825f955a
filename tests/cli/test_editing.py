import pytest

FIELDS = (
    "path duration model bpm beats downbeats tempo_map sections cues key energy genre confidence"
)


def edited(edm, song, *options):
    said = edm("edit", song, *options, "--annotator", "ann", "--json")
    assert said.code == 0, said.out
    return said.record


def test_a_cue_is_added_and_signed(edm, song):
    record = edited(edm, song, "--cue", 4.25, "drop", "Drop 1")
    assert record["cues"] == [
        {
            "time": 4.25, "end": None, "kind": "drop", "name": "Drop 1", "confidence": 1.0,
            "slot": None, "color": "#E62828", "by": {"voice": "correction", "source": "ann"},
        }
    ]  # fmt: skip
    assert record.keys() == set(FIELDS.split())


def test_a_cue_needs_no_name_even_before_another_option(edm, song):
    record = edited(edm, song, "--cue", 4, "drop", "--cue", 8, "break", "--energy", 3)
    assert [(cue["kind"], cue["name"]) for cue in record["cues"]] == [("drop", ""), ("break", "")]
    assert record["energy"]["level"] == 3


def test_a_cue_is_deleted_by_its_time(edm, song):
    edited(edm, song, "--cue", 4, "drop", "--cue", 8, "break")
    assert [cue["time"] for cue in edited(edm, song, "--delete-cue", 4.03)["cues"]] == [8.0]
    said = edm("edit", song, "--delete-cue", 4)
    assert said.code == 1
    assert "nearest is at 8 s" in said.err


def test_a_grid_is_placed_shifted_doubled_and_halved(edm, song):
    record = edited(edm, song, "--grid", 0.5, 120)
    assert record["tempo_map"][0]["time"] == 0.5
    assert record["tempo_map"][0]["beat"] == 1
    assert record["downbeats"][0] == 0.5
    assert record["beats"][:3] == [0.0, 0.5, 1.0]
    assert edited(edm, song, "--shift", -30)["beats"][1] == 0.97
    assert edited(edm, song, "--double")["bpm"] == 240.0
    assert edited(edm, song, "--halve")["bpm"] == 120.0


def test_a_grid_may_name_its_beat(edm, song):
    record = edited(edm, song, "--grid", 1.0, 120, 3)
    assert record["downbeats"][0] == 0.0


def test_sections_key_and_energy_are_set(edm, song):
    record = edited(edm, song, "--section", 4, 8, "drop", "--key", "8A", "--energy", 9)
    assert [(s["start"], s["end"], s["label"]) for s in record["sections"]] == [
        (0.0, 4.0, "intro"), (4.0, 8.0, "drop"), (8.0, 12.0, "outro"),
    ]  # fmt: skip
    assert record["key"]["name"] == "A minor"
    assert record["key"]["camelot"] == "8A"
    assert record["energy"]["level"] == 9


def test_options_are_taken_in_the_order_of_the_call(edm, song):
    edited(edm, song, "--key", "C", "--grid", 0, 100, "--energy", 2)
    titles = [record["title"] for record in edm("history", song, "--json").records]
    assert titles == ["Set key to C major", "Set grid", "Set energy to 2"]


@pytest.mark.parametrize(
    "impossible",
    [
        ["--cue", 400, "drop"],
        ["--shift", 5],
        ["--grid", 0, 9],
        ["--grid", 0, 120, 99_999_999],
        ["--grid", 0, 120, "--shift", 1e300],
        ["--section", 8, 8, "drop"],
    ],
)
def test_a_call_is_kept_whole_or_not_at_all(edm, song, impossible):
    said = edm("edit", song, "--energy", 7, *impossible, "--json")
    assert said.code == 1
    assert said.record["error"]["message"].endswith(".")
    assert edm("show", song, "--json").record["energy"] is None
    assert edm("history", song, "--json").records == []


def test_undo_and_redo_go_on_in_other_processes(edm, song, process):
    edited(edm, song, "--energy", 7, "--key", "Am")
    undo = process("undo", song, "--json")
    assert undo.communicate()[0].count("\n") == 3
    assert undo.returncode == 0
    assert edm("show", song, "--json").record["key"] is None
    assert edm("redo", song, "--annotator", "bob").code == 0
    assert edm("show", song, "--json").record["key"]["name"] == "A minor"
    acts = [(r["act"], r["annotator"]) for r in edm("history", song, "--json").records]
    assert [act for act, _ in acts] == ["edit", "edit", "undo", "redo"]
    assert acts[-1] == ("redo", "bob")


def test_nothing_to_undo_ends_with_one_and_a_sentence(edm, song):
    said = edm("undo", song)
    assert (said.code, said.err) == (1, f"{song}: There is nothing to undo.\n")


def test_what_holds_is_told_to_a_person_with_who_says_so(edm, song):
    edited(edm, song, "--cue", 4, "drop", "Drop 1", "--grid", 0, 120, "--key", "Am")
    said = edm("show", song).out
    assert "120.000 BPM" in said
    assert "A minor (8A)  (ann)" in said
    assert "0:04.000" in said


def test_corrections_made_side_by_side_wait_for_each_other(edm, song, process):
    calls = [process("edit", song, "--energy", level) for level in (2, 4, 6)]
    for call in calls:
        call.communicate()
    assert [call.returncode for call in calls] == [0, 0, 0]
    assert len(edm("history", song, "--json").records) == 3
