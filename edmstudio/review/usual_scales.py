"""Scales for libraries too small to have their own: the mean of five rendered libraries."""

from collections.abc import Mapping

import numpy as np

from edmstudio.domain.suspicion import Doubt
from edmstudio.review.asking import WITNESSES
from edmstudio.review.judge import Scale

# Of each doubt the bias, and of each witness its weight and what it says of right labels.
_USUAL: dict[Doubt, tuple[float, Mapping[str, tuple[float, float]]]] = {
    Doubt.OCTAVE: (0.36, {
        "heard": (0.13, -1.74),
        "model": (0.13, -1.84),
        "beats": (0.5, -0.2),
        "usual": (0.81, -1.67),
        "phrases": (0.92, -0.02),
        "thirds": (-0.17, -0.04),
        "votes": (0.53, -1.46),
    }),
    Doubt.HALF_BEAT: (0.26, {
        "heard": (0.31, -1.9),
        "model": (0.14, -1.44),
        "marks": (0.2, -4.63),
        "quarter": (-1.09, -0.07),
        "votes": (0.3, -1.06),
    }),
    Doubt.BAR_PHASE: (0.66, {
        "heard": (0.39, -1.73),
        "model": (0.19, -1.08),
        "marks": (0.25, -4.43),
        "beats": (0.62, -0.19),
        "votes": (0.5, -0.96),
    }),
    Doubt.PHRASE_PHASE: (-0.47, {
        "heard": (0.34, -1.38),
        "marks": (0.15, -1.44),
        "trust": (0.01, 1.71),
        "votes": (0.3, -0.78),
    }),
    Doubt.OFFSET: (-2.76, {
        "heard": (0.83, 1.25),
        "drift": (0.43, -0.66),
        "trust": (0.17, 2.32),
        "votes": (0.3, 0.09),
    }),
    Doubt.TEMPO: (-2.46, {
        "heard": (0.67, 0.19),
        "whole": (1.21, 0.06),
        "trust": (-0.03, 2.44),
        "votes": (0.3, 0.04),
    }),
    Doubt.LABEL: (-2.7, {
        "heard": (0.1, 0.0),
        "learned": (0.61, 0.0),
        "others": (-0.07, 0.0),
        "trust": (-0.17, 0.61),
        "short": (0.33, 2.92),
    }),
    Doubt.BOUNDARY: (-0.53, {
        "heard": (0.94, -1.81),
        "better": (0.04, -1.94),
        "stray": (4.95, 0.02),
        "eights": (2.29, -0.24),
        "fours": (0.33, -0.25),
        "cue": (0.34, -0.44),
        "change": (0.06, 2.04),
        "others": (-0.19, -0.85),
        "trust": (0.15, 0.61),
    }),
    Doubt.CUE_DOUBTFUL: (-0.63, {
        "there": (-0.08, 0.59),
        "kind": (0.51, -2.5),
        "any": (0.43, -1.87),
        "better": (-0.01, -1.99),
        "stray": (3.95, 0.02),
        "stray voice": (1.06, 0.02),
        "boundary": (1.09, 0.42),
        "near boundary": (-0.25, 0.29),
        "others": (-0.19, -0.92),
        "trust": (-0.19, 0.93),
    }),
    Doubt.CUE_KIND: (-0.18, {
        "heard": (0.7, -1.0),
        "others": (-0.08, -0.17),
        "trust": (-0.55, 0.93),
    }),
    Doubt.CUE_MISSING: (-2.11, {
        "likely": (0.6, -1.61),
        "repeated": (-1.16, -0.4),
        "absent": (2.79, 0.27),
        "company": (-0.99, 0.43),
        "section": (0.44, 0.66),
        "trust": (0.79, 0.91),
    }),
    Doubt.KEY: (0.1, {
        "heard": (0.36, 0.85),
        "sure": (0.57, 0.59),
        "related": (-0.3, 0.33),
        "mode": (0.22, -0.21),
        "votes": (0.75, -2.87),
    }),
    Doubt.ENERGY: (-1.61, {
        "heard": (1.15, 0.94),
        "over": (-0.79, 0.51),
    }),
}  # fmt: skip


def _scale(doubt: Doubt) -> Scale:
    bias, witnesses = _USUAL[doubt]
    weights, middle = np.array([witnesses[name] for name in WITNESSES[doubt]]).T
    return Scale(weights, bias, middle)


USUAL_SCALES = {doubt: _scale(doubt) for doubt in WITNESSES}
