"""Named streams of chance: one seed, and every part of a track draws from its own stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")
Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Streams:
    """A seed and a place in the tree of names.

    A new draw in one part of the renderer leaves all other parts as they were, because each
    name has its own generator.
    """

    seed: int
    path: tuple[int, ...] = ()

    def within(self, *names: str) -> "Streams":
        """The streams below this name."""
        return Streams(self.seed, self.path + tuple(crc32(name.encode()) for name in names))

    def stream(self, name: str) -> Chance:
        """A fresh generator for this name; the same every time it is asked for."""
        words = [self.seed & 0xFFFFFFFF, self.seed >> 32, *self.path, crc32(name.encode())]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def pick(chance: Chance, options: Sequence[T], weights: Sequence[float] | None = None) -> T:
    """One of the options, by weight where weights are given."""
    if weights is None:
        return options[int(chance.integers(len(options)))]
    shares = np.asarray(weights, dtype=np.float64)
    return options[int(chance.choice(len(options), p=shares / shares.sum()))]


def happens(chance: Chance, probability: float) -> bool:
    """Whether it happens this time."""
    return bool(chance.random() < probability)


def between(chance: Chance, low: float, high: float) -> float:
    """Uniform between two values."""
    return float(chance.uniform(low, high))


def log_between(chance: Chance, low: float, high: float) -> float:
    """Uniform in the logarithm, for frequencies and times."""
    return float(np.exp(chance.uniform(np.log(low), np.log(high))))
