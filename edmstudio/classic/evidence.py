"""What the analysis without a network holds for possible, as probabilities for the review queue."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import Bars, bars_of
from edmstudio.classic.hearing import Heard
from edmstudio.classic.label_evidence import label_evidence
from edmstudio.classic.loudness import level_of
from edmstudio.decoding.cue_choice import KIND_OF
from edmstudio.decoding.cue_habits import Ranked
from edmstudio.decoding.energy_scale import on_scale
from edmstudio.decoding.grid_fit import GridFit
from edmstudio.decoding.key_choice import KeyChoice
from edmstudio.decoding.phrase_phase import phrase_phase
from edmstudio.decoding.section_path import SectionMap
from edmstudio.domain.activations import BarActivations, BeatActivations
from edmstudio.domain.cues import HEARD_KINDS, CueKind
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.evidence import RATIOS, SAME, Evidence
from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.sections import SectionLabel

Floats = NDArray[np.float32]
# Shares of evidence become probabilities when they are raised to a power; what is left is for
# ratios that nothing was measured about.
OCTAVE, UNHEARD_RATIO = 4.0, 0.004
HZ = 50.0
LABELS = tuple(SectionLabel)


def evidence_of(
    heard: Heard,
    activations: BeatActivations,
    fit: GridFit,
    *,
    bars: BarActivations,
    mapped: SectionMap,
    ranked: Ranked | None = None,
    key: KeyChoice,
    energy: EnergyCurve,
    habits: Habits = NOBODYS,
) -> Evidence:
    """Gather the posteriors of all decoders on one track."""
    slow = bars_of(heard, bars.starts)
    return Evidence(
        octave=octave_probability(fit),
        hz=HZ,
        beats=_slower(activations.beat, activations.hz),
        downbeats=_slower(activations.downbeat, activations.hz),
        phrase=phrase_phase(bars.boundary, 8).share.astype(np.float32),
        lines=bars.starts.astype(np.float64),
        boundary=mapped.start.astype(np.float32),
        label=mapped.label.astype(np.float32),
        cue=cue_probability(mapped, bars) if ranked is None else habitual_probability(ranked, bars),
        key=key.posterior.astype(np.float32),
        energy=on_scale(level_of(np.array(energy.curve)), habits.energy),
        hearing=np.column_stack(list(label_evidence(slow).values())).astype(np.float32),
        voiceprint=_voiceprint(slow),
    )


def octave_probability(fit: GridFit) -> Floats:
    """That the tempo is each of `RATIOS` times the fitted one, shape (9,)."""
    found = np.full(len(RATIOS), UNHEARD_RATIO)
    found[SAME] = 1.0
    if fit.grid is None:
        return np.full(len(RATIOS), 1.0 / len(RATIOS), dtype=np.float32)
    longest = max(fit.parts, key=lambda part: part.passage.stop - part.passage.start)
    shares, chosen = longest.phase.octave, longest.phase.ratio
    for ratio, share in shares.items():
        for index, known in enumerate(RATIOS):
            if abs(ratio / chosen / known - 1.0) < 0.01 and index != SAME:
                relative = (share / max(shares[chosen], 1e-6)) ** OCTAVE
                found[index] = min(max(relative, UNHEARD_RATIO), 1.0)
    return _shares(found)


def _slower(frames: Floats, hz: float) -> Floats:
    """The greatest value of each frame of `HZ` a second, neighbours included."""
    wide = np.maximum.reduce([np.roll(frames, shift) for shift in (-1, 0, 1)])
    count = max(int(len(frames) / hz * HZ), 1)
    edges = np.minimum((np.arange(count) * hz / HZ).astype(np.intp), len(frames) - 1)
    return np.asarray(np.maximum.reduceat(wide, edges), dtype=np.float32)


def cue_probability(mapped: SectionMap, bars: BarActivations) -> Floats:
    """Of each cue kind at each bar's start: a section that begins there, and its label."""
    cue = np.zeros((len(mapped.start), len(HEARD_KINDS)), dtype=np.float32)
    for label, kind in KIND_OF.items():
        cue[:, HEARD_KINDS.index(kind)] += mapped.start * mapped.label[:, LABELS.index(label)]
    verse = LABELS.index(SectionLabel.VERSE)
    cue[:, HEARD_KINDS.index(CueKind.MIX_IN)] = mapped.start * mapped.label[:, verse]
    first = HEARD_KINDS.index(CueKind.FIRST_BEAT)
    cue[:, first] = bars.cue[:, first]
    cue[0, 1:] = 0.0
    return np.clip(cue, 0.0, 1.0)


def habitual_probability(ranked: Ranked, bars: BarActivations) -> Floats:
    """The same of a person whose habits are known, under the kind that they give to the place."""
    cue = np.zeros((len(bars.boundary), len(HEARD_KINDS)), dtype=np.float32)
    nearest = np.abs(bars.starts[:-1][None, :] - ranked.lines[:, None]).argmin(axis=1)
    for bar, place, likely in zip(nearest, ranked.look, ranked.probability, strict=True):
        kind = CueKind.OTHER if place is None or place.look is None else CueKind(place.look.kind)
        if kind in HEARD_KINDS:
            cue[bar, HEARD_KINDS.index(kind)] = max(cue[bar, HEARD_KINDS.index(kind)], likely)
    return cue


def _voiceprint(bars: Bars) -> Floats:
    """Mean levels of the bands, and mean and spread of what is measured a bar, where it sounds."""
    sounding = ~bars.silent
    if not sounding.any():
        sounding = np.ones(len(bars), dtype=np.bool_)
    timbre, scalars = bars.timbre[sounding], bars.scalars[sounding]
    parts = [timbre.mean(axis=0), scalars.mean(axis=0), scalars.std(axis=0)]
    return np.concatenate(parts).astype(np.float32)


def _shares(weights: NDArray[np.float64]) -> Floats:
    return np.asarray(weights / weights.sum(), dtype=np.float32)
