"""Is this the energy, on the scale that its source has?"""

from functools import partial
from math import log1p

from edmstudio.domain.annotations import Fact
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.case import Case
from edmstudio.review.key_question import INTO, TO_HEAR
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question
from edmstudio.review.speakers import holder

ENERGY = ("heard", "over")
SCATTER = 1.0  # levels by which careful people differ


def energy(case: Case, lore: Lore) -> Question | None:
    """None where no program or person gave one."""
    held, by = case.held.energy, holder(case, Fact.ENERGY)
    if held is None or by.voice is not Voice.LABEL:
        return None
    heard, lead = case.evidence.energy, lore.lead.get(by.source, 0.0)
    expected = min(max(heard + lead, 1.0), 10.0)
    better, apart = round(expected), held.level - expected
    if better == held.level:
        better += -1 if apart > 0 or better == 10 else 1
    nats = log1p((apart / SCATTER) ** 2), float(apart > 0)
    about = partial(_about, case, by.source, level=held.level, better=better, lead=lead)
    return Question(Doubt.ENERGY, by.source, nats, ("", ""), about)


def _about(case: Case, source: str, *, level: int, better: int, lead: float) -> Suspicion:
    heard, start = case.evidence.energy, case.seconds * INTO
    expected = min(max(heard + lead, 1.0), 10.0)
    return Suspicion(
        case.track_id,
        Doubt.ENERGY,
        source,
        start=start,
        end=min(start + TO_HEAR, case.seconds),
        label=f"{level}",
        suggested=f"{better}",
        score=0.0,
        reason=(
            f"{source} says {level}; by what is heard ({heard:.1f}) and the scale of "
            f"{source} ({lead:+.1f}) it would be {expected:.1f}"
        ),
        figures=(("heard", heard), ("lead", lead), ("expected", expected)),
    )
