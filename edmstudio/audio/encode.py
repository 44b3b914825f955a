"""Waveform to file in any format that the installed libraries write.

For the demo's tracks, round trips and golden tests: WAV, AIFF, FLAC and Ogg Vorbis through
libsndfile, the rest through PyAV.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.waveform import Waveform

_BLOCK = 1 << 15
_QUALITY = 118  # FF_QP2LAMBDA: FFmpeg's unit of one step of VBR quality


@dataclass(frozen=True, slots=True)
class _Way:
    """How one kind of file is written: a libsndfile format, or a PyAV container and codec."""

    container: str
    codec: str
    plain: bool = False
    rates: tuple[int, ...] = field(default=())


_WAYS = {
    ".wav": _Way("WAV", "PCM_16", plain=True),
    ".aiff": _Way("AIFF", "PCM_16", plain=True),
    ".aif": _Way("AIFF", "PCM_16", plain=True),
    ".flac": _Way("FLAC", "PCM_16", plain=True),
    ".ogg": _Way("OGG", "VORBIS", plain=True),
    ".mp3": _Way("mp3", "libmp3lame"),
    ".m4a": _Way("ipod", "aac"),
    ".mp4": _Way("mp4", "aac"),
    ".aac": _Way("adts", "aac"),
    ".opus": _Way("opus", "libopus", rates=(8000, 12000, 16000, 24000, 48000)),
    ".wma": _Way("asf", "wmav2"),
    ".wv": _Way("wv", "wavpack"),
    ".tta": _Way("tta", "tta"),
}


def encode(
    waveform: Waveform,
    path: Path,
    *,
    codec: str = "",
    bit_rate: int = 0,
    quality: float | None = None,
    header: bool = True,
) -> None:
    """Write a waveform; the suffix names the kind of file.

    Parameters
    ----------
    waveform : Waveform
    path : Path
        ".wav", ".aiff", ".flac", ".ogg", ".mp3", ".m4a", ".aac", ".opus", ".wma", ".wv", ".tta".
    codec : str
        Another than the usual: "alac" or "flac" in ".m4a", "PCM_24", "FLOAT" or "PCM_U8" in ".wav".
    bit_rate : int
        Bits per second for lossy formats; 0 takes 256,000.
    quality : float, optional
        Variable bit rate instead, 0 (best) to 9; for MP3.
    header : bool
        False leaves out the Xing header of an MP3.

    Raises
    ------
    Refused
        The suffix, codec or rate is not one that can be written.
    """
    way = _WAYS.get(path.suffix.lower())
    if way is None:
        raise Refused(f"“{path.suffix}” is not a kind of sound that can be written.", Fault.FORMAT)
    if way.plain:
        _write_plain(waveform, path, way, codec or way.codec)
        return
    options = {} if quality is None else {
        "flags": "+qscale", "global_quality": str(round(quality * _QUALITY)),
    }  # fmt: skip
    muxing = {} if header or way.container != "mp3" else {"write_xing": "0"}
    with av.open(str(path), "w", format=way.container, options=muxing) as opened:
        stream = _stream(opened, codec or way.codec, waveform, options, way)
        stream.bit_rate = (bit_rate or 256_000) if quality is None else 0
        for packet in _packets(stream, waveform):
            opened.mux(packet)


def _write_plain(waveform: Waveform, path: Path, way: _Way, subtype: str) -> None:
    channels = waveform.samples.shape[1]
    try:
        with soundfile.SoundFile(
            path, "w", waveform.rate, channels, format=way.container, subtype=subtype
        ) as opened:
            for start in range(0, len(waveform.samples), _BLOCK):
                opened.write(waveform.samples[start : start + _BLOCK])
    except (soundfile.SoundFileError, ValueError) as error:
        raise Refused(f"“{path.name}” cannot be written: {error}", Fault.FORMAT) from error


def _stream(opened: Any, codec: str, waveform: Waveform, options: dict[str, str], way: _Way) -> Any:
    rate = waveform.rate
    if way.rates:
        rate = next((usual for usual in way.rates if usual >= rate), way.rates[-1])
    try:
        stream = opened.add_stream(codec, rate=rate, options=options)
    except (ValueError, av.error.FFmpegError) as error:
        raise Refused(f"This build cannot write {codec}: {error}", Fault.FORMAT) from error
    stream.layout = "mono" if waveform.samples.shape[1] == 1 else "stereo"
    return stream


def _packets(stream: Any, waveform: Waveform) -> Iterator[Any]:
    """Encoded packets; the first frame is at 0, so the encoder declares its delay below it."""
    context = stream.codec_context
    fitted = av.AudioResampler(format=context.format, layout=context.layout, rate=context.rate)
    for frame in _frames(waveform, str(context.layout.name)):
        for ready in fitted.resample(frame):
            yield from stream.encode(ready)
    for ready in fitted.resample(None):
        yield from stream.encode(ready)
    yield from stream.encode(None)


def _frames(waveform: Waveform, layout: str) -> Iterator[Any]:
    for start in range(0, len(waveform.samples), _BLOCK):
        block = np.ascontiguousarray(waveform.samples[start : start + _BLOCK].T, np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.sample_rate = waveform.rate
        frame.time_base = Fraction(1, waveform.rate)
        frame.pts = start
        yield frame
