"""Is this the right section?"""

from dataclasses import dataclass
from functools import partial
from math import log

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.provenance import Voice
from edmstudio.domain.sections import Section
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.bar_scene import LABELS, BarScene, without_own
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question, bounded, instead, logit, odds
from edmstudio.review.vocabulary import Word

Floats = NDArray[np.float64]
LABEL = ("heard", "learned", "others", "trust", "short")
LIMIT = 5.0  # nats
USUAL = (0.4, -2.2)  # what is heard, and learned, against labels that are right


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A section with what is heard in it, and what the other tracks tell of it, by label."""

    section: Section
    heard: Floats
    learned: Floats
    given: int
    better: int

    def word(self, track_id: TrackId) -> Word:
        """Its label, and what speaks against it."""
        b, g = self.better, self.given
        pairs = ((self.heard[b], self.heard[g]), (self.learned[b], self.learned[g]))
        nats = tuple(bounded(odds(float(there), float(here)), LIMIT) for there, here in pairs)
        return Word(self.section.by.source, str(self.section.label), track_id, nats)


def words(scene: BarScene, lore: Lore) -> list[Word]:
    """The labels of the sections that hold."""
    return [each.word(scene.case.track_id) for each in _said(scene, lore)]


def labels(scene: BarScene, lore: Lore) -> list[Question]:
    """One for each section that holds and that no person has decided."""
    said, track_id = _said(scene, lore), scene.case.track_id
    nats = [lore.labels.beyond(each.word(track_id)) for each in said]
    others = without_own([learned for _, learned in nats])
    trust = logit(scene.case.predicted.trust.sections)
    return [
        Question(
            Doubt.LABEL,
            each.section.by.source,
            (*own, rest, trust, log(max(each.section.seconds, 1.0))),
            ("", _learnt(each), "", "", ""),
            partial(_about, scene, each),
        )
        for each, own, rest in zip(said, nats, others, strict=True)
        if each.section.by.voice is not Voice.CORRECTION
    ]


def _said(scene: BarScene, lore: Lore) -> list[_Said]:
    case, sections = scene.case, scene.case.held.sections
    if not sections:
        return []
    heard = scene.section_heard
    given = [LABELS.index(section.label) for section in sections]
    learned = heard
    if lore.sections is not None:
        told = lore.sections.probabilities(scene.section_rows, case.track_id)
        # Of a word that no other track has, the others can't tell whether it is right.
        learned = np.where(lore.sections.knows(case.track_id)[given][:, None], told, heard)
    return [
        _Said(section, p, q, g, _better(p, q, g))
        for section, p, q, g in zip(sections, heard, learned, given, strict=True)
    ]


def _better(heard: Floats, learned: Floats, given: int) -> int:
    both = np.log(heard + 1e-3) + np.log(learned + 1e-3)
    both[given] = -np.inf
    return int(both.argmax())


def _learnt(each: _Said) -> str:
    if each.learned[each.better] <= each.learned[each.given]:
        return ""
    return f"among the other tracks here such a section is rarely {each.section.label}"


def _about(scene: BarScene, each: _Said) -> Suspicion:
    section, suggested = each.section, LABELS[each.better]
    source = section.by.source
    before, after = float(each.heard[each.given]), float(each.heard[each.better])
    return Suspicion(
        scene.case.track_id,
        Doubt.LABEL,
        source,
        start=section.start,
        end=section.end,
        label=str(section.label),
        suggested=str(suggested),
        score=0.0,
        reason=f"{source} says {section.label}, {instead(before, after)} {suggested}",
        figures=(("p label", before), ("p suggested", after)),
    )
