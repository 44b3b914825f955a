"""How fast a review goes, how many errors remain, and when to stop or to retrain."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from edmstudio.domain.suspicion import Decision, Purpose, Verdict

RECENT = 50  # decisions whose yield says whether it is still worth it
WORTHWHILE = 0.1  # share of accepted doubts below which a review may stop
ENOUGH_TO_LEARN = 25  # corrections from which a retraining is worth its minute
CONFIDENT = 1.96  # standard errors of a 95 % interval


@dataclass(frozen=True, slots=True)
class Share:
    """An estimated share with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a review stands.

    Attributes
    ----------
    decisions, corrections : int
        Questions answered, and those that changed something.
    an_hour : float
        Decisions an hour of the person's own time, 0 before any was timed.
    median_seconds : float
    recent : float or None
        Share of the last doubts that were right, None before there were enough.
    wrong : Share or None
        Share of all labels that are wrong, by the questions drawn by chance.
    remaining : float or None
        Wrong labels that are still there, of those nobody has looked at.
    consistency : float or None
        Share of repeated questions that got the same answer.
    stop, retrain : bool
        Advice.
    """

    decisions: int
    corrections: int
    an_hour: float
    median_seconds: float
    recent: float | None
    wrong: Share | None
    remaining: float | None
    consistency: float | None
    stop: bool
    retrain: bool


def progress(decisions: Sequence[Decision], *, unseen: int, since_training: int = 0) -> Progress:
    """Judge a line of decisions, oldest first.

    Parameters
    ----------
    unseen : int
        Labels that nobody has been asked about.
    since_training : int
        Decisions that an earlier training has learned from already.
    """
    decisions = standing(decisions)
    answered = [d for d in decisions if d.verdict is not Verdict.SKIP]
    timed = [d.seconds for d in answered if d.seconds > 0.0]
    doubts = [d for d in answered if d.item.purpose is Purpose.DOUBT][-RECENT:]
    recent = _accepted(doubts) if len(doubts) >= RECENT else None
    audits = [d for d in answered if d.item.purpose is Purpose.AUDIT]
    wrong = wilson(sum(d.verdict is Verdict.ACCEPT for d in audits), len(audits))
    fresh = [d for d in decisions[since_training:] if d.verdict is Verdict.ACCEPT]
    return Progress(
        decisions=len(answered),
        corrections=sum(d.verdict is Verdict.ACCEPT for d in answered),
        an_hour=3600.0 * len(timed) / sum(timed) if timed else 0.0,
        median_seconds=median(timed) if timed else 0.0,
        recent=recent,
        wrong=wrong,
        remaining=None if wrong is None else wrong.value * unseen,
        consistency=_consistency(answered),
        stop=recent is not None and recent < WORTHWHILE,
        retrain=len(fresh) >= ENOUGH_TO_LEARN,
    )


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Without the answers that were taken back, and without the taking back."""
    held: list[Decision] = []
    for decision in decisions:
        if decision.verdict is not Verdict.BACK:
            held.append(decision)
            continue
        taken = {decision.item.item_id}
        batch = next((d.batch for d in reversed(held) if d.item.item_id in taken), "")
        held = [d for d in held if d.item.item_id not in taken and not (batch and d.batch == batch)]
    return held


def wilson(hits: int, count: int) -> Share | None:
    """A share with Wilson's interval, which stays honest for few questions."""
    if not count:
        return None
    share, square = hits / count, CONFIDENT**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    spread = sqrt(share * (1 - share) / count + square / (4 * count**2))
    half = CONFIDENT * spread / (1 + square / count)
    return Share(share, max(centre - half, 0.0), min(centre + half, 1.0))


def _accepted(decisions: Sequence[Decision]) -> float:
    return sum(d.verdict is Verdict.ACCEPT for d in decisions) / len(decisions)


def _consistency(decisions: Sequence[Decision]) -> float | None:
    """Of the repeated questions, how many were answered as before."""
    before: dict[object, Verdict] = {}
    same = []
    for decision in decisions:
        question = decision.item.suspicion.question
        if decision.item.purpose is Purpose.REPEAT and question in before:
            same.append(before[question] is decision.verdict)
        before[question] = decision.verdict
    return sum(same) / len(same) if same else None
