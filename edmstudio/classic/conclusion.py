"""What follows from a grid, bars and a key, whoever heard them: sections, cues, trust, evidence."""

from edmstudio.classic.evidence import evidence_of
from edmstudio.classic.hearing import Heard
from edmstudio.classic.loudness import energy
from edmstudio.decoding.cue_choice import choose_cues, cue_trust
from edmstudio.decoding.grid_fit import GridFit
from edmstudio.decoding.grid_trust import grid_trust
from edmstudio.decoding.key_choice import KeyChoice
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.activations import BarActivations, BeatActivations
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.waveform import Waveform


def conclude(
    waveform: Waveform,
    heard: Heard,
    activations: BeatActivations,
    *,
    fit: GridFit,
    bars: BarActivations,
    key: KeyChoice,
    checkpoint: str,
) -> Prediction:
    """The whole prediction of `checkpoint`, with how far each part of it can be trusted."""
    by = Provenance(Voice.PREDICTION, checkpoint)
    mapped = map_sections(bars, waveform.seconds, by)
    cues = choose_cues(mapped.sections, fit.grid, bars, by=by)
    beats = grid_trust(fit)
    drive = energy(waveform, heard)
    evidence = evidence_of(heard, activations, fit, bars=bars, mapped=mapped, key=key, energy=drive)
    annotations = Annotations(
        grid=fit.grid,
        sections=mapped.sections,
        cues=cues,
        key=key.key,
        energy=drive,
        grid_by=by,
        key_by=by,
        energy_by=by,
        trust=Trust(beats.grid, beats.downbeat, mapped.trust, cue_trust(cues), key.confidence),
    )
    return Prediction(annotations, checkpoint, key_confidence=key.confidence, evidence=evidence)
