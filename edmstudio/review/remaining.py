"""How many wrong labels remain: what the judge expects, put right by questions drawn by chance.

The audits are a sample with known chances, so that the judge's expectation can be scaled to what
people really answered (the ratio estimator of survey sampling; Särndal, Swensson and Wretman,
"Model Assisted Survey Sampling", 1992). Nothing depends on the judge being well calibrated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from edmstudio.domain.suspicion import Decision, Purpose, QueueItem, Verdict

CONFIDENT = 1.96  # standard errors of a 95 % interval
PRIOR = 1.0  # audits that count before any was answered, as the judge expects them


@dataclass(frozen=True, slots=True)
class Share:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> "Share":
        """Of something as large."""
        return Share(self.value * factor, self.low * factor, self.high * factor)


def remaining(
    decisions: Iterable[Decision], waiting: Iterable[QueueItem], *, expected: float
) -> Share | None:
    """Wrong labels that nobody has put right yet; None before an audit was answered.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand.
    waiting : iterable of QueueItem
    expected : float
        How many labels outside the doubts the judge expects to be wrong.
    """
    held = [d for d in decisions if d.verdict in (Verdict.ACCEPT, Verdict.KEEP)]
    audits = [d for d in held if d.item.purpose is Purpose.AUDIT]
    if not audits:
        return None
    rest = _ratio(audits).times(expected)
    doubts = _ratio([d for d in held if d.item.purpose is Purpose.DOUBT]).times(
        sum(item.suspicion.score for item in waiting if item.purpose is Purpose.DOUBT)
    )
    return Share(rest.value + doubts.value, rest.low + doubts.low, rest.high + doubts.high)


def _ratio(answered: Sequence[Decision]) -> Share:
    """Wrong labels among those drawn over what was expected, each counted by its chance."""
    weights = [1.0 / max(d.item.chance, 1e-6) for d in answered]
    chances = [d.item.suspicion.score for d in answered]
    wrong = [float(d.verdict is Verdict.ACCEPT) for d in answered]
    hoped = sum(w * p for w, p in zip(weights, chances, strict=True))
    prior = PRIOR * (hoped / max(sum(chances), 1e-9) if answered else 1.0)
    found = sum(w * y for w, y in zip(weights, wrong, strict=True))
    ratio = (found + prior) / (hoped + prior)
    apart = [(w * (y - ratio * p)) ** 2 for w, y, p in zip(weights, wrong, chances, strict=True)]
    spread = CONFIDENT * sqrt(sum(apart) + prior**2) / (hoped + prior)
    return Share(ratio, max(ratio - spread, 0.0), ratio + spread)
