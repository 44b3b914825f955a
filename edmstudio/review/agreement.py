"""How far people agree: Cohen's kappa, and the questions on which they do not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from edmstudio.domain.suspicion import Decision, Kind, Purpose, Suspicion, Verdict
from edmstudio.review.dispute import dispute
from edmstudio.review.progress import standing

Question = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the questions that both answered.

    Attributes
    ----------
    first, second : str
        Their names.
    kind : Kind
    both : int
        Questions that both answered.
    share : float
        Of them, those with the same answer.
    kappa : float
        Agreement beyond chance, 1 is perfect, 0 is chance (Cohen 1960).
    """

    first: str
    second: str
    kind: Kind
    both: int
    share: float
    kappa: float


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa of two lines of answers; 1 where both gave one and the same answer to all."""
    if len(first) != len(second) or not first:
        raise ValueError("kappa needs answers of both to the same questions")
    total = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / total
    ours, theirs = Counter(first), Counter(second)
    chance = sum(ours[answer] * theirs[answer] for answer in ours) / total**2
    return 1.0 if chance >= 1.0 else (agreed - chance) / (1.0 - chance)


def agreements(decisions: Iterable[Decision]) -> list[Agreement]:
    """Kappa of each pair of reviewers and kind of question that both answered."""
    by_person = _answers(decisions)
    return [
        found
        for first, second in combinations(sorted(by_person), 2)
        for found in _between(first, second, by_person)
    ]


def _between(
    first: str, second: str, by_person: dict[str, dict[Question, Decision]]
) -> list[Agreement]:
    ours, theirs = by_person[first], by_person[second]
    common = [question for question in ours if question in theirs]
    found = []
    for kind in Kind:
        asked = [q for q in common if ours[q].item.suspicion.kind is kind]
        if asked:
            mine = [answer(ours[q]) for q in asked]
            other = [answer(theirs[q]) for q in asked]
            same = sum(a == b for a, b in zip(mine, other, strict=True))
            share, beyond = same / len(asked), kappa(mine, other)
            found.append(Agreement(first, second, kind, len(asked), share, beyond))
    return found


def disagreements(decisions: Iterable[Decision]) -> list[tuple[Decision, Decision]]:
    """Last answers of two reviewers to one question that differ, unless a third look settled it."""
    held = standing(list(decisions))
    settled = {d.item.suspicion.question for d in held if d.item.purpose is Purpose.DISPUTE}
    by_person = _answers(held)
    return [
        (ours, theirs[question])
        for first, second in combinations(sorted(by_person), 2)
        for theirs in (by_person[second],)
        for question, ours in by_person[first].items()
        if question in theirs
        and answer(ours) != answer(theirs[question])
        and dispute(ours, theirs[question]).question not in settled
    ]


def disputed(decisions: Iterable[Decision]) -> list[Suspicion]:
    """The questions of the disagreements, to be asked a third time; each once."""
    asked = {pair[0].item.suspicion.question: pair for pair in disagreements(decisions)}
    return [dispute(*pair) for pair in asked.values()]


def _answers(decisions: Iterable[Decision]) -> dict[str, dict[Question, Decision]]:
    """The last answer of each person to each question."""
    found: dict[str, dict[Question, Decision]] = defaultdict(dict)
    for decision in standing(list(decisions)):
        if decision.verdict is not Verdict.SKIP:
            found[decision.annotator][decision.item.suspicion.question] = decision
    return found


def answer(decision: Decision) -> str:
    """What a person said, the same for the same."""
    kept = decision.verdict is Verdict.KEEP
    return "keep" if kept else f"accept {decision.new}"
