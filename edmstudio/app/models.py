"""Which checkpoint of a library answers: promoted, used, rolled back; each in one step."""

from datetime import UTC, datetime

from edmstudio.app.current_model import CurrentModel, bundled
from edmstudio.app.holding import Holding
from edmstudio.app.known_models import found
from edmstudio.app.model_files import file_in, thin
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Outcome
from edmstudio.model.file_format import told, verified
from edmstudio.store.checkpoints import Checkpoints, Kept
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks


def promote(library: Library, outcome: Outcome) -> str:
    """Let a candidate answer from now on, in one transaction with what it says of its lessons.

    Corrections are never touched: they go on to outrank whatever is predicted.

    Raises
    ------
    Refused
        Where the gate refused it, or its file is gone.
    """
    if not outcome.verdict.promoted:
        raise Refused(outcome.verdict.reason, Fault.MODEL)
    file = file_in(library, outcome.file)
    if not file.is_file() or verified(file) != outcome.name:
        raise Refused(f"The model {file} is damaged or gone; retrain again.", Fault.MODEL)
    now = datetime.now(UTC)
    predictions, holding = Predictions(library), Holding(library)
    checkpoints = Checkpoints(library)
    with library.writing():
        checkpoints.put(
            Kept(outcome.name, outcome.file, told(file)["digest"], outcome.card, now.isoformat())
        )
        checkpoints.use(outcome.name, now)
        for track in Tracks(library).all():
            said = outcome.predictions.get(track.payload)
            if said is not None:
                predictions.put(track.track_id, said, now)
                holding.summarise(track.track_id)
    thin(library)
    return outcome.name


def discard(library: Library, outcome: Outcome) -> None:
    """Let a candidate go; nothing else changes."""
    if outcome.file and Checkpoints(library).get(outcome.name) is None:
        file_in(library, outcome.file).unlink(missing_ok=True)


def use(library: Library, name: str) -> CurrentModel:
    """Let another checkpoint answer from now on, by its name or the beginning of it.

    Raises
    ------
    Refused
        Where there is none of this name, or its file is gone or damaged.
    """
    wanted = found(library, name)
    checkpoints = Checkpoints(library)
    if wanted.name == bundled().name:
        checkpoints.use("", datetime.now(UTC))
        return bundled()
    kept = checkpoints.get(wanted.name)
    assert kept is not None
    path = file_in(library, kept.file)
    if not path.is_file():
        raise Refused(f"The file of {wanted.name} is gone: {path}.", Fault.MISSING)
    if verified(path) != wanted.name:
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL)
    checkpoints.use(wanted.name, datetime.now(UTC))
    return CurrentModel(wanted.name, str(path))


def roll_back(library: Library) -> str:
    """Let the checkpoint before answer again; returns its name.

    Raises
    ------
    Refused
        Where the bundled model answers and none answered before it.
    """
    checkpoints = Checkpoints(library)
    if not can_roll_back(library):
        raise Refused("There is no model to go back to.", Fault.MODEL)
    return checkpoints.back(datetime.now(UTC)) or bundled().name


def can_roll_back(library: Library) -> bool:
    """Whether another checkpoint answered before the one of now."""
    return bool(Checkpoints(library).line())
