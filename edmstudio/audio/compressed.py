"""Decodes compressed sound through PyAV (FFmpeg), one packet after the other, never seeking.

The library gets an open file and the one demuxer that fits it: no names, no protocols, no
playlists; formats and codecs come from a short list.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO, cast

import av
import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.containers import Container
from edmstudio.audio.downmix import fold
from edmstudio.audio.part_of_file import PartOfFile
from edmstudio.audio.sound import Block, Sound, no_sound, trimmed
from edmstudio.audio.timeline import Mp3Stream, read_mp3
from edmstudio.domain.timeline import Timeline

CODECS = frozenset({
    "mp3", "mp3float", "mp2", "mp2float", "mp1", "mp1float", "aac", "aac_latm", "alac", "opus",
    "libopus",
    "vorbis", "flac", "wmav1", "wmav2", "wmapro", "wmalossless", "ape", "wavpack", "tta", "ac3",
    "eac3", "adpcm_ms", "adpcm_ima_wav", "pcm_alaw", "pcm_mulaw", "pcm_u8", "pcm_s8", "pcm_s16le",
    "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be",
})  # fmt: skip
_OPTIONS = {"protocol_whitelist": "file", "codec_whitelist": ",".join(sorted(CODECS))}
_BY_HAND = {**_OPTIONS, "flags2": "+skip_manual"}  # FFmpeg trims nothing, we do
_EXACT = frozenset({
    "opus", "libopus", "vorbis", "alac", "flac", "ape", "wavpack", "tta", "wmalossless",
})  # fmt: skip
_GATHER = 1 << 16
_TAIL = 1 << 14
_LONGEST_GAP = 10  # seconds; a longer one is a damaged number, not a lost stretch
_FULL_SCALE = {"u1": 2.0**7, "i2": 2.0**15, "i4": 2.0**31, "f4": 1.0, "f8": 1.0}
_DECODER = f"PyAV {av.__version__}"


def open_mp3(file: BinaryIO, container: Container) -> Sound:
    """An MP3 on the timeline its own header declares; layer II has no header to declare one."""
    stream = read_mp3(file) or Mp3Stream(container.start, None, Timeline(certain=False))
    packets = _Packets(file, Container("mp3", stream.start), _BY_HAND)
    trim = stream.trim
    blocks = trimmed(packets.blocks, delay=trim.delay, hold=trim.padding, surplus=stream.surplus)
    return Sound(packets.rate, replace(trim, decoder=_DECODER), blocks)


def open_compressed(file: BinaryIO, container: Container) -> Sound:
    """Everything else that PyAV reads; FFmpeg obeys edit lists, iTunSMPB and Opus' pre-skip."""
    packets = _Packets(file, container, _OPTIONS)
    timeline = Timeline(delay=packets.delay, certain=packets.certain, decoder=_DECODER)
    blocks = packets.blocks
    if container.demuxer == "mov":
        blocks = trimmed(blocks, delay=0, hold=_TAIL, surplus=packets.surplus)
    return Sound(packets.rate, timeline, blocks)


