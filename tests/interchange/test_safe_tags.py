import os
import sys

import pytest
from mutagen.id3 import ID3, TPE1, Encoding

from edmstudio.domain.refused import Refused
from edmstudio.interchange.serato.file import put_serato
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.safe_tags import MARK, change_tags, restore_tags, sweep
from tests.interchange.audio_files import KINDS, audio_file
from tests.interchange.tag_killing import kill_while_tagging

posix = pytest.mark.skipif(sys.platform == "win32", reason="a kill of this kind is POSIX")


def grown(copy):
    put_serato(copy, {"Serato Overview": b"x" * 200_000})


def bitten(copy):
    data = bytearray(copy.read_bytes())
    data[-3000] ^= 255
    copy.write_bytes(bytes(data))


@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a", "ogg"])
def test_a_change_that_would_touch_the_audio_is_refused(tmp_path, kind):
    path = audio_file(tmp_path / f"a.{kind}")
    before = path.read_bytes()
    with pytest.raises(Refused, match="audio of a"):
        change_tags(path, bitten, tmp_path / "backups")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", KINDS)
def test_rights_times_and_audio_stay(tmp_path, kind):
    path = audio_file(tmp_path / f"a.{kind}")
    path.chmod(0o640)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    sound = payload_hash(path)
    change_tags(path, grown, tmp_path / "backups")
    assert path.stat().st_mtime == 1_000_000_000
    assert path.stat().st_mode & 0o777 == 0o640
    assert payload_hash(path) == sound


