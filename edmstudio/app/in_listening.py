"""Listening to files in worker processes: plain values in, plain values out, no library.

What is heavy is imported inside the functions, so that naming them costs the window nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edmstudio.app.asking import ask, ask_measured
from edmstudio.app.outcome import Analysed
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.domain.waveform import Waveform

SHORTEST = 0.5  # seconds; less is no track


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to work on.

    Attributes
    ----------
    path : str
        Absolute.
    cache : str
        Folder of the `SoundCache`.
    payload : str
        Hash of the audio that is expected there, "" where nothing is known of it yet.
    afresh : bool
        Decode the file even where the cache shows that this was done before.
    model : str
        The checkpoint that is asked; "" for the analysis without a network.
    """

    path: str
    cache: str
    payload: str = ""
    afresh: bool = False
    model: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a file is.

    Attributes
    ----------
    track : Track
        Its hash and its tags; `seconds`, `rate`, `channels` and `timeline` only where `decoded`.
    decoded : bool
        False where the cache knows the audio, so that the library very likely does too.
    """

    track: Track
    decoded: bool


def see(errand: Errand) -> Sighting:
    """Hash a file and read its tags; decode it and keep its pictures where that is new."""
    from edmstudio.app.sound_cache import SoundCache
    from edmstudio.interchange.tags.payload import payload_hash

    path, cache = Path(errand.path), SoundCache(Path(errand.cache))
    payload = payload_hash(path)
    known = cache.has(payload) and not errand.afresh
    waveform = None if known else _decoded(path)
    if waveform is not None:
        cache.keep(payload, waveform)
    return Sighting(_track(path, payload, waveform), waveform is not None)


def _track(path: Path, payload: str, waveform: Waveform | None) -> Track:
    from edmstudio.interchange.tags.reading import read_tags

    tags = read_tags(path)
    return Track(
        TrackId(0),
        str(path),
        payload,
        title=tags.title,
        artist=tags.artist,
        album=tags.album,
        genre=tags.genre,
        **_heard(waveform),
    )


def _heard(waveform: Waveform | None) -> dict[str, Any]:
    if waveform is None:
        return {"seconds": 0.0}
    return {
        "seconds": waveform.seconds,
        "rate": waveform.rate,
        "channels": waveform.samples.shape[1],
        "timeline": waveform.timeline,
    }


def analyse(errand: Errand) -> Prediction:
    """Predict everything about a file, and see to its pictures; decode it only where need be."""
    from edmstudio.app.sound_cache import SoundCache
    from edmstudio.interchange.tags.payload import payload_hash

    path, cache = Path(errand.path), SoundCache(Path(errand.cache))
    payload = payload_hash(path)
    if errand.payload not in {"", payload}:
        raise Refused(f"“{path.name}” holds another recording now; add it again.", Fault.MISSING)
    if cache.has(payload) and (said := ask_measured(errand.model, cache.folder, payload)):
        return said
    waveform = _decoded(path)
    if not cache.has(payload):
        cache.keep(payload, waveform)
    return ask(errand.model, waveform)


def hear(path: Path, model: str = "") -> Analysed:
    """What a file is and what there is to hear in it; nothing of it is kept anywhere."""
    from edmstudio.interchange.tags.payload import payload_hash

    waveform = _decoded(path)
    return Analysed(_track(path, payload_hash(path), waveform), ask(model, waveform), fresh=True)


def _decoded(path: Path) -> Waveform:
    from edmstudio.audio.decode_process import decode_safely

    waveform = decode_safely(path)
    if waveform.seconds < SHORTEST:
        raise Refused(
            f"“{path.name}” lasts only {waveform.seconds:.3g} s; a track has to last at least "
            f"{SHORTEST:g} s.",
            Fault.DECODE,
        )
    return waveform
