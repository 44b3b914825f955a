"""The upper part of an ear learns from crops of tracks of any length."""

import numpy as np
import pytest
import torch

from edmstudio.features.logmel import BANDS
from edmstudio.features.logmel import HZ as FAST_HZ
from edmstudio.learning.ear_tuning import Upper, UpperTask, lower_of_rendering
from edmstudio.model.network import SLOWER, Network, Shape

SMALL = Shape(channels=16, blocks=2, bars=16, layers=1, heads=2, embedding=8, sources=4)


@pytest.fixture
def ear():
    torch.manual_seed(0)
    return Network(SMALL).ear


def heard(ear, frames):
    beats = np.arange(0.1, frames / FAST_HZ, 0.5).tolist()
    mel = np.random.default_rng(frames).normal(size=(frames, BANDS)).astype(np.float32)
    return lower_of_rendering({"beats": beats, "downbeats": beats[::4]}, ear, mel)


def test_a_track_that_ends_on_an_odd_frame_is_learned_beside_others(ear):
    whole = 2 * SLOWER * 60
    tracks = [heard(ear, frames) for frames in (whole, whole - 1, whole + 1)]
    assert len({len(track.beat) - 2 * track.features.shape[1] for track in tracks}) > 1
    task = UpperTask(tracks, crops=6)
    costs = task.costs(Upper(ear), np.random.default_rng(0))
    assert all(torch.isfinite(cost) for cost in costs.values())