def test_a_failing_change_leaves_no_trace(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    before = path.read_bytes()

    def fails(copy):
        copy.write_bytes(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change_tags(path, fails, tmp_path / "backups")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    link = tmp_path / "link.mp3"
    link.symlink_to(path)
    change_tags(link, grown, tmp_path / "backups")
    assert link.is_symlink()
    assert b"Serato Overview" in path.read_bytes()


def test_a_disk_that_fails_meanwhile_is_a_refusal(tmp_path, monkeypatch):
    path = audio_file(tmp_path / "a.mp3")
    before = path.read_bytes()

    def broken(*files):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("edmstudio.interchange.tags.safe_tags.backup_of", broken)
    with pytest.raises(Refused, match="Input/output error"):
        change_tags(path, grown, tmp_path / "backups")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]


def test_a_link_that_leads_to_itself_is_a_refusal(tmp_path):
    loop = tmp_path / "a.mp3"
    loop.symlink_to(loop)
    with pytest.raises(Refused, match="not there"):
        change_tags(loop, grown, tmp_path / "backups")


def test_a_file_with_two_names_is_left_alone(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    os.link(path, tmp_path / "b.mp3")
    with pytest.raises(Refused, match="hard links"):
        change_tags(path, grown, tmp_path / "backups")


def test_a_file_that_is_write_protected_is_left_alone(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(Refused, match="write-protected"):
        change_tags(path, grown, tmp_path / "backups")
    assert path.read_bytes() == before


def test_what_another_program_wrote_meanwhile_stays(tmp_path):
    path = audio_file(tmp_path / "a.mp3")

    def meets_another(copy):
        grown(copy)
        grow(path, 10)

    with pytest.raises(Refused, match="Another program"):
        change_tags(path, meets_another, tmp_path / "backups")
    assert b"x" * 11 not in path.read_bytes()
    assert b"Serato Overview" in path.read_bytes()


def test_a_name_as_long_as_the_disk_takes_has_a_backup(tmp_path):
    path = audio_file(tmp_path / f"{'あ' * 83}.mp3")
    before = path.read_bytes()
    restore_tags(change_tags(path, grown, tmp_path / "backups"))
    assert path.read_bytes() == before


def raw_frames(path):
    """The frames of an ID3v2.3 tag as they stand, without those of Serato's."""
    data, at, found = path.read_bytes(), 10, []
    while data[at]:
        size = 10 + int.from_bytes(data[at + 4 : at + 8], "big")
        found.append(data[at : at + size])
        at += size
    return sorted(frame for frame in found if b"Serato" not in frame)


def tagged(path):
    """With several values in one frame, one that is empty, one that is broken, and an old tag."""
    tag = ID3()
    tag.add(TPE1(encoding=Encoding.UTF16, text=["A", "B"]))
    tag.unknown_frames += [b"APIC\0\0\0\4\0\0\1abc", b"TXXX\0\0\0\2\0\0\0\0"]
    tag._unknown_v2_version = 3
    tag.save(path, v2_version=3, v23_sep=None)
    path.write_bytes(path.read_bytes() + OLD_TAG)
    return path


OLD_TAG = b"TAG" + b"".join(
    text.ljust(size, b"\0")
    for text, size in (
        (b"Old title", 30), (b"Old artist", 30), (b"", 30), (b"1999", 4), (b"my note", 30), (b"", 1)
    )
)  # fmt: skip


def test_frames_that_are_not_ours_stay_byte_for_byte(tmp_path):
    path = tagged(audio_file(tmp_path / "a.mp3"))
    before = raw_frames(path)
    change_tags(path, grown, tmp_path / "backups")
    assert len(before) == 3
    assert raw_frames(path) == before
    assert path.read_bytes()[-128:] == OLD_TAG


def test_frames_of_real_files_stay_byte_for_byte(tmp_path, shared_data):
    for file in sorted((shared_data / "dj/audio_tagged").glob("*.mp3")):
        path = tmp_path / file.name
        path.write_bytes(file.read_bytes())
        before = raw_frames(path)
        change_tags(path, grown, tmp_path / "backups")
        assert raw_frames(path) == before


def test_an_old_tag_alone_becomes_a_new_one_beside_it(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    path.write_bytes(path.read_bytes() + OLD_TAG)
    change_tags(path, grown, tmp_path / "backups")
    assert str(ID3(path, load_v1=False)["TIT2"]) == "Old title"
    assert path.read_bytes()[-128:] == OLD_TAG


def test_changes_are_taken_back_one_by_one(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    states = [path.read_bytes()]
    backups = []
    for size in (10, 100_000):
        backups.append(change_tags(path, lambda copy, n=size: grow(copy, n), tmp_path / "b"))
        states.append(path.read_bytes())
    restore_tags(backups[1])
    assert path.read_bytes() == states[1]
    restore_tags(backups[0])
    assert path.read_bytes() == states[0]
    restore_tags(backups[0])
    assert path.read_bytes() == states[0]


def grow(copy, size):
    put_serato(copy, {"Serato Overview": b"x" * size})


def test_what_another_program_tagged_since_is_not_taken_away(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    backup = change_tags(path, lambda copy: grow(copy, 1000), tmp_path / "backups")
    put_serato(path, {"Serato Overview": b"y" * 1000})  # in the room there is: the audio stays
    before = path.read_bytes()
    with pytest.raises(Refused, match="changed since"):
        restore_tags(backup)
    assert path.read_bytes() == before


def test_a_backup_is_small_and_one_of_another_file_is_refused(tmp_path):
    path = audio_file(tmp_path / "a.flac")
    backup = change_tags(path, grown, tmp_path / "backups")
    assert backup.stat().st_size < 20_000
    audio_file(path)
    path.write_bytes(path.read_bytes()[:-100] + b"y" * 100)
    with pytest.raises(Refused, match="changed since"):
        restore_tags(backup)
    backup.write_bytes(b"nonsense")
    with pytest.raises(Refused, match="no backup"):
        restore_tags(backup)


def test_what_a_killed_writer_left_is_swept_up(tmp_path):
    left = tmp_path / f"{MARK}0123abcd.mp3"
    left.write_bytes(b"half")
    assert sweep([tmp_path], left.stat().st_ctime - 60) == []
    assert sweep([tmp_path], left.stat().st_ctime + 60) == [left]
    assert not left.exists()


@posix
@pytest.mark.parametrize("kind", ["mp3", "flac"])
def test_kills_leave_every_file_whole(tmp_path, kind):
    assert kill_while_tagging(tmp_path, kind, kills=6).damaged == 0
