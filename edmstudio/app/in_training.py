"""The functions of training that run in processes of their own; `in_listening` says why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from edmstudio.app.in_listening import Errand
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Assignment, Outcome
from edmstudio.jobs.job import Watch


def measure(errand: Errand) -> None:
    """Decode and measure a track, and keep what was found in the cache."""
    from edmstudio.learning.measurements import Measurements

    Measurements(Path(errand.cache)).take(errand.payload, errand.path)


def teach(watch: Watch, tell: Callable[[dict[str, Any]], None], given: Assignment) -> Outcome:
    """One retraining; the candidate lies in a file of its own afterwards.

    Raises
    ------
    Refused
        Where the training ran off, the disk is full or a model is damaged.
    """
    from edmstudio.learning.measurements import Measurements
    from edmstudio.learning.retrain import retrain

    try:
        return retrain(watch, tell, given)
    except FloatingPointError as error:
        raise Refused(
            f"The training ran off ({error}); the model of now stays. Correct a few more tracks "
            "and retrain again.",
            Fault.MODEL,
        ) from error
    finally:
        Measurements(Path(given.features)).thin(given.room)


def make_base(
    watch: Watch,
    tell: Callable[[dict[str, Any]], None],
    recipe: dict[str, Any],
    folder: str,
    out: str,
) -> str:
    """Train the bundled model by a recipe's table; returns the hash of the weights in `out`."""
    from edmstudio.jobs.executors import Processes, cores
    from edmstudio.learning.base_model import Workshop
    from edmstudio.learning.recipe import recipe_of

    workshop = Workshop(recipe_of(recipe), Path(folder), tell)
    return workshop.make(watch, Processes(cores()), Path(out))
