"""Are the beats on the attacks, to the millisecond, and do they hold to the end?"""

from collections.abc import Iterable
from math import isfinite, log1p

from edmstudio.domain.annotations import Fact
from edmstudio.domain.evidence import RATIOS
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt
from edmstudio.review.grid_scene import Change, Scene, ask
from edmstudio.review.question import Question, logit
from edmstudio.review.speakers import Votes, holder

OFFSET = ("heard", "drift", "trust", "votes")
TEMPO = ("heard", "whole", "trust", "votes")
SCATTER = 0.002  # seconds by which right grids lie beside the attacks
NOTICED = 0.010  # seconds from which a shift is worth a question
ALIKE = 0.004  # seconds within which two sources say the same
MENDED = 0.5  # share of a drift that the better tempo has to account for
WHOLE = 0.02  # BPM within which a tempo counts as a whole number


def offset(scene: Scene) -> Question | None:
    """A shift of less than an eighth of a beat against what is usual of its source."""
    late, by = scene.held.offset, holder(scene.case, Fact.GRID)
    beat = scene.grid.anchors[0].period
    if by.voice is not Voice.LABEL or not abs(late) < beat / 8 + ALIKE:
        return None
    usual = scene.lore.late.get(by.source, 0.0)
    apart = late - usual
    votes = _votes(scene, late, usual)
    habit = f", where it usually is {usual * 1000:+.1f} ms" if usual else ""
    side = "behind" if late > 0 else "before"
    return ask(
        scene,
        Doubt.OFFSET,
        Change(f"{late * 1000:+.1f} ms", f"{usual * 1000:+.1f} ms" if usual else "0 ms", -apart),
        opening=(
            f"The beats of {scene.source} lie {abs(late) * 1000:.1f} ms {side} the attacks{habit}"
        ),
        figures=(("offset ms", late * 1000), ("usual ms", usual * 1000), *votes.figures()),
        nats=(
            _far(apart, SCATTER),
            -_far(scene.held.drift, SCATTER) if len(scene.grid.anchors) == 1 else 0.0,
            logit(scene.case.predicted.trust.grid),
            scene.weight(votes),
        ),
        told=("", "", "", votes.told(scene.source, "the model")),
    )


def _votes(scene: Scene, late: float, usual: float) -> Votes:
    """Sources that lie with the label, and those that lie on the attacks, if the two are apart."""
    if abs(late - usual) < 2 * ALIKE:
        return Votes((), ())
    lies = [(name, beside.predicted.offset) for name, beside in scene.others]
    return Votes(
        tuple(name for name, place in lies if abs(place - late) < ALIKE),
        tuple(name for name, place in lies if abs(place - usual) < ALIKE),
    )


def tempo(scene: Scene) -> Question | None:
    """A tempo whose beats move away from those heard; None where no steady one would do better."""
    drift, predicted = scene.held.drift, scene.case.predicted.grid
    single = len(scene.grid.anchors) == 1
    labelled = holder(scene.case, Fact.GRID).voice is Voice.LABEL
    if predicted is None or not (single and labelled and isfinite(drift)):
        return None
    bpm, better = scene.grid.anchors[0].bpm, predicted.bpm_over(0.0, scene.case.seconds)
    if abs(_moved(scene, better)) < abs(drift) * MENDED:
        return None
    lies = [(name, beside.predicted.drift) for name, beside in scene.others]
    apart = abs(drift) > 2 * ALIKE
    votes = Votes(
        tuple(name for name, other in lies if apart and abs(other - drift) < ALIKE),
        tuple(name for name, other in lies if apart and abs(other) < ALIKE),
    )
    return ask(
        scene,
        Doubt.TEMPO,
        Change(f"{bpm:.3f}", f"{better:.3f}", better),
        opening=(
            f"{scene.source} says {bpm:.3f} BPM, the model {better:.3f}: "
            f"by the end the beats are {abs(drift) * 1000:.0f} ms apart"
        ),
        figures=(("bpm", bpm), ("model bpm", better), ("drift ms", drift * 1000), *votes.figures()),
        nats=(
            _far(drift, SCATTER),
            float(_whole(better)) - float(_whole(bpm)),
            logit(scene.case.predicted.trust.grid),
            scene.weight(votes),
        ),
        told=("", "", "", votes.told(scene.source, "the model")),
    )


def _moved(scene: Scene, better: float) -> float:
    """Seconds by which the last beat would move at another tempo, octaves taken for the same."""
    ratio = scene.grid.anchors[0].bpm / better
    octave = RATIOS[scene.held.octave] if scene.held.octave >= 0 else 1.0
    return scene.case.seconds * (ratio / octave - 1.0)


def _far(seconds: float, scatter: float) -> float:
    """Nats of a distance where right ones scatter with heavy tails (Student's t)."""
    return log1p((seconds / scatter) ** 2)


def _whole(bpm: float) -> bool:
    return abs(bpm - round(bpm)) < WHOLE


def usual_lateness(offsets: Iterable[float]) -> float:
    """The median of one source, 0 where its tracks are few or where it is no mere habit."""
    known = sorted(value for value in offsets if isfinite(value))
    if len(known) < 8:
        return 0.0
    middle = known[len(known) // 2]
    # Most tracks being late alike is a habit; it is no reason to call the rest wrong.
    return middle if 0.001 <= abs(middle) < NOTICED else 0.0
