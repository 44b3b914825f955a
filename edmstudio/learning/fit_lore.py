"""What a library teaches about its labels, gathered from its tracks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind
from edmstudio.domain.provenance import Voice
from edmstudio.learning.crowd import ballot, crowd, qualities, vote
from edmstudio.learning.fit_heads import boundary_head, cue_head, section_head
from edmstudio.review import label_questions
from edmstudio.review.bar_scene import KINDS, BarScene
from edmstudio.review.case import Case
from edmstudio.review.grid_relation import relation
from edmstudio.review.lore import Lore
from edmstudio.review.offset_questions import usual_lateness
from edmstudio.review.vocabulary import vocabulary

FEW = 8  # tracks of a source from which its scale is told
MINOR, KEYS = 0.75, 20.0  # share of minor keys before any was seen, and its weight


def fit_lore(cases: Sequence[Case]) -> Lore:
    """Everything that one track is compared with."""
    scenes = [BarScene(case) for case in cases if case.evidence.bars]
    sectioned = [s for s in scenes if _labelled(s.case.held.sections)]
    cued = [s for s in scenes if _labelled(s.case.held.cues)]
    lore = replace(
        _habits(cases),
        sections=section_head(sectioned),
        boundaries=boundary_head(sectioned),
        cues=cue_head(cued),
        cue_shares=_cue_shares(cued),
    )
    return replace(
        lore,
        votes=_votes(cases),
        labels=vocabulary(
            (word for s in sectioned for word in label_questions.words(s, lore)),
            label_questions.USUAL,
        ),
    )


def _labelled(marks: Sequence[object]) -> bool:
    return any(getattr(mark, "by").voice is Voice.LABEL for mark in marks)  # noqa: B009


def _habits(cases: Sequence[Case]) -> Lore:
    late, lead = defaultdict(list), defaultdict(list)
    for case in cases:
        held, heard = case.held, case.predicted.grid
        if held.grid and heard and held.grid_by.voice is Voice.LABEL:
            offset = relation(held.grid, heard, case.seconds).offset
            late[held.grid_by.source].append(offset)
        if held.energy and held.energy_by.voice is Voice.LABEL:
            lead[held.energy_by.source].append(held.energy.level - case.evidence.energy)
    tempi = {c.track_id: c.held.grid.bpm_over(0.0, c.seconds) for c in cases if c.held.grid}
    keys = [case.held.key for case in cases if case.held.key is not None]
    return Lore(
        late={source: usual_lateness(found) for source, found in late.items()},
        lead={source: median(found) for source, found in lead.items() if len(found) >= FEW},
        tracks=np.array(list(tempi), dtype=np.int64),
        tempi=np.log2(np.array(list(tempi.values()), dtype=np.float64)),
        minor=(sum(key.minor for key in keys) + MINOR * KEYS) / (len(keys) + KEYS),
    )


def _cue_shares(scenes: Sequence[BarScene]) -> dict[CueKind, tuple[float, float]]:
    """Share of tracks with each kind of cue, and of these those with several."""
    counts = np.array([scene.cues.sum(axis=0) for scene in scenes]).reshape(-1, len(KINDS))
    some, several = (counts > 0).sum(axis=0), (counts > 1).sum(axis=0)
    return {
        kind: (float(some[i] + 0.5) / (len(counts) + 1), float(several[i] + 0.5) / (some[i] + 1))
        for i, kind in enumerate(KINDS)
    }


def _votes(cases: Sequence[Case]) -> dict[tuple[Fact, str], float]:
    found = {}
    for fact in (Fact.GRID, Fact.KEY):
        ballots = [ballot(case, fact) for case in cases]
        for source, quality in qualities(crowd(ballots)).items():
            found[fact, source] = vote(quality)
    return found
