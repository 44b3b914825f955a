"""What an analyser says of a file, ours or a peer's; runs in worker processes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edmstudio.app.asking import ask
from edmstudio.app.current_model import bundled
from edmstudio.app.figures import beats_along, downbeats_along
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.waveform import Waveform

PEERS = ("librosa",)
MODEL, CLASSIC = "model", "classic"
ANALYSERS = (MODEL, CLASSIC, *PEERS)
PEER_RATE = 22050  # Hz, at which librosa works by default


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was heard.

    Attributes
    ----------
    seconds : float
        Duration of the track.
    beats, downbeats : ndarray
        Seconds.
    bpm : float or None
        The tempo that holds longest.
    annotations : Annotations or None
        The rest; None of a peer that finds beats only.
    """

    seconds: float
    beats: NDArray[np.float64]
    downbeats: NDArray[np.float64]
    bpm: float | None
    annotations: Annotations | None = None


def answer(path: Path, analyser: str) -> Answer:
    """Decode a file and ask one of `ANALYSERS`, or the checkpoint in a file of that name."""
    from edmstudio.audio.decode_process import decode_safely

    waveform = decode_safely(path)
    if analyser == "librosa":
        return _librosa(waveform)
    model = "" if analyser == CLASSIC else bundled().path if analyser == MODEL else analyser
    return of_annotations(ask(model, waveform).annotations, waveform.seconds)


def of_annotations(annotations: Annotations, seconds: float) -> Answer:
    """The beats of a grid along the track, with all else that is believed."""
    grid = annotations.grid
    if grid is None:
        return Answer(seconds, np.zeros(0), np.zeros(0), None, annotations)
    beats, downbeats = beats_along(grid, seconds), downbeats_along(grid, seconds)
    return Answer(seconds, beats, downbeats, grid.bpm_over(0.0, seconds), annotations)


def _librosa(waveform: Waveform) -> Answer:
    """`librosa.beat.beat_track` with its defaults; it knows no downbeats."""
    import librosa

    mono = waveform.mono()
    if waveform.rate != PEER_RATE:
        mono = librosa.resample(mono, orig_sr=waveform.rate, target_sr=PEER_RATE)
    tempo, beats = librosa.beat.beat_track(y=mono, sr=PEER_RATE, units="time")
    bpm = float(np.atleast_1d(tempo)[0])
    found = np.asarray(beats, dtype=np.float64)
    return Answer(waveform.seconds, found, np.zeros(0), bpm if bpm > 0 else None)
