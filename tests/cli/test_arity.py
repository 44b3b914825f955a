import click
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
    ],
)
def test_a_row_of_values_becomes_the_option_again_and_again(given, written):
    assert repeat(given, ["--tracks"]) == written


@pytest.mark.parametrize("given", [["a", "--tracks"], ["a", "--tracks", "--dry-run"]])
def test_a_row_without_values_is_a_wrong_call_and_does_not_mean_everything(given):
    with pytest.raises(click.BadOptionUsage, match="--tracks needs at least one value"):
        repeat(given, ["--tracks"])


@pytest.mark.parametrize("given", [["--cue", "5"], ["--cue=5", "drop"], ["--grid", "1"]])
def test_too_few_values_are_told_by_what_the_option_takes(edm, given):
    said = edm("edit", "x", *given)
    assert said.code == 2
    assert f"{given[0][:5].strip('=')}" in said.err
    assert "[NAME]" in said.err or "[BEAT]" in said.err
