"""How the review of a library goes, and whether it is time to stop or to retrain."""

from edmstudio.review.progress import Progress, progress
from edmstudio.store.decisions import Decisions
from edmstudio.store.judgements import Judgements
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions


def standing_of(library: Library, *, checkpoint_made_at: str = "") -> Progress:
    """Where a review stands.

    Parameters
    ----------
    checkpoint_made_at : str
        When the current checkpoint was made (ISO 8601, UTC); "" for one that learned from nobody.
        Corrections since then are what a retraining would learn from.
    """
    last = Judgements(library).last()
    return progress(
        list(Decisions(library).all()),
        Queue(library).waiting(),
        labels=last.labels if last else 0,
        expected=last.expected if last else 0.0,
        corrections_to_learn=Revisions(library).corrections_since(checkpoint_made_at),
    )
