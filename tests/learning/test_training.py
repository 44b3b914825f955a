import json
from dataclasses import replace

import numpy as np
import pytest

from edmstudio.features.model_input import ModelInput
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.learning import corpus
from edmstudio.learning.augment import augmented, transposed_key
from edmstudio.learning.crops import crop, seconds_to_slow
from edmstudio.learning.targets import targets
from edmstudio.learning.train import Recipe, Training
from edmstudio.model.network import Shape
from tests.learning.examples import clicking

SMALL = Shape(channels=16, blocks=5, slow=16, layers=1, heads=2, embedding=8)


@pytest.fixture
def folder(tmp_path):
    """A corpus of two tracks."""
    for bpm in (120.0, 140.0):
        example = clicking(bpm, name=f"clicks-{bpm:g}")
        half = {
            part: getattr(example.heard, part).astype(np.float16) for part in ModelInput.__slots__
        }
        truth = np.frombuffer(json.dumps(example.truth).encode(), dtype=np.uint8)
        np.savez(tmp_path / f"{example.name}.npz", truth=truth, **half)
    return tmp_path


def test_targets_stand_on_the_frames_of_their_moments():
    example = clicking(120.0)
    said = targets(example.truth, len(example.heard.mel), len(example.heard.notes))
    assert np.flatnonzero(said.beat)[:3].tolist() == [5, 30, 55]
    assert np.flatnonzero(said.downbeat)[:2].tolist() == [5, 105]
    assert np.flatnonzero(said.boundary).tolist() == [50]
    assert said.allowed[:100].sum(axis=1).max() == 1


def test_a_faster_crop_keeps_its_beats_on_its_clicks():
    example, random = clicking(120.0, seconds=40.0), np.random.default_rng(3)
    for _ in range(12):
        part = crop(example, seconds_to_slow(12.0), random)
        rise = np.diff(part.heard.mel, axis=0, prepend=part.heard.mel[:1])
        loud = np.maximum(rise, 0.0).sum(axis=1)
        for frame in np.flatnonzero(part.targets.beat)[1:]:
            around = loud[frame - 12 : frame + 13]
            assert abs(int(np.argmax(around)) - 12) <= 2


def test_a_transposition_moves_the_key_within_its_mode():
    assert [transposed_key(key, 3) for key in (-1, 0, 11, 12, 23)] == [-1, 3, 2, 15, 14]


def test_no_variation_of_a_track_is_broken():
    example, random = clicking(128.0), np.random.default_rng(5)
    for _ in range(20):
        heard = augmented(crop(example, seconds_to_slow(8.0), random), random).heard
        assert all(np.isfinite(getattr(heard, part)).all() for part in ModelInput.__slots__)


def test_a_small_network_learns_two_tracks_by_heart(folder, tmp_path):
    recipe = Recipe(steps=30, tracks=2, seconds=5.0, rate=8e-3, shape=SMALL)
    news = []
    training = Training(recipe, list(corpus.names(folder)), [], tmp_path / "state")
    first = training._advance()
    training.run(Watch(), news.append)
    last = training._advance()
    assert last["beat"] < 0.7 * first["beat"]
    assert training.step == 31


def test_a_training_that_was_interrupted_goes_on_as_if_it_had_not_been(folder, tmp_path):
    recipe, tracks = Recipe(steps=6, tracks=1, seconds=6.0, shape=SMALL), list(corpus.names(folder))
    whole = Training(recipe, tracks, [], tmp_path / "whole")
    whole.run(Watch(), lambda epoch: None)
    watch = Watch(on_progress=lambda progress: watch.cancel() if progress.done == 3 else None)
    cut = Training(recipe, tracks, [], tmp_path / "cut")
    with pytest.raises(Cancelled):
        cut.run(watch, lambda epoch: None)
    cut.save()
    again = Training(recipe, tracks, [], tmp_path / "cut")
    assert again.step == 3
    again.run(Watch(), lambda epoch: None)
    for one, other in zip(whole.network.parameters(), again.network.parameters(), strict=True):
        assert np.allclose(one.detach(), other.detach(), atol=1e-6)


def test_an_unknown_truth_costs_nothing():
    import torch

    from edmstudio.learning.losses import losses
    from edmstudio.learning.train import collated
    from edmstudio.model.network import Network

    part = crop(clicking(120.0), seconds_to_slow(6.0), np.random.default_rng(0))
    frames, slow = len(part.heard.mel), len(part.heard.notes)
    blank = replace(part, targets=targets({}, frames, slow))
    inputs, batch = collated([blank], "cpu")
    costs = losses(Network()(*inputs), batch)
    assert all(float(cost.detach()) == 0.0 for cost in costs.values())
    assert not torch.isnan(torch.stack(list(costs.values()))).any()
