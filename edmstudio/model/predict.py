"""A whole track to a `Prediction`: the network listens, the shared decoders decide."""

import numpy as np

from edmstudio.decoding.cue_choice import choose_cues, cue_trust
from edmstudio.decoding.grid_fit import GridFit, fit_grid
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.activations import BeatActivations
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.waveform import Waveform
from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logmel import HZ as FAST_HZ
from edmstudio.features.model_input import model_input
from edmstudio.features.resample import rhythm_signal
from edmstudio.features.transients import transients
from edmstudio.model.bars import bar_lines, gathered
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import Said, listen

KEYLESS = 0.15  # probability of the best of 24 keys below which none is named


def predict(waveform: Waveform, checkpoint: Checkpoint) -> Prediction:
    """All that a checkpoint says of one track."""
    said = listen(model_input(waveform), checkpoint)
    name = f"{checkpoint.card.name}-{checkpoint.digest[:8]}"
    by = Provenance(Voice.PREDICTION, name)
    fit = fit_grid(beat_activations(said, waveform))
    bars = gathered(said, bar_lines(fit.grid, waveform.seconds))
    sections = map_sections(bars, waveform.seconds, by)
    cues = choose_cues(sections.sections, fit.grid, bars, by=by)
    key = int(said.key.argmax())
    trust = Trust(
        grid=_grid_trust(fit),
        downbeat=_grid_trust(fit) * fit.bar_probability,
        sections=sections.trust,
        cues=cue_trust(cues),
        key=float(said.key[key]),
    )
    annotations = Annotations(
        grid=fit.grid,
        sections=sections.sections,
        cues=cues,
        key=ALL_KEYS[key] if said.key[key] >= KEYLESS else None,
        energy=_energy(said),
        grid_by=by,
        key_by=by,
        energy_by=by,
        trust=trust,
    )
    return Prediction(annotations, name, key_confidence=float(said.key[key]))


def beat_activations(said: Said, waveform: Waveform) -> BeatActivations:
    """The network's beats beside the onsets that place them to the millisecond."""
    fine = transients(rhythm_signal(waveform))
    return BeatActivations(FAST_HZ, said.beat, said.downbeat, fine.hz, fine.rise)


def _grid_trust(fit: GridFit) -> float:
    return fit.beat_probability if fit.grid is not None else 0.0


def _energy(said: Said) -> EnergyCurve:
    """The level of the hardest third, and the curve once a second."""
    hardest = np.sort(said.energy)[-max(len(said.energy) // 3, 1) :]
    level = int(np.clip(round(float(hardest.mean()) * 10), 1, 10))
    step = int(SLOW_HZ)
    return EnergyCurve(level, 1.0, tuple(np.round(said.energy[::step], 4).tolist()))
