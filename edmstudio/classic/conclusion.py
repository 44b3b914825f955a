"""What follows from a grid, bars and key scores, whoever heard them: sections, cues, evidence."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.evidence import evidence_of
from edmstudio.classic.hearing import Heard
from edmstudio.classic.loudness import energy_of
from edmstudio.decoding.cue_choice import choose_cues, cue_trust
from edmstudio.decoding.cue_habits import Ranked, habitual_cues, rank
from edmstudio.decoding.energy_scale import rescaled
from edmstudio.decoding.grid_fit import GridFit
from edmstudio.decoding.grid_trust import grid_trust
from edmstudio.decoding.key_choice import choose_key
from edmstudio.decoding.section_path import drawn_sections, map_sections
from edmstudio.domain.activations import BarActivations, BeatActivations
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice


def conclude(
    heard: Heard,
    activations: BeatActivations,
    *,
    fit: GridFit,
    bars: BarActivations,
    key: NDArray[np.float64],
    checkpoint: str,
    habits: Habits = NOBODYS,
) -> Prediction:
    """The whole prediction of `checkpoint`, with how far each part of it can be trusted."""
    by = Provenance(Voice.PREDICTION, checkpoint)
    mapped = map_sections(bars, heard.seconds, by, habits)
    ranked = _ranked(bars, fit, heard.seconds, habits) if mapped.sections else None
    cues: tuple[CuePoint, ...] = ()
    if habits.cues is None:
        cues = choose_cues(mapped.sections, fit.grid, bars, by=by)
    elif ranked is not None and fit.grid is not None:
        cues = habitual_cues(ranked, fit.grid, by=by)
    beats = grid_trust(fit)
    drive = energy_of(heard)
    chosen = choose_key(key, habits.keys)
    evidence = evidence_of(
        heard,
        activations,
        fit,
        bars=bars,
        mapped=mapped,
        ranked=ranked,
        key=chosen,
        energy=drive,
        habits=habits,
    )
    annotations = Annotations(
        grid=fit.grid,
        sections=mapped.sections,
        cues=cues,
        key=chosen.key,
        energy=rescaled(drive, evidence.energy, habits.energy),
        grid_by=by,
        key_by=by,
        energy_by=by,
        trust=Trust(beats.grid, beats.downbeat, mapped.trust, cue_trust(cues), chosen.confidence),
    )
    return Prediction(annotations, checkpoint, key_confidence=chosen.confidence, evidence=evidence)


def _ranked(bars: BarActivations, fit: GridFit, end: float, habits: Habits) -> Ranked | None:
    """How likely this person marks each bar line; None where nothing is known of it."""
    if habits.cues is None or fit.grid is None:
        return None
    return rank(drawn_sections(bars, end, habits), fit.grid, bars, habits.cues)
