"""What the ear learns: beats, bars and what moments sound like, from stretches of tracks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from edmstudio.learning import corpus
from edmstudio.learning.augment import varied
from edmstudio.learning.crops import Crop, crop, seconds_to_slow
from edmstudio.learning.losses import moment_costs, tolerant
from edmstudio.learning.targets import Truths
from edmstudio.model.network import usual_level

BEAT, DOWNBEAT = 4.0, 10.0  # how much more a mark counts than its absence
REACH = 1  # frames that a mark may be off


@dataclass(frozen=True, slots=True)
class EarTask:
    """Batches of crops, rendered and real.

    Attributes
    ----------
    rendered, real : sequence of Path
        Files of a corpus; `real` may be empty.
    real_share : float
        Share of crops from real tracks.
    crops : int
        In a batch.
    seconds : float
        Length of a crop.
    device : str
    """

    rendered: Sequence[Path]
    real: Sequence[Path] = ()
    real_share: float = 0.25
    crops: int = 6
    seconds: float = 40.0
    device: str = "cpu"

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        crops = [self._crop(random) for _ in range(self.crops)]
        mel = self._stacked([part.mel for part in crops])
        heard = module(mel, *usual_level(mel))
        beat, downbeat = (
            self._stacked([getattr(part, name) for part in crops]) for name in ("beat", "downbeat")
        )
        truth = Truths(
            **{
                name: self._stacked([getattr(part.moments, name) for part in crops])
                for name in Truths.names()
            }
        )
        return {
            "beat": tolerant(heard.beat, beat, reach=REACH, weight=BEAT),
            "downbeat": tolerant(heard.downbeat, downbeat, reach=REACH, weight=DOWNBEAT),
            **moment_costs(heard.moments, truth, reach=1),
        }

    def _crop(self, random: np.random.Generator) -> Crop:
        real = len(self.real) and (not self.rendered or random.random() < self.real_share)
        pool = self.real if real else self.rendered
        example = corpus.read(pool[int(random.integers(len(pool)))], parts=("mel",))
        part = crop(example, seconds_to_slow(self.seconds), random)
        return Crop(varied(part.mel, random), part.beat, part.downbeat, part.moments)

    def _stacked(self, arrays: Sequence[np.ndarray[Any, Any]]) -> Tensor:
        return torch.from_numpy(np.stack(arrays)).to(self.device)
