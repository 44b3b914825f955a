"""What is shipped so that a model forgets nothing: bars, and the sound of some."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from edmstudio.learning import reference_file
from edmstudio.learning.reference import ear_digest, frozen_scores
from edmstudio.model.checkpoint import load

MODELS = Path(__file__).parents[2] / "resources" / "models"


@pytest.fixture(scope="module")
def shipped():
    return reference_file.load(MODELS / "reference.npz")


@pytest.fixture(scope="module")
def bundled():
    return load(MODELS / "base.safetensors")


def test_it_is_of_the_bundled_ear_and_its_hash_stands_in_the_card(shipped, bundled):
    assert shipped.ear == ear_digest(bundled.network.ear)
    assert shipped.heard_by(bundled.network.ear) is shipped
    card = (MODELS / "base.md").read_text(encoding="utf-8")
    assert sha256((MODELS / "reference.npz").read_bytes()).hexdigest() in card


def test_what_is_frozen_is_never_trained_on(shipped):
    frozen, again = ({piece.name for piece in kind} for kind in (shipped.frozen, shipped.again))
    assert len(frozen) == 24
    assert not frozen & again
    assert len(shipped.sounding.frozen) == len(shipped.sounding.again) == 8


def test_heard_again_by_the_same_ear_a_track_is_the_same(shipped, bundled):
    for piece in (shipped.sounding.again[0], shipped.sounding.frozen[0]):
        again = piece.heard_by(bundled.network.ear)
        # The last step of half a float may differ from machine to machine.
        assert again.bars.rows == pytest.approx(piece.bars.rows, abs=0.05)
        assert frozen_scores(bundled, [again]) == frozen_scores(bundled, [piece])


def test_another_ear_hears_what_sounds_and_what_was_measured_by_hand_stays(shipped, bundled):
    piece = shipped.sounding.again[0]
    ear = load(MODELS / "base.safetensors").network.ear
    next(ear.norm.parameters()).data.mul_(1.5)
    rows = piece.heard_by(ear).bars.rows
    assert np.array_equal(rows[:, :160], piece.bars.rows[:, :160])
    assert not np.allclose(rows[:, 244:], piece.bars.rows[:, 244:])


def test_a_file_that_is_cut_off_is_none(tmp_path):
    broken = tmp_path / "reference.npz"
    broken.write_bytes((MODELS / "reference.npz").read_bytes()[:100_000])
    assert reference_file.load(broken).frozen == ()


def test_a_file_that_is_damaged_in_its_middle_is_none(shipped, tmp_path):
    """Packed data that can't be unpacked any more raises what no archive that is cut off does."""
    broken = tmp_path / "reference.npz"
    reference_file.save(replace(shipped, again=shipped.again[:1], frozen=()), broken)
    whole = broken.read_bytes()
    kept = []
    for place in range(2000, len(whole) - 2000, len(whole) // 40):
        broken.write_bytes(whole[:place] + bytes(64) + whole[place + 64 :])
        kept += reference_file.load(broken).again
    assert kept == []
