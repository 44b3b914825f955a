"""How well an order of labels brings the wrong ones to the front."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Doubt, Suspicion
from tests.bench._planting import KINDS, Label, Planted

COUNTS = (20, 50)
TENTH = 10
BEATS, LEVELS = 5.0, 1.0  # ms and levels by which labels that are right differ


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Labels of one planting with a score each, and which of them are wrong."""

    labels: tuple[Label, ...]
    scores: NDArray[np.float64]
    wrong: NDArray[np.bool_]

    def of(self, kind: str) -> "Scored":
        """Those of one kind."""
        here = np.array([label.kind == kind for label in self.labels], dtype=np.bool_)
        labels = tuple(label for label in self.labels if label.kind == kind)
        return Scored(labels, self.scores[here], self.wrong[here])

    def figures(self) -> dict[str, float]:
        """Precision, share found in a tenth, and the chance that a wrong one is before a right."""
        order = np.argsort(-self.scores, kind="stable")
        said = {f"precision@{n}": float(self.wrong[order[:n]].mean()) for n in COUNTS}
        looked = order[: max(len(order) // TENTH, 1)]
        said["found_in_10pct"] = float(self.wrong[looked].sum() / max(self.wrong.sum(), 1))
        if 0 < self.wrong.sum() < len(self.wrong):
            said["auroc"] = auroc(self.scores, self.wrong)
        return said


def scored(scores: Mapping[Label, float], plant: Planted) -> Scored:
    """All labels that could be wrong, and what is asked about beside them; 0 for no doubt."""
    chance = np.random.default_rng(0)  # ties must not be broken by the order of planting
    labels = sorted({*plant.labels, *scores}, key=repr)
    labels = [labels[i] for i in chance.permutation(len(labels))]
    return Scored(
        tuple(labels),
        np.array([scores.get(label, 0.0) for label in labels]),
        np.array([label in plant.wrong for label in labels], dtype=np.bool_),
    )


def by_kind(plantings: Sequence[Scored]) -> dict[str, float]:
    """Means over plantings, of each kind of label."""
    figures: dict[str, list[float]] = {}
    for planting in plantings:
        for kind in KINDS:
            of_kind = planting.of(kind)
            if of_kind.wrong.any():
                for name, value in of_kind.figures().items():
                    figures.setdefault(f"{name}_{kind}", []).append(value)
    return {name: mean(values) for name, values in figures.items()}


def pooled(plantings: Sequence[Scored]) -> dict[str, float]:
    """Of each kind with all plantings taken as one library."""
    whole = Scored(
        tuple(label for each in plantings for label in each.labels),
        np.concatenate([each.scores for each in plantings]),
        np.concatenate([each.wrong for each in plantings]),
    )
    found = {kind: whole.of(kind) for kind in KINDS}
    return {
        f"{name}_{kind}": value
        for kind, each in found.items()
        if each.wrong.any()
        for name, value in each.figures().items()
    } | {f"planted_{kind}": float(each.wrong.sum()) for kind, each in found.items()}


def precision(labels: Iterable[Label | None], plant: Planted, count: int) -> float:
    """Share of wrong ones among the first labels of a queue."""
    first = [label for label in dict.fromkeys(labels) if label is not None][:count]
    return mean(label in plant.wrong for label in first) if first else 0.0


def auroc(scores: NDArray[np.float64], wrong: NDArray[np.bool_]) -> float:
    """Chance that a wrong label has the higher score; ties count half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[place]
    count = int(wrong.sum())
    return float((ranks[wrong].sum() - count * (count + 1) / 2) / (count * (len(wrong) - count)))


def confidence(suspicion: Suspicion) -> float:
    """Plain confidence ranking: how little the model alone believes in the label, in nats."""
    said = {name: float(v) for name, v in suspicion.figures if isinstance(v, float)}
    match suspicion.doubt:
        case Doubt.OFFSET:
            return _apart((said["offset ms"] - said["usual ms"]) / BEATS)
        case Doubt.TEMPO:
            return _apart(said["drift ms"] / BEATS)
        case Doubt.ENERGY:
            return _apart((float(suspicion.label) - said["heard"]) / LEVELS)
        case Doubt.CUE_MISSING:
            return -log(max(1.0 - said["p suggested"], 1e-6))
        case Doubt.HALF_BEAT | Doubt.BAR_PHASE | Doubt.PHRASE_PHASE:
            here, there = said["heard label"], said["heard suggested"]
            return -log(max(here, 1e-3) / max(here + there, 1e-3))
        case _:
            return -log(max(said["p label"], 1e-6))


def _apart(times: float) -> float:
    return log(1.0 + times**2)
