"""How the review of a library goes, and whether it is time to stop or to retrain."""

from edmstudio.review.progress import Progress, progress
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.decisions import Decisions
from edmstudio.store.judgements import Judgements
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions


def standing_of(library: Library) -> Progress:
    """Where a review stands; corrections count from the making of the checkpoint that answers."""
    last, checkpoints = Judgements(library).last(), Checkpoints(library)
    learned = checkpoints.get(checkpoints.current())
    return progress(
        list(Decisions(library).all()),
        Queue(library).waiting(),
        labels=last.labels if last else 0,
        expected=last.expected if last else 0.0,
        corrections_to_learn=Revisions(library).corrections_since(
            learned.made_at if learned else ""
        ),
    )
