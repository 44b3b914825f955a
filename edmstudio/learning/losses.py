"""How far an answer is from the truth, head by head; what is not known costs nothing."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from edmstudio.learning.targets import Truths
from edmstudio.model.network import Moments

WEIGHTS = {"boundary": 0.5, "label": 0.2, "cue": 0.3, "energy": 1.0, "activity": 0.1}
RARE = {"boundary": 12.0, "cue": 12.0}  # how much more a mark counts than its absence


def moment_costs(said: Moments, truth: Truths, *, reach: int) -> dict[str, Tensor]:
    """Weighted cost of every head that speaks of moments; marks may be `reach` rows off."""
    cue = [
        tolerant(said.cue[..., kind], truth.cue[..., kind], reach=reach, weight=RARE["cue"])
        for kind in range(said.cue.shape[-1])
    ]
    costs = {
        "boundary": tolerant(said.boundary, truth.boundary, reach=reach, weight=RARE["boundary"]),
        "label": partial_label(said.label, truth.allowed),
        "cue": torch.stack(cue).mean(),
        "energy": known(functional.mse_loss, torch.sigmoid(said.energy), truth.energy),
        "activity": known(
            functional.binary_cross_entropy_with_logits, said.activity, truth.activity
        ),
    }
    return {name: WEIGHTS[name] * cost for name, cost in costs.items()}


def tolerant(logits: Tensor, marks: Tensor, *, reach: int, weight: float) -> Tensor:
    """Cross-entropy that forgives a mark which is `reach` frames off (Beat This!).

    A mark asks for one high frame within its reach; the frames around it are not asked to be low.
    """
    there = ~marks.isnan()
    marks = marks.nan_to_num(0.0)
    if not reach:
        cost = functional.softplus(-logits) * marks * weight + functional.softplus(logits) * (
            1.0 - marks
        )
        return (cost * there).sum() / there.sum().clamp(min=1)
    size = 2 * reach + 1
    nearby = functional.max_pool1d(logits.unsqueeze(1), size, 1, reach).squeeze(1)
    wide = functional.max_pool1d(marks.unsqueeze(1), 2 * size - 1, 1, size - 1).squeeze(1)
    hit = functional.softplus(-nearby) * marks * weight
    calm = functional.softplus(logits) * (1.0 - wide)
    return ((hit + calm) * there).sum() / there.sum().clamp(min=1)


def partial_label(logits: Tensor, allowed: Tensor) -> Tensor:
    """−log of the probability of all labels that the source may have meant, where it said any."""
    said = ~allowed.all(dim=-1)
    chosen = torch.logsumexp(logits.masked_fill(~allowed, -1e4), dim=-1)
    cost = torch.logsumexp(logits, dim=-1) - chosen
    return (cost * said).sum() / said.sum().clamp(min=1)


def known(loss: Callable[[Tensor, Tensor], Tensor], logits: Tensor, values: Tensor) -> Tensor:
    """A loss over what is not NaN."""
    there = ~values.isnan()
    if not there.any():
        return logits.sum() * 0.0
    return torch.as_tensor(loss(logits[there], values[there]))
