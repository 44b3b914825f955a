"""Logits that mean what they say: a scale and a shift a head, on tracks not trained on.

Guo et al. 2017 (temperature) for labels; Platt 1999 for marks, whose logits training has raised
because marks are rare. `Card.calibration` keeps what is found here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize
import torch
from numpy.typing import NDArray

from edmstudio.learning.token_corpus import Barred
from edmstudio.metrics.reliability import reliability
from edmstudio.model.network import Arranger

Floats = NDArray[np.float64]
MARKS = ("boundary", "cue")


@dataclass(frozen=True, slots=True)
class Calibration:
    """``scale * logit + shift``, with the calibration error before and after."""

    scale: float
    shift: float
    before: float
    after: float


def calibrate(arranger: Arranger, tracks: Sequence[Barred]) -> dict[str, Calibration]:
    """Of the heads `boundary`, `cue` and `label`, where the tracks say anything of them."""
    said = [_said(arranger, track) for track in tracks]
    found = {}
    for head in MARKS:
        logits = np.concatenate([each[head].ravel() for each in said])
        marks = np.concatenate([getattr(track.truth, head).ravel() for track in tracks])
        known = ~np.isnan(marks)
        if marks[known].any():
            found[head] = _platt(logits[known], marks[known])
    logits = np.concatenate([each["label"] for each in said])
    allowed = np.concatenate([track.truth.allowed for track in tracks])
    told = ~allowed.all(axis=1)
    if told.any():
        found["label"] = _temperature(logits[told], allowed[told])
    return found


def _said(arranger: Arranger, track: Barred) -> dict[str, Floats]:
    with torch.inference_mode():
        moments = arranger(torch.from_numpy(track.rows)[None]).moments
    heads = (*MARKS, "label")
    return {head: getattr(moments, head)[0].numpy().astype(np.float64) for head in heads}


def _platt(logits: Floats, marks: Floats) -> Calibration:
    def loss(pair: Floats) -> float:
        moved = pair[0] * logits + pair[1]
        return float((np.logaddexp(0.0, moved) - marks * moved).mean())

    scale, shift = scipy.optimize.minimize(loss, [1.0, -1.0], method="Nelder-Mead").x
    errors = [
        reliability(1.0 / (1.0 + np.exp(-moved)), marks).error
        for moved in (logits, scale * logits + shift)
    ]
    return Calibration(float(scale), float(shift), *errors)


def _temperature(logits: Floats, allowed: NDArray[np.bool_]) -> Calibration:
    def loss(scale: float) -> float:
        moved = scale * logits
        held = np.where(allowed, moved, -np.inf)
        return float((_log_sum(moved) - _log_sum(held)).mean())

    scale = float(scipy.optimize.minimize_scalar(loss, bounds=(0.1, 3.0), method="bounded").x)
    return Calibration(scale, 0.0, _error(logits, allowed), _error(scale * logits, allowed))


def _error(logits: Floats, allowed: NDArray[np.bool_]) -> float:
    best = logits.argmax(axis=1)
    sure = np.exp(logits.max(axis=1) - _log_sum(logits))
    right = allowed[np.arange(len(best)), best]
    return reliability(np.clip(sure, 0.0, 1.0), right).error


def _log_sum(rows: Floats) -> Floats:
    top = rows.max(axis=1)
    return np.asarray(top + np.log(np.exp(rows - top[:, None]).sum(axis=1)))
