"""The key of a track: pitch classes and network together, as far as each has proved right."""

import numpy as np
import torch
from numpy.typing import NDArray

from edmstudio.classic.key_profile import chroma_scores
from edmstudio.decoding.key_choice import SHARPNESS
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.measured import Measured

Floats = NDArray[np.float64]
PITCHES_ALONE = (0.0, 1.0, 0.0)  # where a card says nothing


def key_said(measured: Measured, checkpoint: Checkpoint) -> Floats:
    """Scores of the 24 keys as `choose_key` reads them; zeros where nothing tonal sounds."""
    heard = chroma_scores(measured.heard.chroma)
    network, classic, _ = checkpoint.card.calibration.get("key", PITCHES_ALONE)
    if not network or not heard.any():
        return heard
    return classic * heard + network / SHARPNESS * key_logits(measured, checkpoint)


def key_logits(measured: Measured, checkpoint: Checkpoint) -> Floats:
    """What the network says, shape (24,)."""
    notes = torch.from_numpy(measured.inputs.notes.astype(np.float32))[None]
    with torch.inference_mode():
        said = checkpoint.network.key(notes)[0]
    return np.asarray(said.log_softmax(dim=-1).numpy(), dtype=np.float64)
