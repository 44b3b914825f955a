"""Training of the whole network, from a corpus, resumable after any kill.

The state (weights, their running mean, optimiser, step) is written beside the result every few
minutes; the random numbers of a step depend on the seed and the step alone, so a run that was
interrupted goes on as if it had not been.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from math import cos, pi
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from edmstudio.jobs.job import Watch
from edmstudio.learning import corpus
from edmstudio.learning.augment import Crop, augmented
from edmstudio.learning.crops import crop, seconds_to_slow
from edmstudio.learning.losses import Batch, losses, total
from edmstudio.model.network import Network, Shape

SAVE_EVERY = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Attributes
    ----------
    steps : int
    tracks : int
        Crops in a batch.
    seconds : float
        Length of a crop.
    real_share : float
        Share of crops from real tracks.
    rate : float
        Highest learning rate; it warms up over 5 % and then falls as a cosine.
    decay : float
        Weight decay.
    seed : int
    shape : Shape
        Of the network.
    """

    steps: int = 4000
    tracks: int = 4
    seconds: float = 60.0
    real_share: float = 0.25
    rate: float = 1e-3
    decay: float = 0.01
    seed: int = 1
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True)
class Epoch:
    """News of a stretch of training."""

    step: int
    seconds: float
    losses: dict[str, float]


class Training:
    """Weights on their way; `run` until they are there."""

    def __init__(
        self,
        recipe: Recipe,
        rendered: Sequence[Path],
        real: Sequence[Path],
        state: Path,
        *,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self._rendered, self._real = recipe, rendered, real
        self._state, self._device = state, device
        self.network = Network(recipe.shape).to(device)
        self.mean = Network(recipe.shape).to(device).requires_grad_(False)
        self.mean.load_state_dict(self.network.state_dict())
        self._optimiser = torch.optim.AdamW(
            self.network.parameters(), recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.98)
        )
        self.step = 0
        self._resume()

    def run(self, watch: Watch, news: Callable[[Epoch], None], *, until: float = np.inf) -> bool:
        """Train until the recipe's last step or the clock's `until`; true when complete."""
        began, saved, sums = monotonic(), monotonic(), dict[str, float]()
        while self.step < self.recipe.steps and monotonic() < until:
            watch.step(self.step, self.recipe.steps, "Training")
            for name, loss in self._advance().items():
                sums[name] = sums.get(name, 0.0) + loss
            if self.step % 50 == 0:
                means = {name: value / 50 for name, value in sums.items()}
                news(Epoch(self.step, monotonic() - began, means))
                sums = {}
            if monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = monotonic()
        self.save()
        return self.step >= self.recipe.steps

    def _advance(self) -> dict[str, float]:
        random = np.random.default_rng((self.recipe.seed, self.step))
        torch.manual_seed(self.recipe.seed * 1_000_003 + self.step)
        crops = [self._crop(random) for _ in range(self.recipe.tracks)]
        inputs, batch = collated(crops, self._device)
        self.network.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self.recipe.rate * _schedule(self.step / self.recipe.steps)
        parts = losses(self.network(*inputs), batch)
        self._optimiser.zero_grad(set_to_none=True)
        total(parts).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimiser.step()
        self.step += 1
        self._follow()
        return {name: float(part.detach()) for name, part in parts.items()}

    def _crop(self, random: np.random.Generator) -> Crop:
        real = self._real and (not self._rendered or random.random() < self.recipe.real_share)
        pool = self._real if real else self._rendered
        example = corpus.read(pool[int(random.integers(len(pool)))])
        return augmented(crop(example, seconds_to_slow(self.recipe.seconds), random), random)

    def _follow(self) -> None:
        """The running mean of the weights, which is what is kept (Polyak averaging)."""
        part = min(0.999, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, now in zip(self.mean.parameters(), self.network.parameters(), strict=True):
                mean.lerp_(now, 1.0 - part)

    def save(self) -> None:
        """Write the state atomically."""
        partial = self._state.with_name(f".{self._state.name}.partial")
        state: dict[str, Any] = {
            "recipe": json.dumps(asdict(self.recipe)),
            "step": self.step,
            "network": self.network.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }
        torch.save(state, partial)
        os.replace(partial, self._state)

    def _resume(self) -> None:
        if not self._state.exists():
            return
        state = torch.load(self._state, map_location=self._device, weights_only=True)
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.mean.load_state_dict(state["mean"])
        self._optimiser.load_state_dict(state["optimiser"])


def collated(crops: Sequence[Crop], device: str) -> tuple[tuple[Tensor, Tensor, Tensor], Batch]:
    """Inputs and targets of several crops of one length as tensors."""

    def stack(arrays: Sequence[np.ndarray[Any, Any]]) -> Tensor:
        return torch.from_numpy(np.stack(arrays)).to(device)

    heard = [crop.heard for crop in crops]
    said = [crop.targets for crop in crops]
    inputs = (
        stack([h.mel for h in heard]),
        stack([h.notes for h in heard]),
        stack([h.place for h in heard]),
    )
    batch = Batch(
        beat=stack([t.beat for t in said]),
        downbeat=stack([t.downbeat for t in said]),
        boundary=stack([t.boundary for t in said]),
        allowed=stack([t.allowed for t in said]),
        cue=stack([t.cue for t in said]),
        energy=stack([t.energy for t in said]),
        activity=stack([t.activity for t in said]),
        key=torch.tensor([t.key for t in said], device=device),
    )
    return inputs, batch


def _schedule(part: float) -> float:
    return min(part / 0.05, 1.0) * (0.5 * (1.0 + cos(pi * part)) * 0.99 + 0.01)
