"""The whole loop, small: what was planted is found, mended, taken out and comes back."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

from edmstudio.app.label_errors import errors
from edmstudio.cli.desk import Desk
from edmstudio.cli.main import cli
from edmstudio.jobs.executors import Inline
from edmstudio.synth.noise_sources import SLOPPY, scaled
from tests.gui.desks import places_in
from tests.reports.loop.by_commands import ByCommands
from tests.reports.loop.by_window import ByWindow
from tests.reports.loop.music import collection
from tests.reports.loop.story import XML, tell

CAREFUL = replace(scaled(SLOPPY, 0.0), cue_extra=0.0, cue_missing=0.0, most_cues=8)
HABITS = (
    replace(CAREFUL, octave=1.0, key_wrong=1.0),
    replace(CAREFUL, half_beat=1.0, key_wrong=1.0),
    replace(CAREFUL, bar_phase=1.0),
)
TRACKS, MINUTES = len(HABITS), 0.5


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Tracks whose labels are wrong in one known way each, but for the last one."""
    folder = tmp_path_factory.mktemp("loop")
    return collection(folder, tracks=TRACKS, minutes=MINUTES, habits=HABITS)


def in_this_process(places):
    """Commands without a process of their own."""

    def call(*args):
        line = ["--library", str(places.library), "--json", *map(str, args)]
        done = CliRunner().invoke(cli, line, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return [json.loads(text) for text in done.stdout.splitlines()]

    return call


def story(door, planted, folder):
    try:
        return {step.name: step.figures for step in tell(door, planted, folder, decisions=2)}
    finally:
        door.close()


def test_round_the_loop_by_commands_and_by_the_window(qapp, planted, tmp_path, monkeypatch):
    monkeypatch.setenv("EDMSTUDIO_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("EDMSTUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(Desk, "workers", lambda desk, *_: Inline())
    doors = {
        "commands": lambda places: ByCommands(places, in_this_process),
        "window": lambda places: ByWindow(places, Inline()),
    }
    told = {}
    for name, door in doors.items():
        folder = tmp_path / name
        folder.mkdir()
        told[name] = story(door(places_in(folder)), planted, folder)
    wrong_keys = planted.planted["key-wrong"]  # of those that have a key
    for steps in told.values():
        assert (steps["before"]["grids"], steps["before"]["keys"]) == (3, wrong_keys)
        assert steps["mend by hand"]["tracks"] >= 1
        assert steps["retrain"]["train_tracks"] >= 1
        assert steps["retrain"]["promoted"], steps["retrain"]["reason"]
        end = steps["at the end"]
        assert (end["grids"], end["keys"], end["broken"]) == (0, 0, 0)
        for name in ("rekordbox XML", "Serato tags"):
            assert set(steps[f"import {name} again"]["different"].values()) == {0}
        assert steps["files as they were"] == {"same": TRACKS, "of": TRACKS}
    for name in ("after the review", "retrain", "at the end"):
        assert told["commands"][name] == told["window"][name]
    assert told["window"]["keys pressed"]["review"] == 2
    first, second = ((tmp_path / name / XML).read_bytes() for name in doors)
    assert first == second


def test_errors_are_counted_by_what_they_cost(planted):
    tune = next(iter(planted.tunes.values()))
    truth, seconds = tune.truth, tune.seconds
    assert errors(truth, truth, seconds).count == 0
    late = replace(truth, grid=truth.grid.shifted(truth.grid.anchors[0].period / 2))
    slow = replace(truth, grid=truth.grid.shifted(0.05))
    assert errors(truth, late, seconds).cost > errors(truth, slow, seconds).cost > 0
    places = Counter(cue.seconds for cue in truth.cues)
    lone = next(cue for cue in truth.cues if places[cue.seconds] == 1)
    without = tuple(cue for cue in truth.cues if cue is not lone)
    fewer = errors(truth, replace(truth, cues=without), seconds)
    assert (fewer.missing, fewer.extra) == ((lone.seconds,), ())
    nothing = errors(truth, replace(truth, grid=None, key=None), seconds)
    assert nothing.grid > 0
    assert nothing.key
