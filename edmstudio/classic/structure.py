"""Evidence for sections per bar, without a network: boundaries, labels, energy, likeness."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import Bars, Seconds, bar_lines, bars_of
from edmstudio.classic.boundary_evidence import boundary_evidence, ear_units
from edmstudio.classic.hearing import Heard
from edmstudio.classic.label_evidence import label_evidence
from edmstudio.classic.loudness import bar_energy
from edmstudio.classic.section_weights import BOUNDARY, BOUNDARY_BIAS, LABEL, LABEL_BIAS, LABELLED
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.cues import HEARD_KINDS, CueKind
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import SectionLabel

Floats = NDArray[np.float32]
LABELS = tuple(SectionLabel)
# The labels that the weights do not know are held to be rarer kinds of ones that they do:
# a share of 5 % or so, which only the order of labels can raise.
CLIMBING = ("loudness", "high", "density")
KIN = {"bridge": ("break", 3.0), "chorus": ("drop", 3.5), "cooldown": ("outro", 2.5)}
# A build is what a break is, but climbing: the weights saw too few builds to learn that.
CLIMB, FLAT = 1.4, 0.8  # log-odds per unit of climb, and the climb of an even chance
DROP_MORE = 0.7  # log-odds: the tracks of the weights have more verse than club music has
MISSED = 2.5  # log-odds
SILENT = 6.0  # log-odds of silence in a bar without sound, and against it elsewhere


def activations_on(held: Heard, grid: TempoMap | None) -> BarActivations:
    """Evidence per bar of a grid, or of even spans of two seconds where there is none."""
    return activations_between(held, bar_lines(grid, held.seconds))


def activations_between(held: Heard, lines: Seconds) -> BarActivations:
    """The same between given bar lines, the end of the last bar included."""
    bars = bars_of(held, lines)
    boundary = boundary_probability(bars)
    label = label_scores(bars)
    return BarActivations(
        starts=bars.starts,
        boundary=boundary,
        label=label,
        cue=_cues(boundary, label),
        energy=bar_energy(bars),
        likeness=_likeness(bars),
        missed=MISSED,
    )


def boundary_probability(bars: Bars) -> Floats:
    """Probability that a section begins with each bar, shape (bars,); 1 for the first bar."""
    evidence = boundary_evidence(bars)
    score = BOUNDARY_BIAS + sum(
        (weight * evidence[name] for name, weight in BOUNDARY.items()), np.zeros(len(bars))
    )
    probability = 1.0 / (1.0 + np.exp(-score))
    changed = np.flatnonzero(np.diff(bars.silent.astype(int))) + 1
    probability[changed] = np.maximum(probability[changed], 0.9)
    probability[0] = 1.0
    return np.asarray(probability, dtype=np.float32)


def label_scores(bars: Bars) -> Floats:
    """Log-probability of each of the ten labels in each bar, shape (bars, 10)."""
    evidence = label_evidence(bars)
    known = np.tile(np.array(LABEL_BIAS), (len(bars), 1))
    for name, weights in LABEL.items():
        known += evidence[name][:, None] * np.array(weights)
    score = np.empty((len(bars), len(LABELS)))
    for column, label in enumerate(LABELLED):
        score[:, LABELS.index(SectionLabel(label))] = known[:, column]
    score[:, LABELS.index(SectionLabel.DROP)] += DROP_MORE
    climbing = score[:, LABELS.index(SectionLabel.BREAK)] + CLIMB * (_climb(evidence) - FLAT)
    build = score[:, LABELS.index(SectionLabel.BUILD)]
    score[:, LABELS.index(SectionLabel.BUILD)] = np.logaddexp(build, climbing)
    for label, (kin, rarer) in KIN.items():
        like = score[:, LABELS.index(SectionLabel(kin))]
        score[:, LABELS.index(SectionLabel(label))] = like - rarer
    top = score[:, :-1].max(axis=1)
    score[:, LABELS.index(SectionLabel.SILENCE)] = top + np.where(bars.silent, SILENT, -SILENT)
    score -= score.max(axis=1, keepdims=True)
    score -= np.log(np.exp(score).sum(axis=1, keepdims=True))
    return np.asarray(score, dtype=np.float32)


def _climb(evidence: dict[str, Floats]) -> Floats:
    """How much more of everything is to come than has gone by, shape (bars,)."""
    gains = [evidence[f"{n} to come"] - evidence[f"{n} gone by"] for n in CLIMBING]
    return np.asarray(np.mean(gains, axis=0) + evidence["rise"], dtype=np.float32)


def _cues(boundary: Floats, label: Floats) -> Floats:
    """Probability of each cue kind at each bar's start: a boundary, and what it leads into."""
    share = np.exp(label)
    of = {name: share[:, LABELS.index(SectionLabel(name))] for name in LABELS}
    into = {
        CueKind.BUILD: of[SectionLabel.BUILD],
        CueKind.DROP: of[SectionLabel.DROP] + of[SectionLabel.CHORUS],
        CueKind.BREAK: of[SectionLabel.BREAK] + of[SectionLabel.BRIDGE],
        CueKind.MIX_OUT: of[SectionLabel.OUTRO] + of[SectionLabel.COOLDOWN],
    }
    cue = np.zeros((len(boundary), len(HEARD_KINDS)), dtype=np.float32)
    for kind, likely in into.items():
        cue[:, HEARD_KINDS.index(kind)] = boundary * likely
    sounding = np.flatnonzero(share[:, -1] < 0.5)
    if len(sounding):
        cue[sounding[0], HEARD_KINDS.index(CueKind.FIRST_BEAT)] = 1.0
    return cue


def _likeness(bars: Bars) -> Floats:
    """Timbre, rhythm and pitch classes side by side, each centred and of the same weight."""
    parts = []
    for rows in (bars.timbre, bars.rhythm, bars.chroma, ear_units(bars)):
        centred = rows - rows.mean(axis=0)
        parts.append(centred / (np.sqrt(centred.var(axis=0).sum()) + 1e-3))
    return np.concatenate(parts, axis=1).astype(np.float32)
