"""Bars through the arranger: evidence for sections, cues and energy, as the decoders read it."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from edmstudio.domain.activations import BarActivations
from edmstudio.model.bar_tokens import BarTokens
from edmstudio.model.checkpoint import Checkpoint

Floats = NDArray[np.float32]
LIKENESS = slice(-128, None)  # the ear's own columns of a token: what bars sound like


def arrange(tokens: BarTokens, checkpoint: Checkpoint) -> BarActivations:
    """Calibrated evidence for each bar of a track."""
    with torch.inference_mode():
        said = checkpoint.network.arranger(torch.from_numpy(tokens.rows)[None]).moments

    def calibrated(head: str) -> Tensor:
        logits: Tensor = getattr(said, head)[0]
        scale, shift = checkpoint.card.calibration.get(head, (1.0, 0.0))
        return logits * scale + shift

    boundary = _plain(calibrated("boundary").sigmoid())
    boundary[0] = 1.0
    return BarActivations(
        starts=tokens.lines,
        boundary=boundary,
        label=_plain(calibrated("label").log_softmax(dim=-1)),
        cue=_plain(calibrated("cue").sigmoid()),
        energy=_plain(calibrated("energy").sigmoid()),
        likeness=tokens.rows[:, LIKENESS],
    )


def _plain(tensor: Tensor) -> Floats:
    return np.array(tensor.numpy(), dtype=np.float32)
