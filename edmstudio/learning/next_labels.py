"""Which track a person should label next, among those that nobody has labelled.

How much is to be gained by a label is cleanlab's score of active learning (Goh and Mueller,
"ActiveLab: Active learning with re-labeling by multiple annotators", 2023), weighed by the harm
that a wrong fact does; tracks unlike the labelled ones, and unlike each other, go before.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.evidence import SAME
from edmstudio.domain.next_label import NextLabel
from edmstudio.domain.track import TrackId
from edmstudio.learning.crowd import NONE, Ballot, ballot, crowd
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
HARM = {Fact.GRID: 1.0, Fact.SECTIONS: 0.5, Fact.CUES: 0.5, Fact.KEY: 0.5}
NAMES = {Fact.GRID: "beats and bars", Fact.SECTIONS: "sections", Fact.CUES: "cues", Fact.KEY: "key"}
MOST, COMPARED = 500, 1000  # tracks in the order, and labelled ones that they are compared with
SAMENESS = 0.5  # share of worth that a track loses beside one like it
UNLIKE = 0.3  # likeness below which that is worth telling
TOLD = 2  # facts that a reason names


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """One track, as far as labelling is concerned: some hundred numbers.

    Attributes
    ----------
    labelled : bool
        Whether a program or a person said where its beats, sections or cues are.
    grid, key : Ballot
    sections : ndarray, shape (sections, labels)
        Mean probabilities in each predicted section.
    sure : mapping of Fact to float
        How sure the checkpoint is of each fact, 0 to 1.
    voiceprint : ndarray, shape (dimensions,)
    """

    track_id: TrackId
    labelled: bool
    grid: Ballot
    key: Ballot
    sections: Floats
    sure: Mapping[Fact, float]
    voiceprint: NDArray[np.float32]


def sketch(case: Case) -> Sketch:
    """What is kept of a track."""
    heard, evidence = case.predicted, case.evidence
    parts = [evidence.label[evidence.bars_between(s.start, s.end)] for s in heard.sections]
    sections = np.array([part.mean(axis=0) for part in parts if len(part)], dtype=np.float64)
    sections = sections.reshape(-1, evidence.label.shape[1])
    sure = {
        Fact.GRID: heard.trust.grid * heard.trust.downbeat * float(evidence.octave[SAME]),
        Fact.SECTIONS: float(sections.max(axis=1).mean()) if len(sections) else 0.0,
        Fact.CUES: heard.trust.cues,
        Fact.KEY: float(evidence.key.max()),
    }
    return Sketch(
        case.track_id,
        bool(case.held.decided) or any(_placed(said) for _, said in case.sayings),
        ballot(case, Fact.GRID),
        ballot(case, Fact.KEY),
        sections,
        sure,
        evidence.voiceprint,
    )


def _placed(said: Annotations) -> bool:
    """Whether something was labelled that has a place; a key in a file's tags is not that."""
    return said.grid is not None or bool(said.sections) or bool(said.cues)


def next_labels(sketches: Sequence[Sketch], seed: int = 0) -> list[NextLabel]:
    """The unlabelled tracks, the one to label first at the front; loads cleanlab."""
    pool = [each for each in sketches if not each.labelled]
    if not pool:
        return []
    known = [each for each in sketches if each.labelled]
    unsure = _unsure(known, pool)
    worth = np.sum([HARM[fact] * unsure[fact] for fact in HARM], axis=0)
    first = np.argsort(-worth, kind="stable")[:MOST]
    drawn = np.random.default_rng(seed).permutation(len(known))[:COMPARED]
    prints = _prints([*(pool[p] for p in first), *(known[p] for p in drawn)])
    new, old = prints[: len(first)], prints[len(first) :]
    nearest = (new @ old.T).max(axis=1, initial=0.0)
    found, free = list[NextLabel](), np.ones(len(first), dtype=np.bool_)
    for rank in range(1, len(first) + 1):
        value = np.where(free, worth[first] * (1.0 - SAMENESS * nearest), -1.0)
        best = int(value.argmax())
        found.append(_told(pool[first[best]], rank, float(value[best]), float(nearest[best])))
        free[best] = False
        nearest = np.maximum(nearest, new @ new[best])
    return found


def _unsure(known: Sequence[Sketch], pool: Sequence[Sketch]) -> dict[Fact, Floats]:
    """What is to be gained by a label of each fact, 0 to 1, shape (pool,)."""
    sections = np.concatenate([each.sections for each in pool])
    gained = 1.0 - _scores([], sections)
    ends = np.cumsum([len(each.sections) for each in pool])
    sums = np.concatenate([[0.0], np.cumsum(gained)])
    counts = np.diff(ends, prepend=0)
    return {
        Fact.GRID: 1.0 - _scores([s.grid for s in known], np.array([s.grid.probs for s in pool])),
        Fact.KEY: 1.0 - _scores([s.key for s in known], np.array([s.key.probs for s in pool])),
        Fact.SECTIONS: (sums[ends] - sums[ends - counts]) / np.maximum(counts, 1),
        Fact.CUES: 1.0 - np.array([each.sure[Fact.CUES] for each in pool]),
    }


def _scores(ballots: Sequence[Ballot], probs: Floats) -> Floats:
    """cleanlab's scores of unlabelled examples: the lower, the more a label tells."""
    from cleanlab.multiannotator import get_active_learning_scores

    if not len(probs):
        return np.ones(0)
    shares = probs / probs.sum(axis=1, keepdims=True)
    said = crowd([each for each in ballots if each.said])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few sources, and classes that nobody named, are usual
        if said.shared:
            table = np.where(said.given == NONE, np.nan, said.given.astype(np.float64))
            return np.asarray(get_active_learning_scores(table, said.probs, shares)[1])
        return np.asarray(get_active_learning_scores(pred_probs_unlabeled=shares)[1])


def _prints(sketches: Sequence[Sketch]) -> Floats:
    """Voiceprints around their mean, each dimension of the same weight, of length 1."""
    rows = np.array([each.voiceprint for each in sketches], dtype=np.float64)
    rows = (rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-6)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def _told(each: Sketch, rank: int, worth: float, likeness: float) -> NextLabel:
    sure = each.sure
    least = sorted(sure, key=lambda fact: -HARM[fact] * (1.0 - sure[fact]))[:TOLD]
    named = " and its ".join(f"{NAMES[fact]} ({100 * sure[fact]:.0f} %)" for fact in least)
    reason = f"The model is least sure of its {named}"
    if likeness < UNLIKE:
        reason += f"; no labelled track, and none before it, sounds like it ({likeness:.2f})"
    figures = tuple((f"p {fact}", share) for fact, share in sure.items())
    return NextLabel(each.track_id, rank, worth, f"{reason}.", (*figures, ("likeness", likeness)))
