"""From witnesses to the probability that a label is wrong, comparable between all doubts.

Each doubt has a logistic scale of its witnesses, fitted on labels in which mistakes were planted
(`learning.judging`), and a share of wrong labels for each source, by which its odds are moved
(Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori
probabilities", Neural Computation 2002).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.asking import judged_as, questions
from edmstudio.review.case import Case
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question

Floats = NDArray[np.float64]
USUAL = 0.05  # share of wrong labels before any was seen
TOLD = 2  # witnesses that a reason names
WORTH_TELLING = 0.3  # nats


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """How the witnesses of one doubt are weighed.

    Attributes
    ----------
    weights : ndarray, shape (witnesses,)
        Nats a nat.
    bias : float
        Where as many labels are wrong as right.
    middle : ndarray, shape (witnesses,)
        What the witnesses say of right labels on average: from there on they tell something.
    wrong : mapping of source to float
        Share of wrong labels, "" for sources that are not named.
    """

    weights: Floats
    bias: float
    middle: Floats
    wrong: Mapping[str, float] = field(default_factory=dict)

    def share(self, source: str) -> float:
        """Share of a source's labels that are wrong in this way."""
        return self.wrong.get(source, self.wrong.get("", USUAL))

    def evidence(self, nats: Floats) -> Floats:
        """Log likelihood ratio of being wrong, shape (questions,)."""
        return np.asarray(nats @ self.weights + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """All that is needed to judge a track anew: plain numbers, no cleanlab."""

    lore: Lore
    scales: Mapping[Doubt, Scale]

    def suspicions(self, case: Case) -> list[Suspicion]:
        """Every label of a track with the probability that it is wrong, and why."""
        asked = questions(case, self.lore)
        return [self.told(*each) for each in zip(asked, self.scores(asked).tolist(), strict=True)]

    def scores(self, asked: Sequence[Question]) -> Floats:
        """Probabilities that the labels are wrong, shape (questions,)."""
        places: dict[Doubt, list[int]] = defaultdict(list)
        for place, question in enumerate(asked):
            places[judged_as(question.doubt)].append(place)
        odds = np.zeros(len(asked))
        for doubt, rows in places.items():
            odds[rows] = _odds([asked[row] for row in rows], self.scales[doubt])
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))

    def told(self, question: Question, score: float) -> Suspicion:
        """One of them with its probability and its whole reason."""
        scale = self.scales[judged_as(question.doubt)]
        against = scale.weights * (np.array(question.nats) - scale.middle)
        about = question.about()
        reason = _reason(about.reason, question.told, against.tolist())
        return replace(about, score=score, reason=reason)


def _odds(asked: Sequence[Question], scale: Scale) -> Floats:
    """Of one scale, all at once."""
    nats = np.array([question.nats for question in asked])
    shares = np.array([scale.share(question.source) for question in asked])
    return np.asarray(scale.evidence(nats) + np.log(shares / (1.0 - shares)))


def _reason(opening: str, told: Sequence[str], against: Sequence[float]) -> str:
    """The opening, and the witnesses that speak loudest against the label."""
    telling = [i for i, nats in enumerate(against) if nats >= WORTH_TELLING and told[i]]
    loudest = sorted(telling, key=lambda i: -against[i])[:TOLD]
    return "; ".join([opening, *(told[i] for i in loudest)]) + "."
