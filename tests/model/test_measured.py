from dataclasses import fields

import numpy as np
import pytest

from edmstudio.model.measured import PARTS, Measured, measure
from tests.learning.examples import clicking_sound


@pytest.fixture(scope="module")
def measured():
    waveform, _ = clicking_sound(128.0, seconds=12.0)
    return measure(waveform)


def columns(measured):
    own = ("onsets", "inputs", "soundness")
    parts = {n: getattr(measured if n in own else measured.heard, n) for n in PARTS}
    return {
        f"{name}.{each.name}": getattr(part, each.name)
        for name, part in parts.items()
        for each in fields(part)
    }


def test_what_is_read_again_is_what_was_measured(measured, tmp_path):
    measured.save(tmp_path / "track.npz")
    again = Measured.load(tmp_path / "track.npz")
    assert again.seconds == measured.seconds == again.heard.seconds
    for name, column in columns(measured).items():
        np.testing.assert_array_equal(columns(again)[name], column, err_msg=name)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of ours"])
def test_a_damaged_file_is_as_good_as_none(tmp_path, content):
    (tmp_path / "track.npz").write_bytes(content)
    assert Measured.load(tmp_path / "track.npz") is None
    assert Measured.load(tmp_path / "gone.npz") is None
