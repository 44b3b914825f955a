"""Waveform -> Prediction, without a network: the baseline that stays beside every model."""

from edmstudio.classic.evidence import evidence_of
from edmstudio.classic.hearing import Heard, hear
from edmstudio.classic.key_profile import key_scores
from edmstudio.classic.loudness import energy
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.classic.structure import bar_activations
from edmstudio.decoding.cue_choice import choose_cues, cue_trust
from edmstudio.decoding.grid_fit import GridFit, fit_grid
from edmstudio.decoding.grid_trust import grid_trust
from edmstudio.decoding.key_choice import KeyChoice, choose_key
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.activations import BeatActivations
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.resample import rhythm_signal

CHECKPOINT = "classic-1"
BY = Provenance(Voice.PREDICTION, CHECKPOINT)


def analyse(waveform: Waveform) -> Prediction:
    """All that is heard in one track; what has no beat gets no grid."""
    signal = rhythm_signal(waveform)
    bands = band_levels(signal)
    activations = activations_of(signal, bands)
    heard = hear(waveform, signal=signal, bands=bands)
    return _told(
        waveform,
        heard,
        activations,
        fit=fit_grid(activations),
        key=choose_key(key_scores(waveform, heard)),
    )


def _told(
    waveform: Waveform, heard: Heard, activations: BeatActivations, *, fit: GridFit, key: KeyChoice
) -> Prediction:
    """Sections, cues and energy over the grid, with what each of them can be trusted."""
    bars = bar_activations(waveform, fit.grid, heard)
    mapped = map_sections(bars, waveform.seconds, BY)
    cues = choose_cues(mapped.sections, fit.grid, bars, by=BY)
    beats = grid_trust(fit)
    drive = energy(waveform, heard)
    evidence = evidence_of(heard, activations, fit, bars=bars, mapped=mapped, key=key, energy=drive)
    annotations = Annotations(
        grid=fit.grid,
        sections=mapped.sections,
        cues=cues,
        key=key.key,
        energy=drive,
        grid_by=BY,
        key_by=BY,
        energy_by=BY,
        trust=Trust(beats.grid, beats.downbeat, mapped.trust, cue_trust(cues), key.confidence),
    )
    return Prediction(annotations, CHECKPOINT, key_confidence=key.confidence, evidence=evidence)
