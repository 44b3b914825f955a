"""Is this the tempo, or a half, a double, two thirds of it?"""

import numpy as np

from edmstudio.domain.evidence import RATIOS, SAME
from edmstudio.domain.suspicion import Doubt
from edmstudio.review.grid_scene import Change, Scene, ask, model_says
from edmstudio.review.grid_support import beat_height, phrase_fit
from edmstudio.review.question import Question, instead, odds
from edmstudio.review.speakers import Votes

OCTAVE = ("heard", "model", "beats", "usual", "phrases", "thirds", "votes")
TELLING = 1.0  # nats from which the tempi of the library are worth telling
IMPOSSIBLE = 1e-3


def octave(scene: Scene) -> Question | None:
    """None where the tempo is no simple ratio of the predicted one."""
    case, label = scene.case, scene.held.octave
    if label < 0:
        return None
    probs = case.evidence.octave.astype(np.float64)
    better, votes = _better(scene, probs, label)
    ratio = RATIOS[better] / RATIOS[label]
    bpm = scene.grid.bpm_over(0.0, case.seconds)
    usual = odds(
        scene.lore.tempo_density(bpm * ratio, case.track_id),
        scene.lore.tempo_density(bpm, case.track_id),
    )
    nats = (
        odds(float(probs[better]), float(probs[label]), IMPOSSIBLE),
        model_says(better == SAME, label == SAME, case.predicted.trust.grid),
        odds(beat_height(case, scene.grid, ratio), beat_height(case, scene.grid, 1.0), 0.02),
        usual,
        _phrases(scene, bpm, ratio),
        -1.0 if abs(np.log2(ratio) - round(np.log2(ratio))) > 0.1 else 0.0,
        scene.weight(votes),
    )
    before, after = float(probs[label]), float(probs[better])
    return ask(
        scene,
        Doubt.OCTAVE,
        Change(f"{bpm:.2f}", f"{bpm * ratio:.2f}", ratio),
        opening=(
            f"{scene.source} says {bpm:.2f} BPM, {instead(before, after)} {bpm * ratio:.2f}"
        ),
        figures=(("p label", before), ("p suggested", after), *votes.figures()),
        nats=nats,
        told=("", "", "", _usual(usual, bpm, bpm * ratio), "", "",
              votes.told(scene.source, f"{bpm * ratio:.2f}")),
    )  # fmt: skip


def _better(scene: Scene, probs: "np.typing.NDArray[np.float64]", label: int) -> tuple[int, Votes]:
    """The class that speaks loudest beside the label, with its votes."""
    found = {
        place: scene.votes(lambda beside: beside.predicted.octave, label, place)
        for place in range(len(RATIOS))
        if place != label
    }
    better = max(found, key=lambda c: np.log(probs[c] + IMPOSSIBLE) + scene.weight(found[c]))
    return better, found[better]


def _phrases(scene: Scene, bpm: float, ratio: float) -> float:
    """By how much better the track's sections last whole phrases at the other tempo."""
    before, after = phrase_fit(scene.case, bpm), phrase_fit(scene.case, bpm * ratio)
    return 0.0 if before is None or after is None else after - before


def _usual(nats: float, bpm: float, better: float) -> str:
    if nats < TELLING:
        return ""
    return f"tracks here are far more often near {better:.0f} than near {bpm:.0f} BPM"
