"""A label that may be wrong, with what speaks for and against it, before anyone has judged it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log

from edmstudio.domain.suspicion import Doubt, Suspicion


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One label, and its witnesses.

    Attributes
    ----------
    doubt : Doubt
    source : str
        Who says what is in doubt.
    nats : tuple of float
        How strongly each witness of this doubt speaks against the label, negative for it; 0 where
        it has nothing to say. They are comparable between questions of one doubt only.
    told : tuple of str
        The same in words, "" for what is not worth telling.
    about : callable
        Makes the suspicion, without a score; its reason is the opening, to which the strongest
        witnesses are added. Of a hundred labels one is doubted: words are made for that one alone.
    """

    doubt: Doubt
    source: str
    nats: tuple[float, ...]
    told: tuple[str, ...]
    about: Callable[[], Suspicion]


def odds(against: float, label: float, floor: float = 1e-3) -> float:
    """Nats by which something is more probable than the label, both probabilities floored."""
    return log(max(against, floor)) - log(max(label, floor))


def clock(seconds: float) -> str:
    """A moment as reasons tell it, such as 1:25.16."""
    minutes, rest = divmod(round(seconds, 2), 60.0)
    return f"{int(minutes)}:{rest:05.2f}"


def logit(probability: float, floor: float = 0.02) -> float:
    """Log-odds of a probability that is never taken for certain."""
    bounded = min(max(probability, floor), 1.0 - floor)
    return odds(bounded, 1.0 - bounded)


def instead(before: float, after: float) -> str:
    """What leads from the label to another value: of most labels that are asked it is less likely.

    Audits ask about right labels too; of those nothing sounds otherwise.
    """
    return "it sounds like" if after > before else "the likeliest other is"


def bounded(value: float, limit: float) -> float:
    """Within `limit` of 0 on either side."""
    return min(max(value, -limit), limit)
