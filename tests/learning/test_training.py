import json

import numpy as np
import pytest
import torch

from edmstudio.features.model_input import ModelInput
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.learning import corpus
from edmstudio.learning.arranger_task import ArrangerTask, batched
from edmstudio.learning.augment import varied
from edmstudio.learning.crops import crop, seconds_to_slow
from edmstudio.learning.ear_task import EarTask
from edmstudio.learning.key_task import KeyTask, keyed, shares, transposed_key
from edmstudio.learning.losses import moment_costs, tolerant
from edmstudio.learning.targets import Truths, marks, truths
from edmstudio.learning.token_corpus import make_tokens, read_tokens, shifted, true_lines
from edmstudio.learning.training import Pace, Training
from edmstudio.model.key_head import KeyHead
from edmstudio.model.network import Arranger, Ear, Moments, Shape
from tests.learning.examples import clicking

SMALL = Shape(channels=16, blocks=4, bars=16, layers=1, heads=2, embedding=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus of two tracks."""
    place = tmp_path_factory.mktemp("corpus")
    for bpm in (120.0, 140.0):
        example = clicking(bpm, name=f"clicks-{bpm:g}", seconds=40.0)
        half = {
            part: getattr(example.heard, part).astype(np.float16) for part in ModelInput.__slots__
        }
        truth = np.frombuffer(json.dumps(example.truth).encode(), dtype=np.uint8)
        np.savez(place / f"{example.name}.npz", truth=truth, **half)
    return place


def ear_training(folder, state, pace, *, seconds=5.0):
    torch.manual_seed(pace.seed)
    task = EarTask(list(corpus.names(folder)), crops=2, seconds=seconds)
    return Training(Ear(SMALL), task, pace, state)


def test_marks_stand_on_the_row_that_begins_nearest():
    rows = np.arange(10) / 5.0
    assert np.flatnonzero(marks([0.41, 1.0, 1.99], rows, 0.1)).tolist() == [2, 5]
    assert np.isnan(marks(None, rows, 0.1)).all()


def test_the_truth_of_a_rendering_says_everything_of_every_bar():
    example = clicking(120.0)
    lines = true_lines(example.truth, example.heard.seconds)
    said = truths(example.truth, lines[:-1], 1.0)
    assert len(said.boundary) == len(lines) - 1
    assert said.boundary.sum() == 1
    assert said.allowed[:4].sum(axis=1).tolist() == [1, 1, 1, 1]
    assert said.energy[1] == pytest.approx(0.3)


def test_a_faster_crop_keeps_its_beats_on_its_clicks():
    example, random = clicking(120.0, seconds=40.0), np.random.default_rng(3)
    for _ in range(12):
        part = crop(example, seconds_to_slow(12.0), random)
        rise = np.diff(part.mel, axis=0, prepend=part.mel[:1])
        loud = np.maximum(rise, 0.0).sum(axis=1)
        for frame in np.flatnonzero(part.beat)[1:]:
            around = loud[max(frame - 12, 0) : frame + 13]
            assert abs(int(np.argmax(around)) - min(frame, 12)) <= 2


def test_a_transposition_moves_the_key_within_its_mode():
    assert [transposed_key(key, 3) for key in (-1, 0, 11, 12, 23)] == [-1, 3, 2, 15, 14]


def test_the_shares_of_a_key_sum_to_one_and_are_greatest_for_itself():
    for key in range(24):
        assert shares(key).sum() == pytest.approx(1.0, abs=1e-5)
        assert shares(key).argmax() == key


def test_no_variation_of_a_track_is_broken():
    mel, random = clicking(128.0).heard.mel, np.random.default_rng(5)
    for _ in range(30):
        assert np.isfinite(varied(mel, random)).all()


def test_lines_of_a_wrong_grid_still_cover_the_track_in_order():
    random, lines = np.random.default_rng(1), np.concatenate([[0.0], np.arange(1.0, 60.0, 2.0)])
    for _ in range(20):
        moved = shifted(lines, random)
        assert (np.diff(moved) > 0).all()
        assert moved[0] == 0.0
        assert moved[-1] == lines[-1]


def test_a_small_ear_learns_two_tracks_by_heart(folder, tmp_path):
    training = ear_training(folder, tmp_path / "state", Pace(steps=30, rate=8e-3))
    first = training.advance()
    training.run(Watch(), lambda news: None)
    last = training.advance()
    assert last["beat"] < 0.8 * first["beat"]
    assert training.step == 31


def test_a_training_that_was_interrupted_goes_on_as_if_it_had_not_been(folder, tmp_path):
    pace = Pace(steps=6)
    whole = ear_training(folder, tmp_path / "whole", pace)
    whole.run(Watch(), lambda news: None)
    watch = Watch(on_progress=lambda progress: watch.cancel() if progress.done == 3 else None)
    cut = ear_training(folder, tmp_path / "cut", pace)
    with pytest.raises(Cancelled):
        cut.run(watch, lambda news: None)
    cut.save()
    again = ear_training(folder, tmp_path / "cut", pace)
    assert again.step == 3
    again.run(Watch(), lambda news: None)
    for name, weight in whole.mean.items():
        assert torch.allclose(weight, again.mean[name], atol=1e-6), name


class Costly:
    """Each step costs two."""

    def costs(self, module, random):
        return {"it": 0.0 * module.weight.sum() + 2.0}


def test_costs_are_told_as_means_after_an_interruption_too(tmp_path):
    pace, state, told = Pace(steps=50), tmp_path / "it.state", []
    first = Training(torch.nn.Linear(1, 1), Costly(), pace, state)
    for _ in range(30):
        first.advance()
    first.save()
    assert Training(torch.nn.Linear(1, 1), Costly(), pace, state).run(Watch(), told.append)
    assert [news.costs for news in told] == [{"it": pytest.approx(2.0)}]


def test_an_unknown_truth_costs_nothing():
    said = Moments.of(torch.randn(1, 12, 23))
    blank = truths({}, np.arange(12) / 5.0, 0.1)
    truth = Truths(
        **{name: torch.from_numpy(getattr(blank, name))[None] for name in Truths.names()}
    )
    costs = moment_costs(said, truth, reach=1)
    unknown = torch.full((1, 12), torch.nan)
    assert all(float(cost) == 0.0 for cost in costs.values())
    assert float(tolerant(torch.randn(1, 12), unknown, reach=1, weight=4.0)) == 0.0


def test_a_small_arranger_learns_where_two_tracks_turn(folder, tmp_path):
    torch.manual_seed(1)
    examples = list(corpus.names(folder))
    make_tokens(Watch(), Ear(SMALL).eval(), examples, tmp_path / "tokens")
    tracks = read_tokens(tmp_path / "tokens", [path.stem for path in examples])
    assert [len(variations) for variations in tracks] == [3, 3]
    pace = Pace(steps=60, rate=5e-3)
    training = Training(
        Arranger(SMALL), ArrangerTask(tracks, tracks=2), pace, tmp_path / "arranger.state"
    )
    training.run(Watch(), lambda news: None)
    training.module.load_state_dict(training.mean)
    rows, there, truth = batched([variations[0] for variations in tracks], "cpu")
    said = training.module.eval()(rows, there).moments
    drop = truth.allowed[..., 3] & there & ~truth.allowed.all(dim=-1)
    assert (said.label.argmax(dim=-1)[drop] == 3).float().mean() > 0.9


def test_the_key_head_learns_a_chord_in_every_transposition(folder, tmp_path):
    tracks = keyed(list(corpus.names(folder)))
    assert {track.key for track in tracks} == {21}
    task = KeyTask(tracks, crops=4, seconds=4.0)
    training = Training(KeyHead(8), task, Pace(steps=3), tmp_path / "key.state")
    training.run(Watch(), lambda news: None)
    assert training.step == 3
