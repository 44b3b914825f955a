"""Which model answers: the one learned from this library, else the bundled one, else none.

Where there is no model at all, the analysis without a network answers. A model's name stands in
its file's own header, so that nobody has to load torch to know it.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from edmstudio.domain.refused import Refused
from edmstudio.model.file_format import name_of
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library

logger = logging.getLogger(__name__)
CLASSIC = "classic-1"
FILE = Path("resources") / "models" / "base.safetensors"
REFERENCE = Path("resources") / "models" / "reference.npz"


@dataclass(frozen=True, slots=True)
class CurrentModel:
    """Who answers.

    Attributes
    ----------
    name : str
        As predictions cite it.
    path : str
        Of the checkpoint; "" for the analysis without a network.
    """

    name: str = CLASSIC
    path: str = ""


def current(library: Library) -> CurrentModel:
    """What answers for a library; the bundled model where its own file is gone or damaged."""
    name = Checkpoints(library).current()
    kept, folder = Checkpoints(library).get(name) if name else None, models_folder(library)
    if kept is None or folder is None:
        return bundled()
    path = folder / kept.file
    try:
        if name_of(path) == name:
            return CurrentModel(name, str(path))
    except Refused:
        pass
    logger.warning("The model %s is not sound; the bundled one answers instead.", path)
    return bundled()


def models_folder(library: Library) -> Path | None:
    """Where the checkpoints of a library lie: beside it; nowhere for one in memory."""
    if library.path is None:
        return None
    return library.path.with_name(f"{library.path.stem} models")


def bundled() -> CurrentModel:
    """What comes with the program."""
    path = _shipped(FILE)
    return CurrentModel() if path is None else CurrentModel(name_of(path), str(path))


def bundled_reference() -> str:
    """The rendered tracks that keep it from forgetting; "" where there are none."""
    path = _shipped(REFERENCE)
    return "" if path is None else str(path)


def _shipped(file: Path) -> Path | None:
    package = Path(__file__).parent.parent
    places = (package / file, package.parent / file)
    return next((place for place in places if place.is_file()), None)
