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


@pytest.mark.parametrize(("behind", "byte"), [(6, 0x01), (6, 0x20), (8, 0x63)])
def test_a_flipped_byte_of_a_packed_column_is_damage_too(measured, tmp_path, behind, byte):
    """A password, a patch and an unknown packing, as a zip file's directory names them."""
    path = tmp_path / "track.npz"
    measured.save(path)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 2 + behind] ^= byte
    path.write_bytes(content)
    assert Measured.load(path) is None


def test_a_file_that_finds_no_room_leaves_none_of_it_behind(measured, tmp_path, monkeypatch):
    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.savez", full)
    with pytest.raises(OSError, match="No space"):
        measured.save(tmp_path / "track.npz")
    assert not list(tmp_path.iterdir())
