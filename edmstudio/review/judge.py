"""From witnesses to the probability that a label is wrong, comparable between all doubts.

Each doubt has a logistic scale of its witnesses, fitted on labels in which mistakes were planted
(`learning.judging`), and a share of wrong labels for each source, by which its odds are moved
(Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori
probabilities", Neural Computation 2002).
"""

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
        return self.judged(questions(case, self.lore))

    def judged(self, asked: Sequence[Question]) -> list[Suspicion]:
        """Questions with their probabilities and whole reasons, in the order given."""
        return [self._judged(question) for question in asked]

    def _judged(self, question: Question) -> Suspicion:
        about = question.about
        scale = self.scales[judged_as(about.doubt)]
        share = scale.share(about.source)
        score = float(scale.evidence(np.array(question.nats))) + np.log(share / (1.0 - share))
        return replace(
            about, score=float(1.0 / (1.0 + np.exp(-score))), reason=_reason(question, scale)
        )


def _reason(question: Question, scale: Scale) -> str:
    """The opening, and the witnesses that speak loudest against the label."""
    said = scale.weights * (np.array(question.nats) - scale.middle)
    loudest = [i for i in np.argsort(-said) if question.told[i] and said[i] >= WORTH_TELLING]
    return "; ".join([question.about.reason, *(question.told[i] for i in loudest[:TOLD])]) + "."
