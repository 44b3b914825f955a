"""Is this a cue, is it in its place, and of its kind?"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.bar_scene import KINDS, BarScene, rates, without_own
from edmstudio.review.lore import Lore
from edmstudio.review.marks import moved
from edmstudio.review.question import Question, bounded, clock, instead, logit, odds

Floats = NDArray[np.float64]
CUE = (
    "there", "kind", "any", "better", "stray", "stray voice", "boundary", "near boundary", "others",
    "trust",
)  # fmt: skip
CUE_KIND = ("heard", "others", "trust")
REACH = 8  # bars within which a better place is sought
TO_HEAR = 4.0  # seconds before and behind a cue
LIMIT = 5.0  # nats
MOVES = 1.5  # nats from which another place is offered instead of taking the cue away
LIKELY = 0.1  # if it is as probable as that: the better of two places may be none either


def cue_likely(scene: BarScene, lore: Lore) -> Floats:
    """Of each kind of cue at each bar, shape (bars, kinds).

    Several may be there: what is as likely as the likeliest kind is as likely as any cue.
    """
    if lore.cues is None:
        heard = np.zeros((scene.case.evidence.bars, len(KINDS)))
        heard[:, : scene.case.evidence.cue.shape[1]] = scene.case.evidence.cue
        return np.clip(heard, 1e-3, 0.99)
    probs = lore.cues.probabilities(scene.cue_rows, scene.case.track_id)
    none, kinds = probs[:, :1], probs[:, 1:]
    return np.asarray(kinds / (none + kinds.max(axis=1, keepdims=True)))


@dataclass(frozen=True, slots=True, eq=False)
class _Cue:
    """One cue on the bars, and the likeliest bar near it.

    `kind` is how rare its bar is among those of its kind, `gain` in nats how much likelier the
    better one is, `there` how probable that is.
    """

    cue: CuePoint
    bar: int
    better: int
    kind: float
    gain: float
    there: float


def cues(scene: BarScene, likely: Floats) -> list[Question]:
    """Of each cue whether it is one, or where it would rather be."""
    held = [cue for cue in scene.case.held.cues if cue.by.voice is Voice.LABEL]
    rare, alone = rates(likely), rates(1.0 - np.prod(1.0 - likely, axis=1))
    found = [_placed(scene, cue, likely, rare) for cue in held]
    others = without_own([each.kind for each in found])
    trust = logit(scene.case.predicted.trust.cues)
    return [
        _misplaced(scene, each, likely, around=(rest, trust), alone=float(alone[each.bar]))
        for each, rest in zip(found, others, strict=True)
    ]


def _placed(scene: BarScene, cue: CuePoint, likely: Floats, rare: Floats) -> _Cue:
    bar, kind = scene.cue_bars[cue.cue_id], KINDS.index(cue.kind)
    own = likely[:, kind]
    low = max(bar - REACH, 0)
    near = np.where(scene.cues[low : bar + REACH + 1].any(axis=1), 0.0, own[low : bar + REACH + 1])
    better = low + int(near.argmax()) if near.any() else bar
    gain = odds(float(own[better]), float(own[bar]))
    return _Cue(cue, bar, better, float(rare[bar, kind]), gain, float(own[better]))


def _misplaced(
    scene: BarScene, each: _Cue, likely: Floats, *, around: tuple[float, float], alone: float
) -> Question:
    off = scene.cue_strays[each.cue.cue_id]
    voice = each.cue.kind is CueKind.VOCAL
    apart = min((abs(bar - each.bar) for bar in scene.section_bars[1:]), default=99)
    nats = (
        -logit(float(likely[each.bar, KINDS.index(each.cue.kind)]), 1e-3),
        each.kind,
        alone,
        bounded(each.gain, LIMIT),
        float(off and not voice),
        float(off and voice),
        float(apart != 0),
        float(0 < apart <= REACH),
        *around,
    )
    told = ("", "", "", "", "no bar begins there", "", "", _near(apart), "", "")
    about = partial(_about, scene, each, likely)
    return Question(Doubt.CUE_DOUBTFUL, each.cue.by.source, nats, told, about)


def _near(apart: int) -> str:
    bars = "1 bar" if apart == 1 else f"{apart} bars"
    return f"the nearest section begins {bars} away" if 0 < apart <= REACH else ""


def _place(scene: BarScene, each: _Cue, likely: Floats) -> int | None:
    """The bar to which a cue should rather move than go: another one, or its own if beside it."""
    own = likely[:, KINDS.index(each.cue.kind)]
    off = scene.cue_strays[each.cue.cue_id] and each.cue.kind is not CueKind.VOCAL
    alone = list(scene.cue_bars.values()).count(each.bar) == 1
    if off and alone and own[each.bar] >= max(LIKELY, own[each.better]):
        return each.bar
    return each.better if each.gain >= MOVES and each.there >= LIKELY else None


def _about(scene: BarScene, each: _Cue, likely: Floats) -> Suspicion:
    case, cue = scene.case, each.cue
    own, place = likely[:, KINDS.index(cue.kind)], _place(scene, each, likely)
    before, after = float(own[each.bar]), float(own[each.better if place is None else place])
    has = f"{cue.by.source} has “{cue.name or cue.kind}” at {clock(cue.seconds)}"
    gone = Suspicion(
        case.track_id,
        Doubt.CUE_DOUBTFUL,
        cue.by.source,
        start=max(cue.seconds - TO_HEAR, 0.0),
        end=min(cue.seconds + TO_HEAR, case.seconds),
        label=str(cue.kind),
        suggested="",
        score=0.0,
        reason=has,
        cue_id=cue.cue_id,
        figures=(("p label", before), ("p suggested", after)),
    )
    if place is None:
        return gone
    there = max(moved(case, float(case.evidence.lines[place]), scene.cue_lag), 0.0)
    line = "the bar line beside it" if place == each.bar else "the likeliest place near it"
    return replace(
        gone,
        doubt=Doubt.CUE_PLACE,
        label=f"{cue.seconds:.3f}",
        suggested=f"{there:.3f}",
        reason=f"{has}; {line} is at {clock(there)}",
        amount=there,
    )


def kinds(scene: BarScene, likely: Floats) -> list[Question]:
    """Of each cue whether it is of its kind; another kind that is there already is none of them."""
    held = [
        cue
        for cue in scene.case.held.cues
        if cue.by.voice is Voice.LABEL and cue.kind is not CueKind.OTHER
    ]
    better = [_other_kind(scene, cue, likely) for cue in held]
    nats = [
        bounded(odds(float(row[b]), float(row[KINDS.index(cue.kind)])), LIMIT)
        for cue, b in zip(held, better, strict=True)
        for row in (likely[scene.cue_bars[cue.cue_id]],)
    ]
    trust = logit(scene.case.predicted.trust.cues)
    return [
        Question(
            Doubt.CUE_KIND,
            cue.by.source,
            (own, rest, trust),
            ("", "", ""),
            partial(_kind, scene, cue, b, likely),
        )
        for cue, b, own, rest in zip(held, better, nats, without_own(nats), strict=True)
    ]


def _other_kind(scene: BarScene, cue: CuePoint, likely: Floats) -> int:
    bar = scene.cue_bars[cue.cue_id]
    free = likely[bar] * (1.0 - scene.cues[bar])
    free[KINDS.index(CueKind.OTHER)] = 0.0
    return int(free.argmax())


def _kind(scene: BarScene, cue: CuePoint, better: int, likely: Floats) -> Suspicion:
    row = likely[scene.cue_bars[cue.cue_id]]
    before, after = float(row[KINDS.index(cue.kind)]), float(row[better])
    return Suspicion(
        scene.case.track_id,
        Doubt.CUE_KIND,
        cue.by.source,
        start=max(cue.seconds - TO_HEAR, 0.0),
        end=min(cue.seconds + TO_HEAR, scene.case.seconds),
        label=str(cue.kind),
        suggested=str(KINDS[better]),
        score=0.0,
        reason=(
            f"{cue.by.source} calls the cue at {clock(cue.seconds)} {cue.kind}, "
            f"{instead(before, after)} {KINDS[better]}"
        ),
        cue_id=cue.cue_id,
        figures=(("p label", before), ("p suggested", after)),
    )
