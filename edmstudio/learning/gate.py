"""Whether a new checkpoint may take the old one's place: better on average, worse nowhere.

Scores are of corrected tracks that the checkpoint did not train on, and of a frozen set of rendered
tracks that no checkpoint ever trains on. What is refused is told in plain words with the figures.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from edmstudio.domain.retraining import POINT, TASKS, Row, Scores, Verdict
from edmstudio.learning.task_scores import mean_scores, overall
from edmstudio.metrics.intervals import paired

DOUBT = 0.2  # probability of being worse from which nothing is promoted
STRANGE, SEVERAL = 0.35, 3  # mean score over so many kinds of facts below which nothing is believed


def judge(
    before: Mapping[str, Scores],
    after: Mapping[str, Scores],
    frozen_before: Mapping[str, Scores] | None = None,
    frozen_after: Mapping[str, Scores] | None = None,
) -> Verdict:
    """Compare the scores of the same tracks, each by its name."""
    both = sorted(before.keys() & after.keys())
    rows = compared(before, after)
    rows += compared(frozen_before or {}, frozen_after or {}, frozen=True)
    if not both or not any(before[name] for name in both):
        return Verdict(False, "There is no corrected track to check a new model on.", tuple(rows))
    gains = [overall(after[name]) - overall(before[name]) for name in both]
    worse = 1.0 - paired(gains, np.zeros(len(gains))).better
    old, new = (mean_scores([side[name] for name in both]) for side in (before, after))
    gain = overall(new) - overall(old)
    if _strange(new):
        fits = f"{100 * overall(new):.0f} %"
        reason = (
            f"Hardly anything of what was corrected fits what is heard in these tracks ({fits}): "
            "nothing is learned from it, the old model stays."
        )
        return Verdict(False, reason, tuple(rows), round(worse, 4), len(both), round(gain, 4))
    lost = [row for row in rows if row.lost]
    promoted = gain > 0.0 and worse < DOUBT and not lost
    reason = _reason(rows, lost, promoted=promoted, worse=worse, gain=gain)
    return Verdict(promoted, reason, tuple(rows), round(worse, 4), len(both), round(gain, 4))


def _strange(scores: Scores) -> bool:
    """Whether what a person says of many kinds of facts has nothing to do with the sound.

    The middle of what is said at random is nearer to it than anything that is heard: better, and
    yet nothing to be learned. Of one kind alone a person may say what nobody else would.
    """
    kinds = {TASKS[task][0] for task in scores}
    return len(kinds) >= SEVERAL and overall(scores) < STRANGE


def compared(
    before: Mapping[str, Scores], after: Mapping[str, Scores], *, frozen: bool = False
) -> list[Row]:
    """A row for every task that any track has on both sides."""
    rows = []
    for task in TASKS:
        names = [n for n in sorted(before.keys() & after.keys()) if task in before[n]]
        names = [name for name in names if task in after[name]]
        if not names:
            continue
        old, new = ([side[name][task] for name in names] for side in (before, after))
        apart = paired(new, old)
        rows.append(
            Row(
                task, float(np.mean(old)), float(np.mean(new)), apart.difference.low,
                apart.difference.high, 1.0 - apart.better, len(names), frozen,
            )
        )  # fmt: skip
    return rows


def _reason(
    rows: Sequence[Row], lost: Sequence[Row], *, promoted: bool, worse: float, gain: float
) -> str:
    mine = sorted((row for row in rows if not row.frozen), key=lambda row: -row.points)
    better = [row for row in mine if row.points >= 0.1]
    said = _listed(better[:4]) if better else f"On average {_points(gain)} points"
    if promoted:
        down = [row for row in rows if row.after < row.before - POINT]
        rest = "nothing became worse by more than a point"
        rest = f"{_listed(down)} may be chance" if down else rest
        return f"{said}; {rest}."
    if lost:
        where = _listed(lost)
        so = f"{said}, but {where}" if better else where
        return f"{so}: the old model stays."
    if gain <= 0.0:
        return (
            f"On tracks that it had not seen it is no better ({_points(gain)} points on "
            "average): the old model stays."
        )
    return (
        f"{said}, but with {100 * worse:.0f} % probability that is chance: the old model stays. "
        "More corrected tracks would tell."
    )


def _listed(rows: Sequence[Row]) -> str:
    """Such as "Cues +21.3, section labels −4.0 points"."""
    parts = [
        f"{row.title}{' on the frozen set' if row.frozen else ''} {_points(row.after - row.before)}"
        for row in rows
    ]
    text = f"{', '.join(parts)} points"
    return text[0].upper() + text[1:]


def _points(gain: float) -> str:
    """Hundredths, as many decimals as it takes to see that they are not nothing."""
    return f"{100 * gain:+.{1 if abs(gain) >= 0.001 else 2}f}".replace("-", "−")
