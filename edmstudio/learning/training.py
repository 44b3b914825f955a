"""The loop of every training: resumable after any kill, the same from a seed on every machine.

The state (weights, their running mean, optimiser, step) is written beside the result every few
minutes; the random numbers of a step depend on the seed and the step alone, so that a run which was
interrupted goes on as if it had not been.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, cast

import numpy as np
import torch
from torch import Tensor, nn

from edmstudio.jobs.job import Watch

SAVE_EVERY = 120.0  # seconds
NEWS_EVERY = 50  # steps


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how fast to train.

    Attributes
    ----------
    steps : int
    rate : float
        Highest learning rate.
    warm, cool : float
        Share of the steps in which the rate rises from nothing, and falls to nothing at the end;
        between them it holds, so that a run can be made longer while it holds (Hu et al. 2024).
    decay : float
        Weight decay.
    seed : int
    mean : float
        How much of the running mean of the weights is kept from step to step (Polyak averaging).
    """

    steps: int = 12_000
    rate: float = 1e-3
    warm: float = 0.03
    cool: float = 0.3
    decay: float = 0.01
    seed: int = 1
    mean: float = 0.998

    def rate_at(self, step: int) -> float:
        """Learning rate of a step."""
        part = step / max(self.steps, 1)
        rising = min((step + 1) / max(self.warm * self.steps, 1.0), 1.0)
        falling = min((1.0 - part) / max(self.cool, 1e-9), 1.0)
        return self.rate * rising * max(falling, 0.01)


@dataclass(frozen=True, slots=True)
class News:
    """How a stretch of training went: mean of each part of the cost since the last news."""

    step: int
    seconds: float
    costs: dict[str, float]


class Task(Protocol):
    """What is to be learned."""

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Weighted parts, whose sum is to become small, of one random batch."""


class Training:
    """Weights on their way; `run` until they are there; `mean` is what is kept."""

    def __init__(
        self,
        module: nn.Module,
        task: Task,
        pace: Pace,
        state: Path | None,
        *,
        compiled: bool = False,
    ) -> None:
        self.module, self.pace = module, pace
        self._task, self._state = task, state
        self._called: nn.Module = module
        if compiled:
            self._called = cast(nn.Module, torch.compile(module, dynamic=False))
        self.mean = {name: weight.clone() for name, weight in module.state_dict().items()}
        self._optimiser = torch.optim.AdamW(
            module.parameters(), pace.rate, weight_decay=pace.decay, betas=(0.9, 0.98)
        )
        self.step = 0
        self._resume()

    def run(self, watch: Watch, news: Callable[[News], None], *, until: float = np.inf) -> bool:
        """Train to the last step or until the clock says `until`; true when complete.

        Raises
        ------
        FloatingPointError
            Where a cost is no number: the weights of the last good state stay on disk.
        """
        began, saved, told, sums = monotonic(), monotonic(), self.step, dict[str, float]()
        while self.step < self.pace.steps and monotonic() < until:
            watch.step(self.step, self.pace.steps, "Training")
            for name, cost in self.advance().items():
                sums[name] = sums.get(name, 0.0) + cost
            if self.step % NEWS_EVERY == 0:
                means = {name: cost / (self.step - told) for name, cost in sums.items()}
                news(News(self.step, monotonic() - began, means))
                told, sums = self.step, {}
            if monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = monotonic()
        self.save()
        return self.step >= self.pace.steps

    def advance(self) -> dict[str, float]:
        """One step; its costs."""
        random = np.random.default_rng((self.pace.seed, self.step))
        torch.manual_seed(self.pace.seed * 1_000_003 + self.step)
        self.module.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self.pace.rate_at(self.step)
        parts = self._task.costs(self._called, random)
        whole = torch.stack(list(parts.values())).sum()
        if not torch.isfinite(whole):
            raise FloatingPointError(f"the cost of step {self.step} is no number")
        self._optimiser.zero_grad(set_to_none=True)
        whole.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
        self._optimiser.step()
        self.step += 1
        self._follow()
        return {name: float(part.detach()) for name, part in parts.items()}

    def _follow(self) -> None:
        part = min(self.pace.mean, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, now in self.module.state_dict().items():
                self.mean[name].lerp_(now, 1.0 - part)

    def save(self) -> None:
        """Write the state atomically, where it has a place."""
        if self._state is None:
            return
        self._state.parent.mkdir(parents=True, exist_ok=True)
        partial = self._state.with_name(f".{self._state.name}.partial")
        state: dict[str, Any] = {
            "step": self.step,
            "module": self.module.state_dict(),
            "mean": self.mean,
            "optimiser": self._optimiser.state_dict(),
        }
        torch.save(state, partial)
        os.replace(partial, self._state)

    def _resume(self) -> None:
        if self._state is None or not self._state.exists():
            return
        state = torch.load(self._state, weights_only=True)
        self.step = state["step"]
        self.module.load_state_dict(state["module"])
        self.mean = state["mean"]
        self._optimiser.load_state_dict(state["optimiser"])
