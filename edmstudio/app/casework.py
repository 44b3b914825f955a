"""From what lies in the library to the case that is judged."""

from dataclasses import replace

from edmstudio.domain.holding import believed, renewed
from edmstudio.domain.provenance import Provenance
from edmstudio.review.case import Case
from edmstudio.store import codec, evidence_codec
from edmstudio.store.dossiers import Dossier
from edmstudio.store.grid_answers import Answered


def case_of(dossier: Dossier) -> Case:
    """Decode one track; a pure function, so that workers can do it."""
    predicted = codec.load(dossier.prediction)
    said = tuple((source, codec.load(body)) for source, body in dossier.labels)
    base = believed(predicted, [annotations for _, annotations in said])
    held = renewed(codec.load(dossier.head), base) if dossier.head else base
    case = Case(
        dossier.track_id,
        dossier.seconds,
        held,
        said,
        predicted,
        evidence_codec.unpack(dossier.evidence),
    )
    return _doubted_on(case, base.grid_by, dossier.answered)


def _doubted_on(case: Case, grid_by: Provenance, answered: Answered) -> Case:
    """A grid that came about by answers is still the word of its source, but for what they settled.

    Not where another source has spoken since, whose grid nobody was asked about.
    """
    if not answered.doubts or grid_by.source != answered.source:
        return case
    return replace(case, held=replace(case.held, grid_by=grid_by), answered=answered.doubts)
