"""How far people agree: Cohen's kappa, and the questions on which they do not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edmstudio.domain.suspicion import Decision, Kind, Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the questions that both answered.

    Attributes
    ----------
    kind : Kind
    both : int
        Questions that both answered.
    share : float
        Of them, those with the same answer.
    kappa : float
        Agreement beyond chance, 1 is perfect, 0 is chance (Cohen 1960).
    """

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


def agreements(first: Iterable[Decision], second: Iterable[Decision]) -> list[Agreement]:
    """Kappa of each kind of question that both reviewers answered."""
    ours, theirs = _answers(first), _answers(second)
    common = [question for question in ours if question in theirs]
    found = []
    for kind in Kind:
        asked = [q for q in common if ours[q].item.suspicion.kind is kind]
        if asked:
            mine = [_answer(ours[q]) for q in asked]
            other = [_answer(theirs[q]) for q in asked]
            same = sum(a == b for a, b in zip(mine, other, strict=True))
            found.append(Agreement(kind, len(asked), same / len(asked), kappa(mine, other)))
    return found


def disagreements(
    first: Iterable[Decision], second: Iterable[Decision]
) -> list[tuple[Decision, Decision]]:
    """Pairs of answers to one question that differ: these are worth a third look."""
    ours, theirs = _answers(first), _answers(second)
    pairs = [(ours[question], theirs[question]) for question in ours if question in theirs]
    return [(a, b) for a, b in pairs if _answer(a) != _answer(b)]


def _answers(decisions: Iterable[Decision]) -> dict[tuple[object, ...], Decision]:
    """The last answer to each question; track numbers differ between libraries, payloads do not."""
    return {d.item.suspicion.question: d for d in decisions if d.verdict is not Verdict.SKIP}


def _answer(decision: Decision) -> str:
    kept = decision.verdict is Verdict.KEEP
    return "keep" if kept else f"accept {decision.new}"
