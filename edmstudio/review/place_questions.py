"""Do the beats fall here, is beat 1 here, does the phrase begin here?"""

import numpy as np

from edmstudio.domain.suspicion import Doubt
from edmstudio.review.grid_scene import Change, Scene, ask, model_says
from edmstudio.review.grid_support import moments
from edmstudio.review.question import Question, bounded, logit, odds
from edmstudio.review.speakers import Votes

HALF_BEAT = ("heard", "model", "marks", "quarter", "votes")
BAR_PHASE = ("heard", "model", "marks", "beats", "votes")
PHRASE_PHASE = ("heard", "marks", "trust", "votes")
PLACES = ("on the beat", "¼ beat late", "½ beat late", "¼ beat early")
LATER = ("", "¼ beat later", "½ beat later", "¼ beat before")
HALF = 2  # quarters
RARE = 0.05  # height that quarters of a beat have to make up for
MANY = 6.0  # marks that speak at most
NEAR = 0.12  # beats
UNHEARD = 0.02


def half_beat(scene: Scene) -> Question:
    """Beats that lie between the attacks, mostly by half."""
    heights, case = scene.support.beat, scene.case
    found = {q: scene.votes(lambda beside: beside.held.beat, 0, q) for q in (1, 2, 3)}
    better = max(found, key=lambda q: heights[q] + RARE * (q == HALF) + scene.weight(found[q]))
    votes, behind = found[better], scene.held.beat
    there, here = scene.support.beat_marks(better), scene.support.beat_marks(0)
    before, after = float(heights[0]), float(heights[better])
    return ask(
        scene,
        Doubt.HALF_BEAT,
        Change(PLACES[-better % 4], PLACES[0], ((better + 2) % 4 - 2) / 4.0),
        opening=(
            f"Attacks are {before:.2f} strong on the beats of {scene.source}, "
            f"{after:.2f} {LATER[better]}"
        ),
        figures=_figures(before, after, (here, there), votes),
        nats=(
            odds(after, before, UNHEARD),
            model_says(behind == -better % 4, behind == 0, case.predicted.trust.grid),
            bounded(float(there - here), MANY),
            -1.0 if better != HALF else 0.0,
            scene.weight(votes),
        ),
        told=("", "", _marks(here, there), "", _said(scene, votes)),
    )


def bar_phase(scene: Scene) -> Question | None:
    """Bars that begin on another beat; None where a bar has other than two to four."""
    heights, case, held = scene.support.bar, scene.case, scene.held
    meter = scene.grid.anchors[0].meter
    if not 2 <= meter <= 4:
        return None
    found = {b: scene.votes(lambda beside: beside.held.bar, 0, b) for b in range(1, meter)}
    better = max(found, key=lambda b: heights[b] + scene.weight(found[b]))
    votes = found[better]
    there, here = scene.support.bar_marks(better), scene.support.bar_marks(0)
    before, after = float(heights[0]), float(heights[better])
    return ask(
        scene,
        Doubt.BAR_PHASE,
        Change(
            f"bars begin on beat {-better % meter + 1}",
            "on beat 1",
            float(better if better < meter / 2 else better - meter),
        ),
        opening=(
            f"Bars sound like beginning {before:.2f} on beat 1 of {scene.source}, "
            f"{after:.2f} on its beat {better + 1}"
        ),
        figures=_figures(before, after, (here, there), votes),
        nats=(
            odds(after, before, UNHEARD),
            model_says(held.bar == -better % meter, held.bar == 0, case.predicted.trust.downbeat),
            bounded(float(there - here), MANY),
            -float(scene.support.beat.argmax() != 0),  # then it is the beats that lie elsewhere
            scene.weight(votes),
        ),
        told=("", "", _marks(here, there), "", _said(scene, votes)),
    )


def phrase_phase(scene: Scene) -> Question | None:
    """Phrases of eight bars that begin with another bar; None where a bar has not four beats."""
    case, heard = scene.case, _phrases_heard(scene)
    if scene.grid.anchors[0].meter != 4:
        return None
    found = {p: scene.votes(lambda beside: beside.held.phrase, 0, p) for p in range(1, 8)}
    marks = _phrase_marks(scene)
    better = max(found, key=lambda p: heard[p] + 0.5 * marks[p] + scene.weight(found[p]))
    votes, shift = found[better], (better + 4) % 8 - 4
    there, here = marks[better], marks[0]
    before, after = float(heard[0]), float(heard[better])
    return ask(
        scene,
        Doubt.PHRASE_PHASE,
        Change(f"phrases begin on bar {-shift % 8 + 1}", "on bar 1", float(shift * 4)),
        opening=(
            f"{before:.1f} heard section starts lie whole phrases from bar 1 of {scene.source}, "
            f"{after:.1f} from its bar {better + 1}"
        ),
        figures=_figures(before, after, (here, there), votes),
        nats=(
            bounded(after - before, MANY),
            bounded(float(there - here), MANY),
            logit(case.predicted.trust.downbeat),
            scene.weight(votes),
        ),
        told=("", _marks(here, there), "", _said(scene, votes)),
    )


def _phrases_heard(scene: Scene) -> "np.typing.NDArray[np.float64]":
    """How many sections are heard to begin on each of eight bars of the grid that holds."""
    lines = scene.grid.beats_at(scene.case.evidence.lines[:-1]) / 4.0
    weights = scene.case.evidence.boundary.astype(np.float64)
    return np.asarray(np.bincount(np.rint(lines).astype(np.int64) % 8, weights, 8), np.float64)


def _phrase_marks(scene: Scene) -> list[int]:
    """Boundaries and cues that lie 0 to 7 bars behind the phrases of the grid that holds."""
    bars = scene.grid.beats_at(moments(scene.case)) / 4.0
    places = np.rint(bars)
    near = np.abs(bars - places) * 4.0 < NEAR
    counts = np.bincount(places[near].astype(np.int64) % 8, minlength=8)
    return [int(count) for count in counts]


def _figures(
    before: float, after: float, marks: tuple[int, int], votes: Votes
) -> tuple[tuple[str, float | str], ...]:
    here, there = marks
    return (
        ("heard label", before),
        ("heard suggested", after),
        ("marks label", float(here)),
        ("marks suggested", float(there)),
        *votes.figures(),
    )


def _marks(here: int, there: int) -> str:
    """What the track's own boundaries and cues say."""
    if there <= here:
        return ""
    return f"{there} of the track's own cues and boundaries lie there, {here} on the label's place"


def _said(scene: Scene, votes: Votes) -> str:
    return votes.told(scene.source, "the model")
