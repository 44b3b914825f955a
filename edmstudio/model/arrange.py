"""Bars through the arranger: evidence for sections, cues and energy, as the decoders read it."""

import numpy as np
import torch
from numpy.typing import NDArray

from edmstudio.domain.activations import BarActivations
from edmstudio.model.bar_tokens import BarTokens
from edmstudio.model.checkpoint import Checkpoint

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
LIKENESS = slice(-128, None)  # the ear's own columns of a token: what bars sound like
HEADS = ("boundary", "label", "cue")
SURE = 1e-4  # no measure by hand is believed beyond this
ALONE = (1.0, 0.0, 0.0)


def arrange(
    tokens: BarTokens, checkpoint: Checkpoint, classic: BarActivations | None = None
) -> BarActivations:
    """Evidence for each bar of a track, calibrated where `classic` has listened too.

    The network and the analysis without one err in different places. Their log-odds are pooled
    (logarithmic opinion pool; Genest & Zidek 1986) with the weights of the checkpoint's card.
    """
    said = answers(tokens, checkpoint)
    pools = checkpoint.card.calibration
    odds = {
        head: said[head] if classic is None else pooled(head, said, log_odds(classic), pools)
        for head in HEADS
    }
    boundary = _chance(odds["boundary"])
    boundary[0] = 1.0
    return BarActivations(
        starts=tokens.lines,
        boundary=boundary,
        label=_plain(odds["label"] - np.logaddexp.reduce(odds["label"], axis=1, keepdims=True)),
        cue=_chance(odds["cue"]),
        energy=_chance(said["energy"]),
        likeness=tokens.rows[:, LIKENESS],
    )


def answers(tokens: BarTokens, checkpoint: Checkpoint) -> dict[str, Doubles]:
    """Logits of the arranger by head: (bars,), or (bars, classes) of label and cue."""
    source = torch.tensor([checkpoint.card.source]) if checkpoint.card.source else None
    with torch.inference_mode():
        rows = torch.from_numpy(tokens.rows)[None]
        moments = checkpoint.network.arranger(rows, source=source).moments
    heads = (*HEADS, "energy")
    return {head: getattr(moments, head)[0].numpy().astype(np.float64) for head in heads}


def log_odds(classic: BarActivations) -> dict[str, Doubles]:
    """What the classic analysis says, on the scale of the arranger's logits."""

    def odds(chance: Floats) -> Doubles:
        held = np.clip(chance.astype(np.float64), SURE, 1.0 - SURE)
        return np.asarray(np.log(held) - np.log1p(-held))

    label = np.maximum(classic.label.astype(np.float64), np.log(SURE))
    return {"boundary": odds(classic.boundary), "label": label, "cue": odds(classic.cue)}


def pooled(
    head: str,
    said: dict[str, Doubles],
    classic: dict[str, Doubles],
    pools: dict[str, tuple[float, float, float]],
) -> Doubles:
    """Weighted sum of both; the weights are those of the network, of the classic, and a shift."""
    network, hand, shift = pools.get(head, ALONE)
    return np.asarray(network * said[head] + hand * classic[head] + shift)


def _chance(odds: Doubles) -> Floats:
    return _plain(1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0))))


def _plain(values: Doubles) -> Floats:
    return np.asarray(values, dtype=np.float32)
