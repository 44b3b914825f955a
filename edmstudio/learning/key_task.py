"""What the key head learns: the key of a stretch, in whatever key it is played."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from edmstudio.features.logfreq import HZ
from edmstudio.learning import corpus
from edmstudio.learning.targets import key_index

Floats = NDArray[np.float32]
PER_SEMITONE = 2  # bins of the log-frequency view
FARTHEST = 6  # semitones
FIFTH, RELATIVE, HELD = 0.04, 0.02, 0.9  # shares of the truth: neighbours sound alike


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """One track: its log-frequency view, and the key's index."""

    notes: Floats
    key: int


@dataclass(frozen=True, slots=True)
class KeyTask:
    """Batches of stretches, transposed at random.

    Attributes
    ----------
    tracks : sequence of Keyed
    crops : int
        In a batch.
    seconds : float
    """

    tracks: Sequence[Keyed]
    crops: int = 24
    seconds: float = 40.0
    device: str = "cpu"

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        notes, wanted = zip(*(self._draw(random) for _ in range(self.crops)), strict=True)
        said = module(torch.from_numpy(np.stack(notes)).to(self.device))
        truth = torch.from_numpy(np.stack(wanted)).to(self.device)
        return {"key": functional.cross_entropy(said, truth)}

    def _draw(self, random: np.random.Generator) -> tuple[Floats, Floats]:
        track = self.tracks[int(random.integers(len(self.tracks)))]
        frames = round(self.seconds * HZ)
        start = int(random.integers(max(len(track.notes) - frames, 0) + 1))
        part = track.notes[start : start + frames]
        if len(part) < frames:
            part = np.pad(part, ((0, frames - len(part)), (0, 0)), mode="wrap")
        steps = int(random.integers(-FARTHEST, FARTHEST))
        tilt = np.linspace(random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5), part.shape[1])
        louder = np.log1p(np.expm1(transposed(part, steps)) * (10.0**tilt).astype(np.float32))
        return louder.astype(np.float32), shares(transposed_key(track.key, steps))


def keyed(examples: Sequence[Path]) -> list[Keyed]:
    """The tracks of a corpus that have one key throughout."""
    found = []
    for path in examples:
        example = corpus.read(path, parts=("notes",))
        key = key_index(example.truth)
        if key >= 0:
            found.append(Keyed(example.heard.notes.astype(np.float32), key))
    return found


def transposed(notes: Floats, semitones: int) -> Floats:
    """The view of the same music higher or lower; what comes in at the edge is silent."""
    moved = np.roll(notes, semitones * PER_SEMITONE, axis=1)
    if semitones > 0:
        moved[:, : semitones * PER_SEMITONE] = 0.0
    elif semitones < 0:
        moved[:, semitones * PER_SEMITONE :] = 0.0
    return moved


def transposed_key(key: int, semitones: int) -> int:
    """The key's index after a transposition; −1 stays unknown."""
    return key if key < 0 else key // 12 * 12 + (key + semitones) % 12


def shares(key: int) -> Floats:
    """The truth with a little for its neighbours on the circle of fifths, shape (24,)."""
    wanted: NDArray[Any] = np.full(24, (1.0 - HELD - 2 * FIFTH - RELATIVE) / 24, dtype=np.float32)
    mode, tonic = divmod(key, 12)
    relative = (1 - mode) * 12 + (tonic + (3 if mode else -3)) % 12
    wanted[key] += HELD
    wanted[mode * 12 + (tonic + 7) % 12] += FIFTH
    wanted[mode * 12 + (tonic - 7) % 12] += FIFTH
    wanted[relative] += RELATIVE
    return wanted
