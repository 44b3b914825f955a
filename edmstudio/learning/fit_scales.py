"""How the witnesses of each doubt are to be weighed, learned from planted mistakes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Doubt
from edmstudio.learning.mistakes import planted
from edmstudio.review.asking import WITNESSES, judged_as, questions
from edmstudio.review.case import Case
from edmstudio.review.judge import USUAL, Scale
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
PLANTINGS, MOST_ROUNDS = 480, 4  # tracks with planted mistakes, and how often one of them may be
RIDGE = 5.0
STEPS, EXACT, STRIDE = 25, 1e-6, 2.0  # of Newton's method
CLEANINGS = 8
REACHED = (0.5, 0.6, 0.7, 0.8)  # shares of the planted mistakes that score above a threshold
USUAL_WEIGHT = 20.0  # labels that the usual share of mistakes counts for
LEAST, MOST = 0.002, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Witnesses of labels, shape (labels, witnesses), and which were made wrong."""

    nats: Floats
    wrong: Flags


def fit_scales(
    cases: Sequence[Case], lore: Lore, usual: Mapping[Doubt, Scale], seed: int = 0
) -> dict[Doubt, Scale]:
    """A scale for each doubt; the usual one where a library has too little to learn from."""
    found = dict(usual)
    held = _by_source(question for case in cases for question in questions(case, lore))
    for doubt, known in _examples(cases, lore, seed).items():
        if 0 < known.wrong.sum() < len(known.wrong) and held[doubt]:
            found[doubt] = fitted(known, held[doubt], usual[doubt])
    return found


def _by_source(asked: Iterable[Question]) -> dict[Doubt, dict[str, Floats]]:
    """Witnesses of the labels that hold, of each doubt and source."""
    rows: dict[Doubt, dict[str, list[tuple[float, ...]]]] = defaultdict(lambda: defaultdict(list))
    for question in asked:
        rows[judged_as(question.doubt)][question.source].append(question.nats)
    return {
        doubt: {source: np.array(rows[doubt][source]) for source in rows[doubt]}
        for doubt in WITNESSES
    }


def _examples(cases: Sequence[Case], lore: Lore, seed: int) -> dict[Doubt, Examples]:
    rounds = int(np.clip(PLANTINGS // max(len(cases), 1), 1, MOST_ROUNDS))
    rows: dict[Doubt, list[tuple[float, ...]]] = defaultdict(list)
    wrong: dict[Doubt, list[bool]] = defaultdict(list)
    for number in range(rounds):
        for case in cases[:PLANTINGS]:
            made = planted(case, np.random.default_rng([seed, number, int(case.track_id)]))
            for question in questions(made.case, lore):
                about = question.about()
                if not made.spoilt(about):
                    doubt = judged_as(question.doubt)
                    rows[doubt].append(question.nats)
                    wrong[doubt].append(made.wrong(about))
    return {doubt: Examples(np.array(rows[doubt]), np.array(wrong[doubt])) for doubt in rows}


def fitted(known: Examples, held: Mapping[str, Floats], usual: Scale) -> Scale:
    """Scale and shares together: labels that look wrong count less as examples of right ones.

    A library's labels are right and wrong ones mixed (Elkan and Noto, "Learning classifiers from
    only positive and unlabeled data", KDD 2008); here the positives are the planted mistakes.
    """
    sure = np.ones(len(known.wrong))
    everything = np.concatenate(list(held.values()))
    for _ in range(CLEANINGS):
        scale = _weighed(known, usual, sure)
        mistakes = scale.evidence(known.nats[known.wrong])
        general = share(scale.evidence(everything), mistakes, USUAL)
        odds = np.exp(np.clip(scale.evidence(known.nats), -30.0, 30.0)) * general / (1.0 - general)
        sure = np.where(known.wrong, 1.0, 1.0 / (1.0 + odds))
    shares = {name: share(scale.evidence(nats), mistakes, general) for name, nats in held.items()}
    return replace(scale, wrong={**shares, "": general})


def _weighed(known: Examples, usual: Scale, sure: Floats) -> Scale:
    """Logistic regression drawn towards the usual scale, wrong and right of the same mass."""
    nats, wrong = known.nats, known.wrong
    middle = np.average(nats[~wrong], axis=0, weights=sure[~wrong])
    spread = np.maximum(nats.std(axis=0), 1e-3)
    design = np.column_stack([(nats - middle) / spread, np.ones(len(nats))])
    start = np.append(usual.weights * spread, usual.bias + usual.weights @ middle)
    half = min(wrong.sum(), (~wrong).sum())
    mass = sure * np.where(wrong, half / wrong.sum(), half / sure[~wrong].sum())
    beta = _newton(design, wrong, mass, start)
    weights = beta[:-1] / spread
    return replace(usual, weights=weights, bias=float(beta[-1] - weights @ middle), middle=middle)


def _newton(design: Floats, wrong: Flags, mass: Floats, start: Floats) -> Floats:
    """The most probable weights under a Gaussian prior around `start`."""
    beta, ridge = start.copy(), RIDGE * np.eye(len(start))
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -30.0, 30.0)))
        slope = design.T @ (mass * (wrong - chance)) - ridge @ (beta - start)
        curve = (design * (mass * chance * (1.0 - chance))[:, None]).T @ design + ridge
        step = np.clip(np.linalg.solve(curve, slope), -STRIDE, STRIDE)
        beta = beta + step
        if np.abs(step).max() < EXACT:
            break
    return beta


def share(held: Floats, wrong: Floats, usual: float) -> float:
    """Share of wrong labels, by how many score as high as most planted mistakes do.

    No more labels can be wrong than lie where mistakes lie (Blanchard, Lee and Scott,
    "Semi-supervised novelty detection", JMLR 2010); mistakes of one cause lie together, so that
    several places are looked at. Part of what lies there is misheard, so the truth is taken half
    way, in logarithms, to what is usual.
    """
    found = []
    for reached in REACHED:
        above = float((held >= np.quantile(wrong, 1.0 - reached)).sum())
        seen = above + usual * USUAL_WEIGHT * reached
        found.append(seen / ((len(held) + USUAL_WEIGHT) * reached))
    return float(np.clip(np.sqrt(np.median(found) * USUAL), LEAST, MOST))
