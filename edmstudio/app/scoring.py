"""One answer against the truth of its track, in the words of the command line."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.app.answers import Answer
from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap
from edmstudio.interchange.truth import Truth
from edmstudio.metrics.beats import continuity, f_measure, trimmed
from edmstudio.metrics.cues import cue_scores
from edmstudio.metrics.dj import Beats, grid_scores
from edmstudio.metrics.key import key_scores
from edmstudio.metrics.structure import section_scores

Scores = dict[str, float | bool | None]
Seconds = NDArray[np.float64]
OTHER_LEVEL = 0.04  # a tempo this near to an accepted one is counted at that level


def scores(truth: Truth, answer: Answer) -> Scores:
    """All fields that the truth can say something about, and the DJ metrics.

    Beats are scored where the truth has labels: what lies more than half a beat before its first
    or behind its last beat (a reverberation tail) is nobody's mistake. `beat_f_whole` leaves
    nothing out.
    """
    found: Scores = {}
    if truth.beats is not None:
        found |= beat_fields(truth, answer)
    held = answer.annotations
    if held is None:
        return found
    if truth.sections:
        found |= _section_fields(truth, answer)
    if truth.cues is not None:
        cues = cue_scores(truth.cues, held.cues, _true_grid(truth)).half_beat
        found |= {"cue_p": cues.precision, "cue_r": cues.recall, "cue_f": cues.f}
    if truth.key is not None:
        key = key_scores(truth.key, held.key)
        found |= {"key_mirex": key.mirex, "key_exact": key.exact}
    return found | {"confidence_grid": held.trust.grid, "confidence_downbeat": held.trust.downbeat}


def beat_fields(truth: Truth, answer: Answer) -> Scores:
    """Everything about beats, downbeats and tempo."""
    true = _at_accepted_level(truth, answer.bpm)
    if not len(true.beats):
        return {"invented_beats": bool(len(answer.beats))}
    mine = Beats(_within(answer.beats, true), _within(answer.downbeats, true), answer.bpm)
    late, early = _trimmed(true.beats, mine.beats)
    runs = continuity(late, early)
    bars = truth.sure_bars and truth.downbeats is not None
    fields: Scores = {
        "beat_f": f_measure(late, early),
        "beat_cmlt": runs.cmlt,
        "beat_amlt": runs.amlt,
        "beat_cmlc": runs.cmlc,
        "beat_amlc": runs.amlc,
        "beat_f_20": f_measure(late, early, 0.02),
        "beat_f_10": f_measure(late, early, 0.01),
        "beat_f_whole": f_measure(true.beats, answer.beats),
    }
    if bars:
        fields["downbeat_f"] = f_measure(*_trimmed(true.downbeats, mine.downbeats))
    return fields | _grid_fields(true, answer, bars=bars)


def _grid_fields(true: Beats, answer: Answer, *, bars: bool) -> Scores:
    grid = grid_scores(true, Beats(answer.beats, answer.downbeats, answer.bpm), bars=bars)
    fields: Scores = {
        "bpm_exact": grid.tempo.exact,
        "bpm_hit_01": grid.tempo.hundredth,
        "bpm_acc1": grid.tempo.acc1,
        "bpm_acc2": grid.tempo.acc2,
        "octave": grid.octave,
        "grid_ms": grid.grid_ms,
        "grid_usable": grid.grid_usable,
        "gpe_max_ms": grid.gpe_max_ms,
        "gpe_rms_ms": grid.gpe_rms_ms,
        "half_beat_flip": grid.half_beat_flip,
        "bar_phase_right": grid.bar_phase_right,
        "first_downbeat_ms": grid.first_downbeat_ms,
        "gu10": grid.gu10,
        "gu25": grid.gu25,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _section_fields(truth: Truth, answer: Answer) -> Scores:
    if truth.sections is None or answer.annotations is None:
        return {}
    found = section_scores(truth.sections, answer.annotations.sections)
    return {
        "boundary_f_0.5": found.half_second.f,
        "boundary_f_3": found.three_seconds.f,
        "boundary_f_0.5_trimmed": found.half_second_trimmed.f,
        "boundary_f_3_trimmed": found.three_seconds_trimmed.f,
        "section_accuracy": found.accuracy,
        "section_accuracy_coarse": found.coarse_accuracy,
        "section_pairwise_f": found.pairwise_f,
    }


def _at_accepted_level(truth: Truth, bpm: float | None) -> Beats:
    """The true beats, at the other tempo that the truth accepts where that was found."""
    beats = np.zeros(0) if truth.beats is None else truth.beats
    downbeats = np.zeros(0) if truth.downbeats is None else truth.downbeats
    accepted = [o for o in truth.other_bpm if bpm and abs(bpm / o - 1.0) <= OTHER_LEVEL]
    if not accepted or truth.bpm is None:
        return Beats(beats, downbeats, truth.bpm)
    if accepted[0] > truth.bpm:
        return Beats(_doubled(beats), _doubled(downbeats), truth.bpm * 2.0)
    first = int(np.abs(beats - downbeats[0]).argmin()) % 2 if len(downbeats) else 0
    return Beats(beats[first::2], downbeats[::2], truth.bpm / 2.0)


def _doubled(seconds: Seconds) -> Seconds:
    places = np.arange(max(len(seconds) * 2 - 1, 0)) / 2.0
    if not len(seconds):
        return seconds
    return np.asarray(np.interp(places, np.arange(len(seconds)), seconds), dtype=np.float64)


def _within(found: Seconds, true: Beats) -> Seconds:
    """Without what lies outside of the labelled beats."""
    if len(true.beats) < 2:
        return found
    half = float(np.median(np.diff(true.beats))) / 2.0
    inside = (found >= true.beats[0] - half) & (found <= true.beats[-1] + half)
    return np.asarray(found[inside], dtype=np.float64)


def _trimmed(true: Seconds, found: Seconds) -> tuple[Seconds, Seconds]:
    """Without the first five seconds, as mir_eval does, unless nothing would be left."""
    if len(trimmed(true)) < 2:
        return true, found
    return trimmed(true), trimmed(found)


def _true_grid(truth: Truth) -> TempoMap | None:
    """A grid for tolerances in beats."""
    if truth.beats is None or len(truth.beats) < 2:
        return None
    bpm = 60.0 / float(np.median(np.diff(truth.beats)))
    return TempoMap.constant(float(truth.beats[0]), float(np.clip(bpm, SLOWEST, FASTEST)))
