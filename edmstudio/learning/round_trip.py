"""Renderings through lossy codecs and back, with the labels where the decoder puts the audio.

What a file declares of its codec's delay our decoder takes away; an MP3 without a header and a raw
AAC stream declare nothing, so there the labels move instead. PyAV and libsndfile are imported only
when a track goes through a codec.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from edmstudio.synth.render import Rendering
from edmstudio.synth.streams import Streams, happens, pick


@dataclass(frozen=True, slots=True)
class Codec:
    """One way to lose a little.

    Attributes
    ----------
    suffix : str
    options : dict
        Of `audio.encode.encode`.
    late : int
        Samples by which the decoded audio is late, because the file does not declare its delay:
        1105 of LAME and its decoder, 1024 of FFmpeg's AAC.
    """

    suffix: str
    options: Mapping[str, Any] = field(default_factory=dict)
    late: int = 0


CODECS = {
    "mp3-128": Codec(".mp3", {"bit_rate": 128_000}),
    "mp3-320": Codec(".mp3", {"bit_rate": 320_000}),
    "mp3-vbr": Codec(".mp3", {"quality": 4}),
    "mp3-bare": Codec(".mp3", {"bit_rate": 160_000, "header": False}, late=1105),
    "aac-128": Codec(".m4a", {"bit_rate": 128_000}),
    "aac-256": Codec(".m4a"),
    "aac-bare": Codec(".aac", {"bit_rate": 160_000}, late=1024),
    "ogg": Codec(".ogg"),
}


def choose_codec(share: float, seed: int, style: str, family: str) -> str:
    """A codec's name for a share of all tracks, "" for the rest; the same every time."""
    chance = Streams(seed).within(family, style).stream("codec")
    return pick(chance, sorted(CODECS)) if happens(chance, share) else ""


def through(rendering: Rendering, name: str) -> Rendering:
    """The rendering as it comes back from a codec, its labels with it."""
    from edmstudio.audio.decode import decode
    from edmstudio.audio.encode import encode

    codec = CODECS[name]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"track{codec.suffix}"
        encode(rendering.waveform, path, **codec.options)
        heard = decode(path)
    labels = rendering.labels.later(codec.late / rendering.waveform.rate)
    return Rendering(heard, labels.lasting(heard.seconds))
