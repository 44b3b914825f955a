"""Is this the right section?"""

from functools import partial
from math import log

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import Section
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.bar_scene import LABELS, BarScene, without_own
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question, bounded, logit, odds

Floats = NDArray[np.float64]
LABEL = ("heard", "learned", "others", "trust", "short")
LIMIT = 5.0  # nats


def labels(scene: BarScene, lore: Lore) -> list[Question]:
    """One for each section that holds."""
    case, sections = scene.case, scene.case.held.sections
    if not sections:
        return []
    given = [LABELS.index(section.label) for section in sections]
    heard = scene.section_heard
    learned = heard if lore.sections is None else (
        lore.sections.probabilities(scene.section_rows, case.track_id)
    )  # fmt: skip
    better = [_better(p, q, g) for p, q, g in zip(heard, learned, given, strict=True)]
    nats = [
        (bounded(odds(p[b], p[g]), LIMIT), bounded(odds(q[b], q[g]), LIMIT))
        for p, q, b, g in zip(heard, learned, better, given, strict=True)
    ]
    others = without_own([learnt for _, learnt in nats])
    trust = logit(case.predicted.trust.sections)
    return [
        Question(
            Doubt.LABEL,
            section.by.source,
            (*own, rest, trust, log(max(section.seconds, 1.0))),
            ("", _learnt(section, float(q[g]), float(q[b])), "", "", ""),
            partial(_about, scene, section, better=b, before=float(p[g]), after=float(p[b])),
        )
        for section, g, b, p, q, own, rest in zip(
            sections, given, better, heard, learned, nats, others, strict=True
        )
    ]


def _better(heard: Floats, learned: Floats, given: int) -> int:
    both = np.log(heard + 1e-3) + np.log(learned + 1e-3)
    both[given] = -np.inf
    return int(both.argmax())


def _learnt(section: Section, before: float, after: float) -> str:
    if after <= before:
        return ""
    return f"among the other tracks here such a section is rarely {section.label}"


def _about(
    scene: BarScene, section: Section, *, better: int, before: float, after: float
) -> Suspicion:
    source, suggested = section.by.source, LABELS[better]
    return Suspicion(
        scene.case.track_id,
        Doubt.LABEL,
        source,
        start=section.start,
        end=section.end,
        label=str(section.label),
        suggested=str(suggested),
        score=0.0,
        reason=(
            f"{source} says {section.label} (p {before:.2f}), "
            f"it sounds like {suggested} (p {after:.2f})"
        ),
        figures=(("p label", before), ("p suggested", after)),
    )