class _Packets:
    """The first sound track of a file, packet by packet."""

    def __init__(self, file: BinaryIO, container: Container, options: dict[str, str]) -> None:
        self._opened = _opened(file, container, options)
        self._stream = _sound_track(self._opened)
        self._first_pts: int | None = None
        self._end_pts = 0
        self._numbered = container.demuxer == "flac"
        frames = self._frames()
        first = next(frames, None)
        if first is None:
            raise no_sound("nothing in it can be decoded")
        self.rate: int = first.sample_rate
        self.blocks = self._gathered(chain([first], frames))

    @property
    def delay(self) -> int:
        """Frames before second 0 that the container declares and FFmpeg left out."""
        return max(-self._in_frames(self._first_pts or 0), 0)

    @property
    def certain(self) -> bool:
        """Whether second 0 is known: an exact codec, or a lossy one whose delay is declared."""
        codec = self._stream.codec_context.name
        exact = codec in _EXACT or codec.startswith("pcm_")
        return exact or self.delay > 0 or "iTunSMPB" in self._opened.metadata

    def surplus(self, came: int) -> int:
        """Frames behind the end of the last packet: a codec fills up its last frame."""
        return came - self._in_frames(self._end_pts)

    def _in_frames(self, pts: int) -> int:
        return round(float(pts * self._stream.time_base) * self.rate)

    def _frames(self) -> Iterator[Any]:
        """Decoded frames; where a packet is damaged, silence as long as it says it is."""
        last = None
        try:
            for packet in self._opened.demux(self._stream):
                self._note_times(packet)
                try:
                    decoded = packet.decode()
                except av.error.FFmpegError:
                    decoded = [] if last is None else [_silence_like(last)]
                for last in decoded:
                    yield last
        except av.error.FFmpegError:
            return  # a file cut short ends here
        finally:
            self._opened.close()

    def _note_times(self, packet: Any) -> None:
        if packet.pts is not None:
            self._first_pts = packet.pts if self._first_pts is None else self._first_pts
            self._end_pts = max(self._end_pts, packet.pts + (packet.duration or 0))

    def _gathered(self, frames: Iterator[Any]) -> Iterator[Block]:
        """Blocks of about 65,536 frames; what claims another rate is the decoder's stumbling."""
        held, kind, came = av.AudioFifo(), ("", ""), 0
        for frame in frames:
            if frame.sample_rate != self.rate:
                continue
            gap = self._gap(frame, came) if self._numbered else 0
            came += gap + frame.samples
            now = (frame.format.name, frame.layout.name)
            if held.samples >= _GATHER or gap or (now != kind and held.samples):
                yield from _emptied(held)
            if gap:
                yield np.zeros((gap, min(frame.layout.nb_channels, 2)), np.float32)
            if now != kind:
                held, kind = av.AudioFifo(), now
            frame.pts = None  # the queue insists on times without a gap
            held.write(frame)
        yield from _emptied(held)

    def _gap(self, frame: Any, came: int) -> int:
        """A FLAC frame knows its place: how many frames were lost before it."""
        gap = 0 if frame.pts is None else self._in_frames(frame.pts) - came
        return gap if 0 < gap <= _LONGEST_GAP * self.rate else 0


def _emptied(held: av.AudioFifo) -> Iterator[Block]:
    """All that a queue holds, as one block or none."""
    frame = held.read()
    if frame is not None:
        yield fold(_samples(frame), tuple(channel.name for channel in frame.layout.channels))


def _opened(file: BinaryIO, container: Container, options: dict[str, str]) -> Any:
    part = cast(Any, PartOfFile(file, container.start))
    try:
        return av.open(part, format=container.demuxer, options=options, metadata_errors="replace")
    except (av.error.FFmpegError, ValueError) as error:
        raise no_sound(getattr(error, "strerror", None) or str(error)) from error


def _sound_track(opened: Any) -> Any:
    stream = next(iter(opened.streams.audio), None)
    if stream is None:
        opened.close()
        raise no_sound("there is no sound track in it")
    if stream.codec_context is None or stream.codec_context.name not in CODECS:
        opened.close()
        raise no_sound("its codec is not one that EDM Studio reads")
    return stream


def _samples(frame: Any) -> NDArray[np.float32]:
    """A frame's samples, shape (frames, channels), full scale 1.0."""
    raw = frame.to_ndarray()
    channels = len(frame.layout.channels)
    raw = raw.T if frame.format.is_planar else raw.reshape(-1, channels)
    kind = raw.dtype.str[1:]
    if kind == "f4":
        return np.asarray(raw, np.float32)
    offset = 128.0 if kind == "u1" else 0.0
    return np.asarray((raw - offset) / _FULL_SCALE[kind], np.float32)


def _silence_like(frame: Any) -> Any:
    """A silent frame of the same shape: the beats behind a damaged packet stay where they are."""
    empty = np.zeros_like(frame.to_ndarray())
    silent = av.AudioFrame.from_ndarray(
        empty + (128 if empty.dtype == np.uint8 else 0),
        format=frame.format.name,
        layout=frame.layout.name,
    )
    silent.sample_rate = frame.sample_rate
    return silent
