"""Which of several candidates is kept: what costs more has to bring more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from edmstudio.domain.retraining import Level, Scores, Verdict
from edmstudio.learning.candidate import Candidate
from edmstudio.learning.heard import Heard
from edmstudio.learning.task_scores import overall

COSTLY = (Level.EAR, Level.DEEP)


def best(tried: Sequence[tuple[Candidate, Verdict]]) -> tuple[Candidate, Verdict]:
    """The last level that was found better than what was there, else what came nearest to it.

    Of costly levels only a few tracks can tell: where none is better, those that more tracks judged
    say why.
    """
    promoted = [each for each in tried if each[1].promoted]
    costly = [each for each in promoted if each[0].level in COSTLY]
    if costly:
        return costly[-1]
    light = [each for each in tried if each[0].level not in COSTLY]
    return max(promoted or light or tried, key=lambda each: each[1].gain)


def beside(
    verdict: Verdict, candidate: Candidate, rival: Candidate, heard: Sequence[Heard], what: str
) -> Verdict:
    """Refused where what costs more is no better than what costs less, on the same tracks."""
    mine, others = candidate.scores(heard), rival.scores(heard)
    gain = _mean(mine) - _mean({payload: others[payload] for payload in mine})
    if not verdict.promoted or gain > 0.0:
        return verdict
    reason = f"{what} {100 * gain:+.1f} points beside what costs less: that stays as it was."
    return replace(verdict, promoted=False, reason=reason.replace("-", "−"))


def grounded(verdict: Verdict, ground: Verdict) -> Verdict:
    """Refused where what it was built on lost something on more tracks than can judge it."""
    lost = [row for row in ground.rows if row.lost and not row.frozen]
    if not verdict.promoted or not lost or ground.tracks <= verdict.tracks:
        return verdict
    return replace(verdict, promoted=False, reason=ground.reason)


def _mean(scores: Mapping[str, Scores]) -> float:
    return sum(map(overall, scores.values())) / max(len(scores), 1)
