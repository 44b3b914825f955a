import pytest

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.atomic_file import replacing


def written(target, content=b"new"):
    with replacing(target) as file:
        file.write(content)


def test_what_a_link_points_to_is_replaced_and_the_link_stays(tmp_path):
    (tmp_path / "cloud").mkdir()
    real, link = tmp_path / "cloud" / "a.xml", tmp_path / "a.xml"
    real.write_bytes(b"old")
    link.symlink_to(real)
    written(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert [file.name for file in (tmp_path / "cloud").iterdir()] == ["a.xml"]


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path):
    target = tmp_path / f"{'a' * 251}.xml"
    written(target)
    written(target, b"again")
    assert target.read_bytes() == b"again"


def test_a_file_that_is_write_protected_stays(tmp_path):
    target = tmp_path / "a.xml"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(Refused, match="write-protected") as refused:
        written(target)
    assert refused.value.fault is Fault.PERMISSION
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xml"]


def test_no_export_takes_the_place_of_music(tmp_path):
    for name in ("a.mp3", "a.FLAC", "a.opus"):
        song = tmp_path / name
        song.write_bytes(b"music")
        with pytest.raises(Refused, match="sound file"):
            written(song)
        assert song.read_bytes() == b"music"


def half_written(target):
    with replacing(target) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_a_block_that_fails_leaves_what_stood_there(tmp_path):
    target = tmp_path / "a.xml"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        half_written(target)
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xml"]
