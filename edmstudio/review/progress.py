"""How fast a review goes, how many errors remain, and when to stop or to retrain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from edmstudio.domain.suspicion import Decision, Purpose, QueueItem, Verdict
from edmstudio.review.remaining import Share, remaining

RECENT = 50  # decisions whose yield says whether it is still worth it
WORTHWHILE = 0.1  # share of accepted doubts below which a review may stop
ENOUGH_TO_LEARN = 25  # corrections from which a retraining is worth its minute


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
        Share of all labels that are still wrong, None before a question drawn by chance was
        answered.
    remaining : Share or None
        How many labels that is.
    consistency : float or None
        Share of repeated questions that got the same answer.
    corrections_to_learn : int
        Corrections that the current checkpoint has not learned from.
    stop, retrain : bool
        Advice.
    """

    decisions: int
    corrections: int
    an_hour: float
    median_seconds: float
    recent: float | None
    wrong: Share | None
    remaining: Share | None
    consistency: float | None
    corrections_to_learn: int
    stop: bool
    retrain: bool


def progress(
    decisions: Sequence[Decision],
    waiting: Sequence[QueueItem],
    *,
    labels: int,
    expected: float,
    corrections_to_learn: int = 0,
) -> Progress:
    """Judge a line of decisions, oldest first, and what still waits.

    Parameters
    ----------
    labels : int
        How many labels the library has that nobody has settled.
    expected : float
        How many of them that are not doubted are expected to be wrong.
    corrections_to_learn : int
        Corrections, here or anywhere, since the current checkpoint was made.
    """
    held = standing(decisions)
    answered = [d for d in held if d.verdict is not Verdict.SKIP]
    timed = [d.seconds for d in answered if d.seconds > 0.0]
    doubts = [d for d in answered if d.item.purpose is Purpose.DOUBT][-RECENT:]
    recent = _accepted(doubts) if len(doubts) >= RECENT else None
    left = remaining(answered, waiting, expected=expected)
    return Progress(
        decisions=len(answered),
        corrections=sum(d.verdict is Verdict.ACCEPT for d in answered),
        an_hour=3600.0 * len(timed) / sum(timed) if timed else 0.0,
        median_seconds=median(timed) if timed else 0.0,
        recent=recent,
        wrong=None if left is None else left.times(1.0 / max(labels, 1)),
        remaining=left,
        consistency=_consistency(answered),
        corrections_to_learn=corrections_to_learn,
        stop=recent is not None and recent < WORTHWHILE,
        retrain=corrections_to_learn >= ENOUGH_TO_LEARN,
    )


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Without the answers that were taken back, and without the taking back.

    Numbers of items are those of one library; who takes what back is told by person and question.
    """
    held: list[Decision] = []
    for decision in decisions:
        if decision.verdict is not Verdict.BACK:
            held.append(decision)
            continue
        mine = [d for d in held if _same(d, decision)]
        batch = mine[-1].batch if mine else ""
        held = [d for d in held if not _same(d, decision) and not (batch and d.batch == batch)]
    return held


def _same(one: Decision, other: Decision) -> bool:
    questions = one.item.suspicion.question, other.item.suspicion.question
    return one.annotator == other.annotator and questions[0] == questions[1]


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
