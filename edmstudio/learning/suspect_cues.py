"""Cues that may be wrong: doubtful, in the wrong place, of another kind, or missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.bar_rows import bar_rows
from edmstudio.learning.held_out import held_out
from edmstudio.learning.marks import bar_of, home, moved, stray, wrongness
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
KINDS = tuple(CueKind)
REACH = 8  # bars within which a better place is sought
WORTH_MOVING = 0.4  # probability of a cue from which a place is offered instead
TO_HEAR = 4.0  # seconds before and behind a cue
LIKELY = 0.1  # probability from which an unmarked bar may miss a cue
KIND_WRONG = 0.1  # share of right places under a wrong kind before any was seen


@dataclass(frozen=True, slots=True, eq=False)
class _Marked:
    """The cues of one case on its bars; `probs` is of shape (bars, 1 + kinds), none first."""

    case: Case
    lag: int
    bars: dict[int, int]
    probs: Floats

    @property
    def any(self) -> Floats:
        """That there is a cue, shape (bars,)."""
        return np.asarray(1.0 - self.probs[:, 0])


def suspect_cues(cases: Sequence[Case]) -> list[Suspicion]:
    """Suspicions about the cues that hold, where programs or people set them."""
    asked = [case for case in cases if case.doubts(Fact.CUES) and _labelled(case)]
    marked = _marked(asked)
    return [*_doubtful(marked), *_kinds(marked), *_missing(marked)]


def _labelled(case: Case) -> bool:
    return any(cue.by.voice is Voice.LABEL for cue in case.held.cues)


def _marked(cases: Sequence[Case]) -> list[_Marked]:
    if not cases:
        return []
    lags = [home(case, [cue.seconds for cue in case.held.cues]) for case in cases]
    bars = [
        {cue.cue_id: bar_of(case, cue.seconds, lag) for cue in case.held.cues}
        for case, lag in zip(cases, lags, strict=True)
    ]
    probs = cue_probabilities(cases, bars)
    return [_Marked(*row) for row in zip(cases, lags, bars, probs, strict=True)]


def cue_probabilities(cases: Sequence[Case], bars: Sequence[dict[int, int]]) -> list[Floats]:
    """Of no cue and of each kind at each bar, told by the other tracks' cues."""
    features, given, groups = [], [], []
    for case, places in zip(cases, bars, strict=True):
        kinds = np.zeros(case.evidence.bars, dtype=np.int64)
        for cue in case.held.cues:
            kinds[places[cue.cue_id]] = 1 + KINDS.index(cue.kind)
        features.append(bar_rows(case.evidence))
        given.append(kinds)
        groups.append(np.full(case.evidence.bars, case.track_id))
    rows, labels = np.concatenate(features), np.concatenate(given)
    learned = held_out(rows, labels, np.concatenate(groups), 1 + len(KINDS))
    if learned is None:
        return [_heard(case) for case in cases]
    edges = np.cumsum([case.evidence.bars for case in cases])[:-1]
    return np.split(learned, edges)


def _heard(case: Case) -> Floats:
    """The checkpoint's own probabilities in the same shape."""
    cue = np.pad(case.evidence.cue.astype(np.float64), ((0, 0), (0, len(KINDS) - 7)))
    none = np.clip(1.0 - cue.sum(axis=1, keepdims=True), 0.01, 1.0)
    both = np.concatenate([none, cue], axis=1) + 1e-4
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _doubtful(marked: Sequence[_Marked]) -> list[Suspicion]:
    """Cues where none is likely: to move to a likelier bar nearby, or to take away."""
    rows = [(each, cue) for each in marked for cue in each.case.held.cues]
    if not rows:
        return []
    ratios = np.array(
        [each.any[each.bars[cue.cue_id]] / max(float(each.any.mean()), 1e-6) for each, cue in rows]
    )
    strays = np.array([stray(each.case, cue.seconds, each.lag) for each, cue in rows])
    wrong = wrongness(ratios, strays)
    return [
        _misplaced(each, cue, float(score))
        for (each, cue), score in zip(rows, wrong, strict=True)
        if cue.by.voice is Voice.LABEL
    ]


