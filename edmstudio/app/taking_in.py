"""An import as the person agreed to it: missing files first, then one file after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from edmstudio.app.adding import add
from edmstudio.app.import_found import NO_NUDGES, Nudges, Taken
from edmstudio.app.importing import import_labels
from edmstudio.app.outcome import Arrived, LeftOut
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.importer import Importer
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library


@dataclass(frozen=True, slots=True)
class Request:
    """One file to import.

    Attributes
    ----------
    path : Path
    importer : Importer
    nudges : Nudges
        Seconds to add to all times of an entry.
    source : str
        A person's name for whoever says so, "" for the program's.
    """

    path: Path
    importer: Importer
    nudges: Nudges = NO_NUDGES
    source: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it."""

    taken: tuple[Taken, ...]
    added: tuple[Track, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def take_in(
    watch: Watch,
    library: Library,
    requests: Iterable[Request],
    *,
    files: Iterable[Path],
    place: Place,
    cache: Path,
    now: datetime,
) -> TakenIn:
    """Add `files` to the library, then import; what fails is left out and the others go on.

    Raises
    ------
    Cancelled
        What was stored stays; a second import goes over it again.
    """
    added: list[Track] = []
    left_out: list[LeftOut] = []
    wanted = list(files)
    for outcome in add(watch, library, wanted, place=place, cache=cache) if wanted else ():
        if isinstance(outcome, Arrived):
            added.append(outcome.track)
        else:
            left_out.append(outcome)
    taken = []
    for each in requests:
        try:
            taken.append(
                import_labels(
                    watch,
                    library,
                    each.path,
                    each.importer,
                    now=now,
                    source=each.source,
                    nudges=each.nudges,
                )
            )
        except Refused as refused:
            left_out.append(LeftOut(str(each.path), refused))
    return TakenIn(tuple(taken), tuple(added), tuple(left_out))
