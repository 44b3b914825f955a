import pytest

from edmstudio.cli.arity import pad, repeat


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        (["x", "--cue", "1", "drop"], ["x", "--cue", "1", "drop", ""]),
        (["x", "--cue", "1", "drop", "Drop 1"], ["x", "--cue", "1", "drop", "Drop 1"]),
        (["x", "--cue", "1", "drop", "--json"], ["x", "--cue", "1", "drop", "", "--json"]),
        (["x", "--cue", "-1", "drop"], ["x", "--cue", "-1", "drop", ""]),
        (["x", "--cue", "1"], ["x", "--cue", "1"]),
        (["x", "--", "--cue", "1", "drop"], ["x", "--", "--cue", "1", "drop"]),
    ],
)
def test_a_value_that_may_be_left_away_is_filled_in(given, filled):
    assert pad(given, {"--cue": 3}) == filled


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (["a", "--tracks", "b", "c"], ["a", "--tracks", "b", "--tracks", "c"]),
        (["a", "--tracks", "b", "--json"], ["a", "--tracks", "b", "--json"]),
        (["a", "--cues", "all"], ["a", "--cues", "all"]),
        (["a", "--tracks"], ["a"]),
    ],
)
def test_a_row_of_values_becomes_the_option_again_and_again(given, written):
    assert repeat(given, ["--tracks"]) == written
