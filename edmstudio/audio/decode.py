"""File to waveform, whole, on the canonical timeline, at the file's own rate."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from edmstudio.audio.compressed import open_compressed, open_mp3
from edmstudio.audio.containers import Container, recognise
from edmstudio.audio.downmix import fold
from edmstudio.audio.sound import Block, Sound, finite, no_sound, trimmed
from edmstudio.domain.refused import Fault, Refused, unreadable
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.waveform import Waveform

LONGEST = 6 * 3600  # seconds
_RATES = range(1000, 400_000)
_BLOCK = 1 << 16
_DECODER = f"libsndfile {soundfile.__libsndfile_version__}"


def decode(path: Path) -> Waveform:
    """The whole file in memory, in this process; strangers' files go through `decode_safely`.

    Returns
    -------
    Waveform
        At the file's rate, more than two channels folded to stereo.

    Raises
    ------
    Refused
        Missing, forbidden, empty, damaged beyond use, longer than six hours or no sound at all;
        the sentence says which.
    """
    with open_sound(path) as sound:
        return Waveform(_joined(list(sound.blocks)), sound.rate, sound.timeline)


def _joined(blocks: list[Block]) -> NDArray[np.float32]:
    """All blocks in one array; each is let go as it is copied."""
    channels = blocks[0].shape[1]
    whole = np.empty((sum(map(len, blocks)), channels), np.float32)
    start = 0
    for index, block in enumerate(blocks):
        whole[start : start + len(block)] = block
        start += len(block)
        blocks[index] = block[:0]
    return whole


@contextmanager
def open_sound(path: Path) -> Iterator[Sound]:
    """A file as blocks of clean samples with a steady number of channels; never empty.

    Raises
    ------
    Refused
        As `decode`; while the blocks are walked as well.
    """
    try:
        with path.open("rb") as file:
            sound = _open(file)
            yield Sound(sound.rate, sound.timeline, _checked(sound))
    except OSError as error:
        raise unreadable(path, error) from error
    except Refused as refused:
        sentence = refused.sentence.replace("This", f"“{path.name}”", 1)
        raise Refused(sentence, refused.fault) from refused


def _open(file: BinaryIO) -> Sound:
    if not file.read(1):
        raise Refused("This is empty; get the track again.", Fault.DECODE)
    container = recognise(file)
    if container is None:
        raise no_sound("its first bytes are those of no sound format")
    if container.plain:
        return _open_plain(file, container)
    return (open_mp3 if container.demuxer == "mp3" else open_compressed)(file, container)


def _open_plain(file: BinaryIO, container: Container) -> Sound:
    """WAV, AIFF, FLAC by libsndfile; what it does not know, or MP3 inside WAV, by PyAV."""
    file.seek(container.start)
    try:
        opened = soundfile.SoundFile(file)
    except soundfile.SoundFileError:
        return open_compressed(file, container)
    if opened.subtype.startswith("MPEG"):
        return open_compressed(file, container)
    blocks = _plain_blocks(opened, file, container)
    return Sound(opened.samplerate, Timeline(decoder=_DECODER), blocks)


def _plain_blocks(
    opened: soundfile.SoundFile, file: BinaryIO, container: Container
) -> Iterator[Block]:
    """Counts what comes: the header's length is only a claim.

    Where libsndfile gives up on a damaged frame, PyAV goes on from there.
    """
    came = 0
    with opened:
        try:
            while len(block := opened.read(_BLOCK, dtype="float32", always_2d=True)):
                came += len(block)
                yield fold(block, ())
            return
        except soundfile.SoundFileError:
            rest = open_compressed(file, container).blocks
    yield from trimmed(rest, delay=came, hold=0, surplus=lambda came: 0)


def _checked(sound: Sound) -> Iterator[Block]:
    """Blocks within limits: rate, length, finite samples, one number of channels."""
    if sound.rate not in _RATES:
        raise no_sound(f"its sample rate is {sound.rate} Hz")
    came = channels = 0
    for block in sound.blocks:
        if not len(block):
            continue
        channels = channels or block.shape[1]
        came += len(block)
        if came > LONGEST * sound.rate:
            raise Refused("This is longer than six hours; split it into parts.", Fault.DECODE)
        yield finite(_with_channels(block, channels))
    if not came:
        raise no_sound("there is not one sample in it")


def _with_channels(block: Block, channels: int) -> Block:
    """Broadcasts recorded from the air change between mono and stereo half-way."""
    if block.shape[1] == channels:
        return block
    mean = block.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.repeat(mean, channels, axis=1)
