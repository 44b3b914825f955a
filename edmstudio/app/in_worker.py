"""The functions that run in worker processes: plain values in, plain values out, no library.

What is heavy is imported inside them, so that naming them costs the window nothing.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.domain.waveform import Waveform

if TYPE_CHECKING:
    from edmstudio.domain.suspicion import Suspicion
    from edmstudio.model.checkpoint import Checkpoint
    from edmstudio.review.case import Case
    from edmstudio.review.ranking import Ranked

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
    from edmstudio.interchange.payload import payload_hash
    from edmstudio.interchange.tags import read_tags

    path, cache = Path(errand.path), SoundCache(Path(errand.cache))
    payload, tags = payload_hash(path), read_tags(path)
    known = cache.has(payload) and not errand.afresh
    waveform = None if known else _decoded(path)
    if waveform is not None:
        cache.keep(payload, waveform)
    track = Track(
        TrackId(0),
        errand.path,
        payload,
        title=tags.title,
        artist=tags.artist,
        album=tags.album,
        genre=tags.genre,
        **_heard(waveform),
    )
    return Sighting(track, waveform is not None)


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
    """Predict everything about a file, and see to its pictures."""
    from edmstudio.app.sound_cache import SoundCache
    from edmstudio.interchange.payload import payload_hash

    path, cache = Path(errand.path), SoundCache(Path(errand.cache))
    payload = payload_hash(path)
    if errand.payload not in {"", payload}:
        raise Refused(f"“{path.name}” holds another recording now; add it again.", Fault.MISSING)
    waveform = _decoded(path)
    if not cache.has(payload):
        cache.keep(payload, waveform)
    return ask(errand.model, waveform)


def ask(model: str, waveform: Waveform) -> Prediction:
    """What the checkpoint in the file `model` says of a track; "" is the one without a network."""
    if not model:
        from edmstudio.classic.analyse import analyse as analyse_waveform

        return analyse_waveform(waveform)
    checkpoint = _loaded(model)
    from edmstudio.model.predict import predict

    return predict(waveform, checkpoint)


@cache
def _loaded(model: str) -> "Checkpoint":
    """Each worker reads a checkpoint once."""
    try:
        from edmstudio.model.checkpoint import load
    except ImportError as error:
        raise Refused(
            "The model needs torch, which can't be loaded; install it again with: "
            "pip install torch==2.13.0.",
            Fault.MODEL,
        ) from error
    return load(Path(model))


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


@dataclass(frozen=True, slots=True)
class Commission:
    """A track to render: where, and from what."""

    path: str
    style: str
    seed: int
    minutes: float


def render(commission: Commission) -> None:
    """Render a track to a file, its truth beside it; what is there already stays."""
    import json

    from edmstudio.audio.encode import encode
    from edmstudio.synth.render import render_show

    path = Path(commission.path)
    truth = path.with_suffix(".json")
    if path.exists() and truth.exists():
        return
    rendering = render_show(commission.seed, commission.style, minutes=commission.minutes)
    partial = path.with_name(f"{path.stem}.partial{path.suffix}")
    encode(rendering.waveform, partial)
    truth.write_text(json.dumps(rendering.labels.truth()), encoding="utf-8")
    partial.replace(path)


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """A library to look for wrong labels in.

    Attributes
    ----------
    cases : tuple of Case
    kept : tuple of Suspicion
        Doubts to which a person said that the label stands.
    seed : int
        Of what is drawn by chance.
    """

    cases: "tuple[Case, ...]"
    kept: "tuple[Suspicion, ...]" = ()
    seed: int = 0


def find_doubts(search: Search) -> "list[Ranked]":
    """Everything that may be wrong, in the order in which a person should see it."""
    from edmstudio.learning.suspect import suspect
    from edmstudio.review.queueing import queue_of

    prints = {case.track_id: case.evidence.voiceprint for case in search.cases}
    return queue_of(suspect(search.cases), prints=prints, kept=search.kept, seed=search.seed)
