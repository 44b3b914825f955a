"""The functions that run in worker processes: plain values in, plain values out, no library.

What is heavy is imported inside them, so that naming them costs the window nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edmstudio.app.asking import ask, ask_measured
from edmstudio.app.outcome import Analysed
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.domain.waveform import Waveform

if TYPE_CHECKING:
    from edmstudio.domain.next_label import NextLabel
    from edmstudio.domain.suspicion import Suspicion
    from edmstudio.learning.next_labels import Sketch
    from edmstudio.review.judge import Judge
    from edmstudio.review.looking import Looked
    from edmstudio.review.queueing import Ordered
    from edmstudio.store.dossiers import Dossier

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


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tracks that a judge is made from, and the seed of what is drawn by chance."""

    dossiers: "tuple[Dossier, ...]"
    seed: int = 0


def learn(lesson: Lesson) -> "Judge":
    """A judge of the library's labels; cleanlab is loaded here."""
    from edmstudio.app.casework import case_of
    from edmstudio.learning.judging import judge_of

    return judge_of([case_of(dossier) for dossier in lesson.dossiers], lesson.seed)


@dataclass(frozen=True, slots=True)
class Glance:
    """Tracks to look through; `answered` are questions that a person has settled already."""

    judge: "Judge"
    dossiers: "tuple[Dossier, ...]"
    answered: frozenset[object] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Glanced:
    """What is doubtful in some tracks, and what tells which of them to label next."""

    found: "Looked"
    sketches: "tuple[Sketch, ...]"


def glance(asked: Glance) -> Glanced:
    """Look through some tracks."""
    from edmstudio.app.casework import case_of
    from edmstudio.learning.next_labels import sketch
    from edmstudio.review.looking import look

    cases = [case_of(dossier) for dossier in asked.dossiers]
    found = look(asked.judge, cases, answered=asked.answered, seed=asked.seed)
    return Glanced(found, tuple(sketch(case) for case in cases))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was found in a library, and what people said before."""

    found: "Looked"
    sketches: "tuple[Sketch, ...]" = ()
    kept: "tuple[Suspicion, ...]" = ()
    disputed: "tuple[Suspicion, ...]" = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The queue, and the tracks to label next."""

    queue: "Ordered"
    next_labels: "tuple[NextLabel, ...]"


def arrange(wanted: Arrangement) -> Arranged:
    """The queue: tracks are compared with each other here, and everything is put in order."""
    from edmstudio.learning.next_labels import next_labels
    from edmstudio.learning.suspect_track import suspect_tracks
    from edmstudio.review.looking import merged, sifted
    from edmstudio.review.queueing import ordered

    settled = {suspicion.question for suspicion in wanted.kept}
    tracks = [t for t in suspect_tracks(wanted.found.traces) if t.question not in settled]
    queue = ordered(
        merged([wanted.found, sifted(tracks, seed=wanted.seed)]),
        prints={trace.track_id: trace.voiceprint for trace in wanted.found.traces},
        kept=wanted.kept,
        disputed=wanted.disputed,
        seed=wanted.seed,
    )
    return Arranged(queue, tuple(next_labels(wanted.sketches, wanted.seed)))
