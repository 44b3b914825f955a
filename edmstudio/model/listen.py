"""A waveform through the network: what it says, as plain arrays."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from edmstudio.features.model_input import ModelInput
from edmstudio.model.checkpoint import Checkpoint

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """The network's calibrated answer for one track.

    Attributes
    ----------
    beat, downbeat : ndarray, shape (frames,)
        Probabilities, 50 frames a second.
    boundary, energy : ndarray, shape (slow,)
        Probability that a section begins, and energy 0 to 1, 5 frames a second.
    label : ndarray, shape (slow, 10)
        Log-probabilities.
    cue : ndarray, shape (slow, 7)
        Probabilities.
    key : ndarray, shape (24,)
        Probabilities in the order of `ALL_KEYS`.
    embedding : ndarray, shape (64,)
    """

    beat: Floats
    downbeat: Floats
    boundary: Floats
    energy: Floats
    label: Floats
    cue: Floats
    key: Floats
    embedding: Floats


def listen(heard: ModelInput, checkpoint: Checkpoint) -> Said:
    """Run the whole track through the network at once."""
    inputs = (torch.from_numpy(part)[None] for part in (heard.mel, heard.notes, heard.place))
    with torch.inference_mode():
        answer = checkpoint.network(*inputs)

    def cooled(head: str) -> Tensor:
        logits: Tensor = getattr(answer, head)[0]
        return logits / checkpoint.card.temperatures.get(head, 1.0)

    return Said(
        beat=_plain(cooled("beat").sigmoid()),
        downbeat=_plain(cooled("downbeat").sigmoid()),
        boundary=_plain(cooled("boundary").sigmoid()),
        energy=_plain(cooled("energy").sigmoid()),
        label=_plain(cooled("label").log_softmax(dim=-1)),
        cue=_plain(cooled("cue").sigmoid()),
        key=_plain(cooled("key").softmax(dim=-1)),
        embedding=_plain(answer.embedding[0]),
    )


def _plain(tensor: Tensor) -> Floats:
    return np.asarray(tensor.numpy(), dtype=np.float32)
