"""A whole track through the ear: what it says, as plain arrays."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from edmstudio.model.network import SLOWER, Ear, Heard, usual_level

Floats = NDArray[np.float32]
PIECE = 15_000  # frames at once (five minutes): what is in memory does not grow with a mix
MARGIN = 2100  # frames on either side that the ear's field reaches
STEP = 2 * SLOWER  # pieces begin on a frame of every rate


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """The ear's answer for one track, in logits.

    Attributes
    ----------
    beat, downbeat : ndarray, shape (frames,)
        50 frames a second.
    boundary, energy : ndarray, shape (slow,)
        Five frames a second.
    label : ndarray, shape (slow, 10)
    cue : ndarray, shape (slow, 7)
    activity : ndarray, shape (slow, 4)
    features : ndarray, shape (frames / 2, channels)
    """

    beat: Floats
    downbeat: Floats
    boundary: Floats
    energy: Floats
    label: Floats
    cue: Floats
    activity: Floats
    features: Floats


def listen(mel: Floats, ear: Ear) -> Said:
    """Log-mel frames, shape (frames, 128), through the ear."""
    whole = torch.from_numpy(np.ascontiguousarray(mel, dtype=np.float32))[None]
    usual = usual_level(whole)
    parts = [_plain(heard, keep) for heard, keep in _pieces(whole, usual, ear)]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in Said.__slots__}
    return Said(**joined)


def _pieces(
    mel: Tensor, usual: tuple[Tensor, Tensor], ear: Ear
) -> Iterator[tuple[Heard, tuple[int, int]]]:
    """Answers to overlapping pieces, each with the frames of it that count."""
    frames = mel.shape[1]
    step = PIECE // STEP * STEP
    for start in range(0, frames, step):
        first = max(start - MARGIN // STEP * STEP, 0)
        last = min(start + step + MARGIN, frames)
        with torch.inference_mode():
            heard = ear(mel[:, first:last], *usual)
        yield heard, (start - first, min(start + step, frames) - first)


def _plain(heard: Heard, keep: tuple[int, int]) -> dict[str, Floats]:
    def cut(rows: Tensor, rate: int) -> Floats:
        return np.asarray(rows[keep[0] // rate : -(-keep[1] // rate)].numpy(), dtype=np.float32)

    moments = heard.moments
    return {
        "beat": cut(heard.beat[0], 1),
        "downbeat": cut(heard.downbeat[0], 1),
        **{
            name: cut(getattr(moments, name)[0], STEP)
            for name in ("boundary", "energy", "label", "cue", "activity")
        },
        "features": cut(heard.features[0].T, 2),
    }
