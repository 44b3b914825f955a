"""Structure, key and energy without a network: times real time, on an arrangement made here."""

from time import process_time

import numpy as np

from edmstudio.classic.hearing import hear
from edmstudio.classic.key_profile import chroma_scores
from edmstudio.classic.loudness import energy_of
from edmstudio.classic.structure import activations_on
from edmstudio.decoding.cue_choice import choose_cues
from edmstudio.decoding.key_choice import choose_key
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.waveform import Waveform
from tests.classic.arranged import BPM, arranged

FLOORS = {"realtime_one_core": 200.0}
FULL = "kick hat bass pad"
PARTS = ((32, "kick hat"), (32, FULL), (16, "pad"), (16, "pad riser"), (64, FULL), (32, "kick hat"))


def measure() -> dict[str, float]:
    """Best of three: seconds of a 6-minute stereo track a second of one core, and parts in ms.

    The time is that of the processor, so that neighbours on the machine do not count.
    """
    track = _track()
    runs = [_timed(track) for _ in range(3)]
    listening, evidence, deciding = min(runs, key=sum)
    total = listening + evidence + deciding
    return {
        "realtime_one_core": track.seconds / total,
        "listening_ms": 1000.0 * listening,
        "evidence_ms": 1000.0 * evidence,
        "deciding_ms": 1000.0 * deciding,
    }


def _timed(track: Waveform) -> tuple[float, float, float]:
    grid = TempoMap.constant(0.0, BPM)
    moments = [process_time()]
    heard = hear(track)
    moments.append(process_time())
    bars, scores = activations_on(heard, grid), chroma_scores(heard.chroma)
    energy_of(heard)
    moments.append(process_time())
    choose_cues(map_sections(bars, track.seconds).sections, grid, bars)
    choose_key(scores)
    moments.append(process_time())
    listening, evidence, deciding = np.diff(moments)
    return float(listening), float(evidence), float(deciding)


def _track() -> Waveform:
    """At 44.1 kHz, so that resampling is counted."""
    held = arranged(PARTS, channels=2)
    return Waveform(np.repeat(held.samples, 2, axis=0), 2 * held.rate)
