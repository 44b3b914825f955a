"""From what lies in the library to the case that is judged."""

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.holding import believed, renewed
from edmstudio.review.case import Case
from edmstudio.store import codec, evidence_codec
from edmstudio.store.dossiers import Dossier


def case_of(dossier: Dossier) -> Case:
    """Decode one track; a pure function, so that workers can do it."""
    predicted = codec.load(dossier.prediction)
    said = tuple((source, codec.load(body)) for source, body in dossier.labels)
    return Case(
        dossier.track_id,
        dossier.seconds,
        _held(dossier, predicted, said),
        said,
        predicted,
        evidence_codec.unpack(dossier.evidence),
    )


def _held(
    dossier: Dossier, predicted: Annotations, said: tuple[tuple[str, Annotations], ...]
) -> Annotations:
    """As `app.holding.Holding` answers it."""
    base = believed(predicted, [annotations for _, annotations in said])
    return renewed(codec.load(dossier.head), base) if dossier.head else base
