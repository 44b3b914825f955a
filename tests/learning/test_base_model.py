import json

import numpy as np
import pytest
import soundfile

from edmstudio.domain.refused import Refused
from edmstudio.features.model_input import ModelInput
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.learning import base_model, judges
from edmstudio.learning.base_model import Workshop
from edmstudio.learning.recipe import Recipe, recipe_of
from edmstudio.learning.training import Pace
from edmstudio.model.checkpoint import load
from edmstudio.model.network import Shape
from tests.learning.examples import RATE, clicking, clicking_sound

FEW = Pace(steps=2)
SHAPE = Shape(channels=128, blocks=2, bars=16, layers=1, heads=2, embedding=8)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workshop whose renderings are there: a track of clicks in the place of every style."""
    monkeypatch.setattr(base_model, "STYLES", {})
    monkeypatch.setattr(judges, "STYLES", {})
    (tmp_path / "rendered").mkdir()
    example = clicking(120.0, seconds=45.0)
    half = {part: getattr(example.heard, part).astype(np.float16) for part in ModelInput.__slots__}
    truth = np.frombuffer(json.dumps(example.truth).encode(), dtype=np.uint8)
    np.savez(tmp_path / "rendered" / "clicks.npz", truth=truth, **half)
    (tmp_path / "held out").mkdir()
    waveform, said = clicking_sound(126.0, seconds=40.0)
    soundfile.write(tmp_path / "held out" / "track.wav", waveform.samples, RATE)
    (tmp_path / "held out" / "track.json").write_text(json.dumps(said))
    return tmp_path


def test_a_model_is_made_in_stages_and_made_again_it_is_the_same(folder):
    recipe = Recipe(
        "small", held_out=str(folder / "held out"), ear=FEW, arranger=FEW, key=FEW, shape=SHAPE
    )
    told, out = [], folder / "small.safetensors"
    digest = Workshop(recipe, folder, told.append).make(Watch(), Inline(), out)
    made = load(out)
    assert made.name == f"small-{digest[:8]}"
    assert {"boundary", "label", "cue", "key"} == set(made.card.calibration)
    assert made.card.data["rendered"] == 1
    before = len(told)
    assert Workshop(recipe, folder, told.append).make(Watch(), Inline(), out) == digest
    assert len(told) == before  # every stage was there
    assert load(out).card.calibration == made.card.calibration


def test_a_folder_that_is_not_there_is_told_of_before_anything_is_made(tmp_path):
    recipe = recipe_of({"real": "nowhere"})
    with pytest.raises(Refused, match="no folder nowhere"):
        Workshop(recipe, tmp_path, print).make(Watch(), Inline(), tmp_path / "out.safetensors")
    assert list(tmp_path.iterdir()) == []
