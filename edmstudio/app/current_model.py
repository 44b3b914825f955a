"""Which model answers: the bundled one, or, where there is none, the analysis without a network.

A model's name stands in its file's own header, so that nobody has to load torch to know it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from struct import error as struct_error
from struct import unpack
from typing import Any

from edmstudio.domain.refused import Fault, Refused

CLASSIC = "classic-1"
LONGEST = 1 << 20  # bytes of a header
FILE = Path("resources") / "models" / "base.safetensors"


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


def bundled() -> CurrentModel:
    """What comes with the program."""
    package = Path(__file__).parent.parent
    for place in (package / FILE, package.parent / FILE):
        if place.is_file():
            return CurrentModel(name_of(place), str(place))
    return CurrentModel()


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
