"""Every row of the table of odd MP3 headers, made from one file by altering its first frame."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from edmstudio.audio.decode import decode
from edmstudio.audio.encode import encode
from edmstudio.audio.mp3_header import crc16, frame_header
from edmstudio.domain.timeline import Timeline
from tests.audio.clicks import click_track, offset

TRACK = click_track()
LENGTH = len(TRACK.samples)
Alter = Callable[[bytearray, int], bytes]  # the file and where its encoder's name is -> the file


def as_lame(data: bytearray, tag: int) -> bytes:
    """FFmpeg signs "Lavf"; LAME's own tag differs in its name, checksum included."""
    return resigned(data, tag, b"LAME3.100")


def resigned(data: bytearray, tag: int, name: bytes) -> bytes:
    data[tag : tag + 9] = name
    start = data.index(b"\xff\xfb")
    data[tag + 34 : tag + 36] = crc16(bytes(data[start : tag + 34])).to_bytes(2, "big")
    return bytes(data)


def lame_with(tail: Alter) -> Alter:
    return lambda data, tag: tail(bytearray(as_lame(data, tag)), tag)


def cleared(first: int, last: int) -> Alter:
    def alter(data: bytearray, tag: int) -> bytes:
        data[tag + first : tag + last] = bytes(last - first)
        return bytes(data)

    return alter


def without_first_frame(data: bytearray, tag: int) -> bytes:
    start = data.index(b"\xff\xfb")
    header = frame_header(bytes(data), start)
    assert header is not None
    return bytes(data[:start] + data[start + header.length :])


def art(data: bytearray, tag: int) -> bytes:
    """300 kB of picture full of what looks like frames."""
    picture = b"\xff\xfb\x90\x64" * 75_000
    size = len(picture)
    syncsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + syncsafe + picture + bytes(data)


ROWS: list[tuple[str, Alter, int, str, bool]] = [
    ("as FFmpeg writes it", lambda data, tag: bytes(data), 0, "B", True),
    ("LAME tag", as_lame, 0, "D", True),
    ("LAME tag, checksum zeroed", lame_with(cleared(34, 36)), 0, "C", False),
    ("no Xing frame", without_first_frame, 1105, "A", False),
    ("another encoder's name", lambda data, tag: resigned(data, tag, b"GOGO3.13b"), 0, "B", False),
    ("extension zeroed", cleared(0, 36), 1105, "B", False),
    ("delay of 0", lame_with(cleared(21, 24)), 576, "C", False),
    ("700 zeros first", lambda data, tag: bytes(700) + as_lame(data, tag), 0, "D", False),
    ("300 kB of art", lambda data, tag: art(bytearray(as_lame(data, tag)), tag), 0, "D", True),
    ("ID3v1 tail", lambda data, tag: as_lame(data, tag) + b"TAG" + bytes(125), 0, "D", True),
]  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("mp3") / "a.mp3"
    encode(TRACK, path, bit_rate=320_000)
    return path.read_bytes()


def altered(original: bytes, alter: Alter, folder: Path) -> Path:
    path = folder / "odd.mp3"
    path.write_bytes(alter(bytearray(original), original.index(b"Info") + 120))
    return path


@pytest.mark.parametrize(
    ("alter", "late", "case", "certain"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_click_is_where_the_header_says(original, tmp_path, alter, late, case, certain):
    heard = decode(altered(original, alter, tmp_path))
    assert offset(heard) == late
    assert heard.timeline.case == case
    assert heard.timeline.certain == certain
    if late == 0:
        assert len(heard.samples) == LENGTH


def test_variable_bit_rate_without_a_header_loses_nothing(tmp_path):
    encode(TRACK, tmp_path / "a.mp3", quality=0, header=False)
    heard = decode(tmp_path / "a.mp3")
    assert len(heard.samples) >= LENGTH
    assert offset(heard) == 1105
    assert (heard.timeline.case, heard.timeline.certain) == ("A", False)


def test_a_file_cut_in_half_keeps_its_start_and_all_it_has(original, tmp_path):
    half = altered(original, lambda data, tag: as_lame(data, tag)[: len(data) // 2], tmp_path)
    whole = decode(altered(original, as_lame, tmp_path)).samples
    half.write_bytes(half.read_bytes()[: len(original) // 2])
    heard = decode(half).samples
    assert len(heard) == pytest.approx(LENGTH / 2, abs=3000)
    assert np.array_equal(heard[:-1152], whole[: len(heard) - 1152])


def test_frames_behind_what_the_header_promises_are_kept(original, tmp_path):
    twice = altered(original, lambda data, tag: as_lame(data, tag) + bytes(data), tmp_path)
    assert len(decode(twice).samples) > 2 * LENGTH


def test_a_damaged_frame_leaves_the_clicks_behind_it_in_their_places(original, tmp_path):
    def damage(data: bytearray, tag: int) -> bytes:
        middle = len(data) // 2
        data[middle : middle + 60] = bytes(range(60))
        return as_lame(data, tag)

    heard = decode(altered(original, damage, tmp_path))
    assert offset(heard) == 0
    assert len(heard.samples) == LENGTH


def test_the_timeline_names_what_was_left_out(original, tmp_path):
    timeline = decode(altered(original, as_lame, tmp_path)).timeline
    assert timeline == Timeline(timeline.delay, timeline.padding, "D", True, timeline.decoder)
    assert timeline.delay == 1105
    assert timeline.decoder.startswith("PyAV")
    assert (timeline.delay + timeline.padding + LENGTH) % 1152 == 0


def test_crc16_is_the_arc_variant():
    assert crc16(b"123456789") == 0xBB3D
