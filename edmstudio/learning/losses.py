"""How far the network's answer is from the truth, head by head; what is not known costs nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from edmstudio.model.network import Heard


@dataclass(frozen=True, slots=True)
class Batch:
    """Targets of several crops; NaN, all-true rows and −1 mean unknown.

    Shapes as in `Heard`; ``allowed`` (batch, slow, 10) is bool, ``key`` (batch,) int.
    """

    beat: Tensor
    downbeat: Tensor
    boundary: Tensor
    allowed: Tensor
    cue: Tensor
    energy: Tensor
    activity: Tensor
    key: Tensor


WEIGHTS = {
    "beat": 1.0,
    "downbeat": 1.0,
    "boundary": 0.5,
    "label": 0.2,
    "cue": 0.3,
    "energy": 1.0,
    "activity": 0.1,
    "key": 0.1,
}


def losses(heard: Heard, batch: Batch) -> dict[str, Tensor]:
    """One mean loss a head."""
    return {
        "beat": tolerant(heard.beat, batch.beat, reach=1, weight=8.0),
        "downbeat": tolerant(heard.downbeat, batch.downbeat, reach=1, weight=24.0),
        "boundary": tolerant(heard.boundary, batch.boundary, reach=1, weight=12.0),
        "label": partial_label(heard.label, batch.allowed),
        "cue": torch.stack(
            [
                tolerant(heard.cue[..., kind], batch.cue[..., kind], reach=1, weight=12.0)
                for kind in range(heard.cue.shape[-1])
            ]
        ).mean(),
        "energy": _known(functional.mse_loss, torch.sigmoid(heard.energy), batch.energy),
        "activity": _known(
            functional.binary_cross_entropy_with_logits, heard.activity, batch.activity
        ),
        "key": _key(heard.key, batch.key),
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()


def tolerant(logits: Tensor, marks: Tensor, *, reach: int, weight: float) -> Tensor:
    """Cross-entropy that forgives a mark which is `reach` frames off (Beat This!).

    A mark asks for one high frame within its reach; the frames around it are not asked to be low.
    """
    known = ~marks.isnan()
    marks = marks.nan_to_num(0.0)
    size = 2 * reach + 1
    nearby = functional.max_pool1d(logits.unsqueeze(1), size, 1, reach).squeeze(1)
    wide = functional.max_pool1d(marks.unsqueeze(1), 2 * size - 1, 1, size - 1).squeeze(1)
    hit = functional.softplus(-nearby) * marks * weight
    calm = functional.softplus(logits) * (1.0 - wide)
    return ((hit + calm) * known).sum() / known.sum().clamp(min=1)


def partial_label(logits: Tensor, allowed: Tensor) -> Tensor:
    """−log of the probability of all labels that the source may have meant, where it said any."""
    said = ~allowed.all(dim=-1)
    chosen = torch.logsumexp(logits.masked_fill(~allowed, -1e4), dim=-1)
    cost = torch.logsumexp(logits, dim=-1) - chosen
    return (cost * said).sum() / said.sum().clamp(min=1)


def _known(loss: Callable[[Tensor, Tensor], Tensor], logits: Tensor, values: Tensor) -> Tensor:
    known = ~values.isnan()
    if not known.any():
        return logits.sum() * 0.0
    return torch.as_tensor(loss(logits[known], values[known]))


def _key(logits: Tensor, keys: Tensor) -> Tensor:
    if (keys < 0).all():
        return logits.sum() * 0.0
    return functional.cross_entropy(logits, keys, ignore_index=-1, label_smoothing=0.05)
