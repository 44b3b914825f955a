"""Learning from the corrections of a library: a candidate out of all that there is to learn.

A candidate is only a file until it is promoted (`app.models`); whatever happens before, the
checkpoint of now answers on.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from edmstudio.app.current_model import bundled_reference, current, models_folder
from edmstudio.app.in_training import measure, teach
from edmstudio.app.model_files import forget_strays
from edmstudio.app.retrain_plan import Plan, plan, root
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Assignment, Outcome
from edmstudio.jobs.apart import apart
from edmstudio.jobs.executors import Place, cores
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library

Tell = Callable[[dict[str, Any]], None]
ROOM = 4000  # megabytes of measured sound


def retrain(
    watch: Watch,
    tell: Tell,
    library: Library,
    *,
    place: Place,
    cache: Path,
    deep: bool = False,
    room: int = ROOM,
) -> Outcome:
    """Learn from all corrections; the outcome says whether what came of it is better.

    Raises
    ------
    Refused
        Where nothing was corrected yet, or the library has no file of its own.
    Cancelled
        Within about a second of being asked; nothing has changed then.
    """
    folder = models_folder(library)
    if folder is None:
        raise Refused("A library in memory can't keep a model; give it a file.", Fault.MODEL)
    drawn = plan(library, cache, deep=deep)
    if not drawn.lessons:
        raise Refused(
            "Nothing was corrected yet; correct a track or settle a few questions first.",
            Fault.MISSING,
        )
    forget_strays(library)
    drawn = _with_sound(watch, drawn, place)
    assignment = Assignment(
        drawn.lessons,
        drawn.others,
        model=current(library).path,
        root=root(library),
        features=str(cache),
        models=str(folder),
        reference=bundled_reference(),
        level=drawn.level,
        number=len(Checkpoints(library).all()) + 1,
        room=room,
    )
    return apart(watch, teach, assignment, tell=tell, threads=cores())


def _with_sound(watch: Watch, drawn: Plan, place: Place) -> Plan:
    """Measure what was not yet; who can't be decoded teaches nothing.

    Raises
    ------
    Refused
        Where no corrected track is left.
    """
    failed: dict[str, Exception] = {}
    for errand, outcome in spread(watch, place, measure, drawn.unmeasured):
        if isinstance(outcome, Exception):
            failed[errand.payload] = outcome
    left = tuple(each for each in drawn.lessons if each.payload not in failed)
    if not left:
        raise next(iter(failed.values()))
    rest = tuple(each for each in drawn.others if each.payload not in failed)
    return replace(drawn, lessons=left, others=rest)
