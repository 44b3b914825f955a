"""What the arranger learns from one person: their tracks, and not to forget what it knew.

Half of every batch is theirs and asks for their way of labelling (the arranger's source); the
other half is tracks of the first training and, softly, what the checkpoint itself said for sure of
tracks that nobody corrected. A pull towards the weights that it began with holds the rest in place
(L2-SP, Li et al. 2018).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.learning.arranger_task import batched, cut
from edmstudio.learning.losses import moment_costs
from edmstudio.learning.targets import CUES, LABELS, Truths, marks
from edmstudio.learning.token_corpus import Barred
from edmstudio.model.network import Moments

Floats = NDArray[np.float32]
MINE = 1  # the source of the person's labels
SURE = 0.9  # what the checkpoint said with less is not held against it
KEPT = 0.3  # weight of what it said
BLIND, JITTER = 0.1, 0.05  # share of columns unseen in a batch, spread of what is added


@dataclass(frozen=True, slots=True, eq=False)
class Quiet:
    """A track that nobody corrected: its bars and what the checkpoint says of them.

    Attributes
    ----------
    rows : ndarray, shape (bars, columns)
    label : ndarray, shape (bars, 10)
        Probabilities.
    boundary : ndarray, shape (bars,)
    cue : ndarray, shape (bars, 7)
    """

    rows: Floats
    label: Floats
    boundary: Floats
    cue: Floats


@dataclass(frozen=True, slots=True)
class TuningTask:
    """Batches of whole tracks.

    Attributes
    ----------
    mine : sequence of tuple of Barred
        The person's tracks, each in its variations.
    replay : sequence of tuple of Barred
        Tracks of the first training.
    quiet : sequence of Quiet
    anchor : mapping of str to Tensor
        The weights that are pulled towards.
    pull : float
    tracks, before : int
        Of the person, and of the first training, in a batch.
    longest : int
        Bars of a track at most; of longer ones a stretch is taken.
    """

    mine: Sequence[tuple[Barred, ...]]
    replay: Sequence[tuple[Barred, ...]] = ()
    quiet: Sequence[Quiet] = ()
    anchor: Mapping[str, Tensor] = field(default_factory=dict)
    pull: float = 1e-3
    tracks: int = 3
    before: int = 2
    longest: int = 128

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        mine = [self._draw(self.mine, random) for _ in range(self.tracks)]
        costs = _taught(module, mine, MINE, random)
        if self.replay:
            known = [self._draw(self.replay, random) for _ in range(self.before)]
            again = _taught(module, known, 0, random)
            costs |= {f"{name} before": cost for name, cost in again.items()}
        if self.quiet:
            costs["said before"] = KEPT * self._kept(module, random)
        if self.pull and self.anchor:
            costs["pull"] = self.pull * pulled(module, self.anchor)
        return costs

    def _draw(self, pool: Sequence[tuple[Barred, ...]], random: np.random.Generator) -> Barred:
        variations = pool[int(random.integers(len(pool)))]
        found = variations[int(random.integers(len(variations)))]
        if len(found.rows) <= self.longest:
            return found
        start = int(random.integers(len(found.rows) - self.longest))
        return cut(found, slice(start, start + self.longest))

    def _kept(self, module: nn.Module, random: np.random.Generator) -> Tensor:
        held = self.quiet[int(random.integers(len(self.quiet)))]
        rows = torch.from_numpy(held.rows[: self.longest])[None]
        said = _asked(module, blurred(rows, random), torch.ones(rows.shape[:2]) > 0, 0)
        return said_again(said, held, self.longest)


def _taught(
    module: nn.Module, tracks: Sequence[Barred], source: int, random: np.random.Generator
) -> dict[str, Tensor]:
    """Cost of what is said of whole tracks, their labels being a source's."""
    rows, there, truth = batched(tracks, "cpu")
    said = _asked(module, blurred(rows, random), there, source)
    return moment_costs(said, truth, reach=0)


def said_again(said: Moments, held: Quiet, longest: int) -> Tensor:
    """How far it is from what was said for sure before."""
    label = torch.from_numpy(held.label[:longest])
    sure = label.amax(dim=-1) > SURE
    labels = -(label * said.label[0].log_softmax(dim=-1)).sum(dim=-1)
    cost = (labels * sure).sum() / sure.sum().clamp(min=1)
    for logits, before in ((said.boundary, held.boundary), (said.cue, held.cue)):
        known = torch.from_numpy(before[:longest])
        plain = functional.binary_cross_entropy_with_logits(logits[0], known, reduction="none")
        there = (known > SURE) | (known < 1.0 - SURE)
        cost = cost + (plain * there).sum() / there.sum().clamp(min=1)
    return cost


def pulled(module: nn.Module, anchor: Mapping[str, Tensor]) -> Tensor:
    """Sum of squares by which the trained weights left the anchor."""
    moved = [
        (weight - anchor[name]).square().sum()
        for name, weight in module.named_parameters()
        if weight.requires_grad and name in anchor
    ]
    return torch.stack(moved).sum() if moved else torch.zeros(())


def taught_truths(
    held: Annotations, decided: frozenset[Fact], lines: NDArray[np.float64]
) -> Truths:
    """What a person decided of each bar between `lines`; the rest is not known."""
    starts = lines[:-1]
    bars, reach = len(starts), float(np.median(np.diff(lines))) * 0.51
    boundary = np.full(bars, np.nan, dtype=np.float32)
    allowed = np.ones((bars, len(LABELS)), dtype=np.bool_)
    cue = np.full((bars, len(CUES)), np.nan, dtype=np.float32)
    if Fact.SECTIONS in decided and held.sections:
        boundary = marks([section.start for section in held.sections[1:]], starts, reach)
        for section in held.sections:
            inside = (starts >= section.start - reach / 2) & (starts < section.end - reach / 2)
            allowed[inside] = [label is section.label for label in LABELS]
    if Fact.CUES in decided:
        of_kind = [[c.seconds for c in held.cues if c.kind is kind] for kind in CUES]
        cue = np.stack([marks(moments, starts, reach) for moments in of_kind], axis=1)
    unknown: dict[str, Any] = {
        "energy": np.full(bars, np.nan, dtype=np.float32),
        "activity": np.full((bars, 4), np.nan, dtype=np.float32),
    }
    return Truths(boundary=boundary, allowed=allowed, cue=cue, **unknown)


def blurred(rows: Tensor, random: np.random.Generator) -> Tensor:
    """With some columns unseen and noise on the others."""
    seen = torch.from_numpy(random.random((len(rows), 1, rows.shape[-1])) >= BLIND)
    return rows * seen.to(rows) + JITTER * torch.randn_like(rows)


def _asked(module: nn.Module, rows: Tensor, there: Tensor, source: int) -> Moments:
    """What an arranger says when a source's way of labelling is asked for."""
    asked = torch.full((len(rows),), source) if source else None
    said: Moments = module(rows, there, asked).moments
    return said
