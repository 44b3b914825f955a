"""What the arranger learns from one person: their tracks, and not to forget what it knew.

Their half of every batch asks for their way of labelling (the arranger's source). The other half
asks for ours, of tracks of the first training and of some that nobody corrected: there it is to
say what the arranger at the root of the line said (learning without forgetting, Li & Hoiem, ECCV
2016). Truth instead, of the few tracks that can be shipped, would be learned by heart. A pull
towards the weights that it began with holds the rest in place (L2-SP, Li et al. 2018).
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
from edmstudio.domain.cues import HEARD_KINDS
from edmstudio.learning.arranger_task import batched, blurred, drawn
from edmstudio.learning.losses import moment_costs
from edmstudio.learning.targets import LABELS, Truths, marks
from edmstudio.learning.token_corpus import Barred
from edmstudio.model.network import Moments

Floats = NDArray[np.float32]
MINE = 1  # the source of the person's labels
SAID = {"label": 0.4, "boundary": 1.0, "cue": 0.6, "energy": 1.0}  # weights of what was said before


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A track of which has to be said what an arranger said of it.

    Attributes
    ----------
    rows : ndarray, shape (bars, columns)
        As the ear hears the bars over which is learned.
    label, boundary, cue, energy : Tensor, shapes (bars, 10), (bars,), (bars, 7), (bars,)
        Logits.
    """

    rows: Floats
    label: Tensor
    boundary: Tensor
    cue: Tensor
    energy: Tensor


@dataclass(frozen=True, slots=True)
class TuningTask:
    """Batches of whole tracks.

    Attributes
    ----------
    mine : sequence of tuple of Barred
        The person's tracks, each in its variations.
    said : sequence of Said
        What must not be forgotten.
    anchor : mapping of str to Tensor
        The weights that are pulled towards.
    pull : float
    tracks, before : int
        Of the person, and of what was said before, in a batch.
    longest : int
        Bars of a track at most; of longer ones a stretch is taken.
    """

    mine: Sequence[tuple[Barred, ...]]
    said: Sequence[Said] = ()
    anchor: Mapping[str, Tensor] = field(default_factory=dict)
    pull: float = 1e-3
    tracks: int = 3
    before: int = 2
    longest: int = 128

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        mine = [drawn(self.mine, self.longest, random) for _ in range(self.tracks)]
        costs = _taught(module, mine, MINE, random)
        if self.said:
            costs["said before"] = self._forgotten(module, random)
        if self.pull and self.anchor:
            costs["pull"] = self.pull * pulled(module, self.anchor)
        return costs

    def _forgotten(self, module: nn.Module, random: np.random.Generator) -> Tensor:
        places = random.choice(len(self.said), self.before)
        return torch.stack([self._apart(module, self.said[n], random) for n in places]).mean()

    def _apart(self, module: nn.Module, held: Said, random: np.random.Generator) -> Tensor:
        start = int(random.integers(max(len(held.rows) - self.longest, 0) + 1))
        bars = slice(start, start + self.longest)
        rows = torch.from_numpy(held.rows[bars])[None]
        now = _asked(module, blurred(rows, random), torch.ones(rows.shape[:2]) > 0, 0)
        return said_again(now, held, bars)


def _taught(
    module: nn.Module, tracks: Sequence[Barred], source: int, random: np.random.Generator
) -> dict[str, Tensor]:
    """Cost of what is said of whole tracks, their labels being a source's."""
    rows, there, truth = batched(tracks, "cpu")
    said = _asked(module, blurred(rows, random), there, source)
    return moment_costs(said, truth, reach=0)


def said_again(now: Moments, held: Said, bars: slice) -> Tensor:
    """How far it is from what was said before: cross-entropies with that as the soft truth."""
    apart = functional.binary_cross_entropy_with_logits
    costs = {
        "label": functional.cross_entropy(now.label[0], held.label[bars].softmax(dim=-1)),
        "boundary": apart(now.boundary[0], held.boundary[bars].sigmoid()),
        "cue": apart(now.cue[0], held.cue[bars].sigmoid()),
        "energy": apart(now.energy[0], held.energy[bars].sigmoid()),
    }
    return torch.stack([SAID[head] * cost for head, cost in costs.items()]).sum()


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
    cue = np.full((bars, len(HEARD_KINDS)), np.nan, dtype=np.float32)
    if Fact.SECTIONS in decided and held.sections:
        boundary = marks([section.start for section in held.sections[1:]], starts, reach)
        for section in held.sections:
            inside = (starts >= section.start - reach / 2) & (starts < section.end - reach / 2)
            allowed[inside] = [label is section.label for label in LABELS]
    if Fact.CUES in decided:
        of_kind = [[c.seconds for c in held.cues if c.kind is kind] for kind in HEARD_KINDS]
        cue = np.stack([marks(moments, starts, reach) for moments in of_kind], axis=1)
    unknown: dict[str, Any] = {
        "energy": np.full(bars, np.nan, dtype=np.float32),
        "activity": np.full((bars, 4), np.nan, dtype=np.float32),
    }
    return Truths(boundary=boundary, allowed=allowed, cue=cue, **unknown)


def _asked(module: nn.Module, rows: Tensor, there: Tensor, source: int) -> Moments:
    """What an arranger says when a source's way of labelling is asked for."""
    asked = torch.full((len(rows),), source) if source else None
    said: Moments = module(rows, there, asked).moments
    return said
