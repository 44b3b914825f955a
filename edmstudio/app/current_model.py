"""Which model answers: the one learned from this library, else the bundled one, else none.

Where there is no model at all, the analysis without a network answers. A model's name stands in
its file's own header, so that nobody has to load torch to know it.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from struct import error as struct_error
from struct import unpack
from typing import Any

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library

logger = logging.getLogger(__name__)
CLASSIC = "classic-1"
LONGEST = 1 << 20  # bytes of a header
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


def name_of(path: Path) -> str:
    """Name of a checkpoint, with the beginning of its hash; `Refused` where it is none of ours."""
    held = header(path)
    try:
        return f"{json.loads(held['card'])['name']}-{held['digest'][:8]}"
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(f"{path} is no model of EDM Studio.", Fault.MODEL) from error


def header(path: Path) -> dict[str, Any]:
    """The text that a checkpoint carries: eight bytes of length, then JSON (safetensors)."""
    try:
        with path.open("rb") as file:
            (length,) = unpack("<Q", file.read(8))
            told = json.loads(file.read(min(length, LONGEST)))
    except (OSError, ValueError, struct_error) as error:
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL) from error
    found = told.get("__metadata__") if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}
