"""Is a cue missing here?"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.bar_scene import KINDS, BarScene
from edmstudio.review.cue_questions import TO_HEAR
from edmstudio.review.lore import Lore
from edmstudio.review.marks import bars_of, moved
from edmstudio.review.question import Question, clock, logit

Floats = NDArray[np.float64]
CUE_MISSING = ("likely", "repeated", "absent", "company", "section", "trust")
PEAK = 2  # bars within which a place has to be the likeliest
LIKELY = 0.02  # probability from which a place is looked at
MOST = 12  # places a track
ASKED = np.array([kind not in (CueKind.OTHER, CueKind.LOOP) for kind in KINDS])


def missing(scene: BarScene, likely: Floats, lore: Lore) -> list[Question]:
    """Places that are like those with a cue elsewhere, and have none of that kind here."""
    by = [cue.by for cue in scene.case.held.cues if cue.by.voice is Voice.LABEL]
    if not by:
        return []
    return [
        _question(scene, bar, kind, likely=float(likely[bar, kind]), lore=lore, source=by[0].source)
        for bar, kind in _peaks(likely, np.maximum(scene.cues, _taken_away(scene)))
    ]


def _taken_away(scene: BarScene) -> Floats:
    """1 where a label has a cue of each kind that a person took away, shape (bars, kinds)."""
    case, gone = scene.case, np.zeros((scene.case.evidence.bars, len(KINDS)))
    if case.doubts(Fact.CUES) or not case.sayings:
        return gone
    held = {cue.cue_id for cue in case.held.cues}
    away = [cue for cue in case.sayings[0][1].cues if cue.cue_id not in held]
    moments = np.array([cue.seconds for cue in away], dtype=np.float64)
    for cue, bar in zip(away, bars_of(case, moments, scene.cue_lag), strict=True):
        gone[bar, KINDS.index(cue.kind)] = 1.0
    return gone


def _peaks(likely: Floats, there: Floats) -> list[tuple[int, int]]:
    """Bars and kinds that are likelier than those around, away from cues of their kind.

    Of each bar the likeliest kind, the likeliest bars first.
    """
    padded = np.zeros((len(likely) + 2 * PEAK, len(KINDS)))
    padded[PEAK:-PEAK] = likely
    around = np.maximum.reduce([padded[s : s + len(likely)] for s in range(2 * PEAK + 1)])
    near = there.copy()
    near[1:] += there[:-1]
    near[:-1] += there[1:]
    free = np.where((likely >= around) & (likely >= LIKELY) & (near == 0) & ASKED, likely, 0.0)
    kinds, best = free.argmax(axis=1), free.max(axis=1)
    order = np.argsort(-best, kind="stable")[:MOST]
    return [(int(bar), int(kinds[bar])) for bar in order if best[bar] > 0.0]


def _question(
    scene: BarScene, bar: int, kind: int, *, likely: float, lore: Lore, source: str
) -> Question:
    count = float(scene.cues[:, kind].sum())
    share, again = lore.usual_cue(KINDS[kind])
    nats = (
        logit(likely, 1e-3),
        again - 1.0 if count else 0.0,
        0.0 if count else share,
        float(scene.cues[bar].any()),
        float(bar in scene.section_bars),
        logit(scene.case.predicted.trust.cues),
    )
    told = ("", "", _absent(KINDS[kind], share, count), "", "", "")
    about = partial(_about, scene, bar, KINDS[kind], likely=likely, source=source)
    return Question(Doubt.CUE_MISSING, source, nats, told, about)


def _absent(kind: CueKind, share: float, count: float) -> str:
    if count or share < 0.5:
        return ""
    return f"{share * 100:.0f} % of the tracks here have a cue “{kind}”, this one has none"


def _about(scene: BarScene, bar: int, kind: CueKind, *, likely: float, source: str) -> Suspicion:
    case = scene.case
    there = max(moved(case, float(case.evidence.lines[bar]), scene.cue_lag), 0.0)
    return Suspicion(
        case.track_id,
        Doubt.CUE_MISSING,
        source,
        # Questions are told apart by where they begin: two in the first seconds have to differ.
        start=max(there - TO_HEAR, there / 1000.0),
        end=min(there + TO_HEAR, case.seconds),
        label="",
        suggested=str(kind),
        score=0.0,
        reason=f"{source} has no cue “{kind}” at {clock(there)}, where by its sound one could be",
        amount=there,
        figures=(("p suggested", likely),),
    )
