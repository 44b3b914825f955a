"""What the arranger learns: sections, cues, energy and likeness, from whole tracks bar by bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from edmstudio.learning.losses import moment_costs
from edmstudio.learning.targets import Truths
from edmstudio.learning.token_corpus import Barred

TEMPERATURE = 0.1
LIKENESS = 0.05  # weight of the contrast between tracks
OFTEN = 0.25  # share of the batches that are contrasted, which costs as much again twice over
# With a few hundred tracks an arranger learns the renderer by heart: what it is shown is blurred.
BLIND = 0.35  # share of the columns that a track of a batch does not show
JITTER = 0.15  # spread of what is added to every value


@dataclass(frozen=True, slots=True)
class ArrangerTask:
    """Batches of whole tracks.

    Attributes
    ----------
    rendered, real : sequence of tuple of Barred
        The variations of each track.
    real_share : float
    tracks : int
        In a batch.
    longest : int
        Bars of a track at most; of longer ones a stretch is taken.
    """

    rendered: Sequence[tuple[Barred, ...]]
    real: Sequence[tuple[Barred, ...]] = ()
    real_share: float = 0.4
    tracks: int = 8
    longest: int = 300
    device: str = "cpu"

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        rows, there, truth = batched([self._draw(random) for _ in range(self.tracks)], self.device)
        rows = blurred(rows, random)
        costs = moment_costs(module(rows, there).moments, truth, reach=0)
        if random.random() < OFTEN:
            halves = [module(rows, half).embedding for half in _halves(there)]
            costs["likeness"] = LIKENESS / OFTEN * likeness(*halves)
        return costs

    def _draw(self, random: np.random.Generator) -> Barred:
        real = len(self.real) and (not self.rendered or random.random() < self.real_share)
        return drawn(self.real if real else self.rendered, self.longest, random)


def drawn(
    tracks: Sequence[tuple[Barred, ...]], longest: int, random: np.random.Generator
) -> Barred:
    """One variation of one track; of what has more than `longest` bars a stretch."""
    variations = tracks[int(random.integers(len(tracks)))]
    found = variations[int(random.integers(len(variations)))]
    if len(found.rows) <= longest:
        return found
    start = int(random.integers(len(found.rows) - longest + 1))
    return cut(found, slice(start, start + longest))


def cut(track: Barred, bars: slice) -> Barred:
    """Some bars of a track."""
    truth = Truths(**{name: getattr(track.truth, name)[bars] for name in Truths.names()})
    return Barred(track.name, track.rows[bars], truth)


def batched(tracks: Sequence[Barred], device: str) -> tuple[Tensor, Tensor, Truths]:
    """Tracks side by side: rows (tracks, bars, columns), which of them are there, truth."""
    longest = max(len(track.rows) for track in tracks)

    def padded(arrays: Sequence[np.ndarray[Any, Any]], beyond: Any) -> Tensor:
        shape = (len(arrays), longest, *arrays[0].shape[1:])
        whole = np.full(shape, beyond, dtype=arrays[0].dtype)
        for row, array in zip(whole, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(whole).to(device)

    there = padded([np.ones(len(track.rows), dtype=np.bool_) for track in tracks], False)
    unknown = {name: True if name == "allowed" else np.nan for name in Truths.names()}
    truth = Truths(
        **{
            name: padded([getattr(track.truth, name) for track in tracks], beyond)
            for name, beyond in unknown.items()
        }
    )
    return padded([track.rows for track in tracks], 0.0), there, truth


def likeness(one: Tensor, other: Tensor) -> Tensor:
    """Each track's halves should know each other among those of all (NT-Xent, Chen et al. 2020)."""
    alike = one @ other.T / TEMPERATURE
    same = torch.arange(len(one), device=one.device)
    return nn.functional.cross_entropy(alike, same)


def blurred(rows: Tensor, random: np.random.Generator) -> Tensor:
    """With some columns unseen and noise on the others."""
    seen = torch.from_numpy(random.random((len(rows), 1, rows.shape[-1])) >= BLIND)
    return rows * seen.to(rows) + JITTER * torch.randn_like(rows)


def _halves(there: Tensor) -> tuple[Tensor, Tensor]:
    """First and second half of each track's bars."""
    counted = there.cumsum(dim=1)
    first = counted <= counted[:, -1:] // 2
    return there & first, there & ~first