def _misplaced(each: _Marked, cue: CuePoint, score: float) -> Suspicion:
    bar, likely = each.bars[cue.cue_id], each.any
    taken = set(each.bars.values()) - {bar}
    near = range(max(bar - REACH, 0), min(bar + REACH + 1, len(likely)))
    free = [b for b in near if b not in taken]
    better = max(free, key=lambda place: likely[place], default=bar)
    there = max(moved(each.case, float(each.case.evidence.lines[better]), each.lag), 0.0)
    here, p_here, p_there = cue.seconds, float(likely[bar]), float(likely[better])
    moves = p_there >= WORTH_MOVING and abs(there - here) > 0.05
    name, source = cue.name or str(cue.kind), cue.by.source
    instead = f"; at {there:.2f} s it is {p_there:.2f}" if moves else ""
    return Suspicion(
        each.case.track_id,
        Doubt.CUE_PLACE if moves else Doubt.CUE_DOUBTFUL,
        source,
        start=max(here - TO_HEAR, 0.0),
        end=min(here + TO_HEAR, each.case.seconds),
        label=f"{here:.3f}" if moves else str(cue.kind),
        suggested=f"{there:.3f}" if moves else "",
        score=score,
        reason=(
            f"{source} has “{name}” at {here:.2f} s, where a cue has p {p_here:.2f}"
            f"{_off_line(each, cue)}{instead}."
        ),
        amount=there if moves else 0.0,
        cue_id=cue.cue_id,
        figures=(("p label", round(p_here, 4)), ("p suggested", round(p_there, 4))),
    )


def _off_line(each: _Marked, cue: CuePoint) -> str:
    return " and no bar begins" if stray(each.case, cue.seconds, each.lag) else ""


def _kinds(marked: Sequence[_Marked]) -> list[Suspicion]:
    """Cues in a likely place that sound like another kind, by cleanlab's multi-label quality."""
    from cleanlab.multilabel_classification.rank import get_label_quality_scores_per_class

    rows = [
        (each, cue)
        for each in marked
        for cue in each.case.held.cues
        if cue.by.voice is Voice.LABEL and cue.kind is not CueKind.OTHER
    ]
    if not rows:
        return []
    probs = np.array([each.probs[each.bars[cue.cue_id], 1:] for each, cue in rows])
    probs = probs / np.maximum(probs.sum(axis=1, keepdims=True), 1e-9)
    given = [[KINDS.index(cue.kind)] for _, cue in rows]
    quality = get_label_quality_scores_per_class(given, probs)
    found = []
    for (each, cue), (mine,), row, said in zip(rows, given, quality, probs, strict=True):
        better = int(said.argmax())
        against = (1.0 - float(row[mine])) * KIND_WRONG
        score = against / max(against + float(row[mine]) * (1.0 - KIND_WRONG), 1e-9)
        if better != mine and KINDS[better] is not CueKind.OTHER:
            found.append(_kind(each, cue, KINDS[better], score=score, probs=said))
    return found


def _kind(
    each: _Marked, cue: CuePoint, better: CueKind, *, score: float, probs: Floats
) -> Suspicion:
    before, after = float(probs[KINDS.index(cue.kind)]), float(probs[KINDS.index(better)])
    return Suspicion(
        each.case.track_id,
        Doubt.CUE_KIND,
        cue.by.source,
        start=max(cue.seconds - TO_HEAR, 0.0),
        end=min(cue.seconds + TO_HEAR, each.case.seconds),
        label=str(cue.kind),
        suggested=str(better),
        score=score,
        reason=(
            f"{cue.by.source} calls the cue at {cue.seconds:.2f} s {cue.kind} (p {before:.2f}); "
            f"it sounds like {better} (p {after:.2f})."
        ),
        cue_id=cue.cue_id,
        figures=(("p label", round(before, 4)), ("p suggested", round(after, 4))),
    )


def _missing(marked: Sequence[_Marked]) -> list[Suspicion]:
    """Bars that are very like those that have a cue elsewhere, and have none here."""
    likely = np.concatenate([each.any for each in marked]) if marked else np.zeros(0)
    held = sum(len(set(each.bars.values())) for each in marked)
    if not held:
        return []
    expected = max(float(likely.sum()), held) + 1e-9
    noise = float(np.clip(1.0 - held / (expected * 1.05), 0.02, 0.3))
    found = []
    for each in marked:
        near = {bar + step for bar in each.bars.values() for step in (-1, 0, 1)}
        for bar in np.flatnonzero(each.any >= LIKELY):
            if int(bar) not in near and each.any[bar] >= each.any[max(bar - 2, 0) : bar + 3].max():
                found.append(_absent(each, int(bar), noise))
    return found


def _absent(each: _Marked, bar: int, noise: float) -> Suspicion:
    p = float(each.any[bar])
    there = max(moved(each.case, float(each.case.evidence.lines[bar]), each.lag), 0.0)
    kind = KINDS[int(each.probs[bar, 1:].argmax())]
    score = p * noise / (p * noise + (1.0 - p))
    source = each.case.held.cues[0].by.source
    return Suspicion(
        each.case.track_id,
        Doubt.CUE_MISSING,
        source,
        start=max(there - TO_HEAR, 0.0),
        end=min(there + TO_HEAR, each.case.seconds),
        label="",
        suggested=str(kind),
        score=score,
        reason=(
            f"{source} has no cue at {there:.2f} s, where tracks that sound like this have one "
            f"with p {p:.2f}, mostly {kind}."
        ),
        amount=there,
        figures=(("p suggested", round(p, 4)),),
    )
