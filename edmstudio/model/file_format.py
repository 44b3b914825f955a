"""What a checkpoint's file says of itself, read and verified without torch.

A safetensors file is eight bytes of length, a JSON header of that length, then the tensors.
"""

import json
import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from struct import error as struct_error
from struct import unpack
from typing import Any

from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.refused import Fault, Refused

FORMAT = "edmstudio-2"
LARGEST = 64 << 20  # bytes; ours have three million
_NAME = re.compile(r"[\w-][\w.-]{0,99}")
LONGEST = 1 << 24  # bytes of a header: the card of a retraining tells of every track


def digest(weights: Iterable[tuple[str, bytes]], source: int, habits: Habits) -> str:
    """Of all that decides what it says: weights by name, and whose habits it follows."""
    hashed = blake2b(digest_size=16)
    for name, content in sorted(weights):
        hashed.update(name.encode())
        hashed.update(content)
    if source or habits != NOBODYS:
        hashed.update(json.dumps([source, habits.as_json()], sort_keys=True).encode())
    return hashed.hexdigest()


def name_of(path: Path) -> str:
    """Name of a checkpoint, with the beginning of its hash; `Refused` where it is none of ours."""
    held = told(path)
    try:
        return f"{json.loads(held['card'])['name']}-{held['digest'][:8]}"
    except (KeyError, ValueError, TypeError) as error:
        raise _foreign(path) from error


def card_of(path: Path) -> dict[str, Any]:
    """All that it says of itself; `Refused` where it is none of ours."""
    name_of(path)
    held: dict[str, Any] = json.loads(told(path)["card"])
    return held


def told(path: Path) -> dict[str, Any]:
    """The text that a checkpoint carries."""
    found = _header(path).get("__metadata__")
    return found if isinstance(found, dict) else {}


def verified(path: Path) -> str:
    """Name of a checkpoint whose every byte was read and is what its hash says.

    Raises
    ------
    Refused
        Where it is damaged or none of ours.
    """
    if path.stat().st_size > LARGEST or told(path).get("format") != FORMAT:
        raise _foreign(path)
    name, card = name_of(path), card_of(path)
    if not _NAME.fullmatch(name):  # it becomes the name of a file
        raise _foreign(path)
    try:
        habits = Habits.of_json(card.get("habits", {}))
        found = digest(_weights(path), int(card.get("source", 0)), habits)
    except (KeyError, ValueError, TypeError) as error:
        raise _foreign(path) from error
    if found != told(path)["digest"]:
        raise _damaged(path)
    return name


def _weights(path: Path) -> list[tuple[str, bytes]]:
    content = path.read_bytes()
    (length,) = unpack("<Q", content[:8])
    body = content[8 + length :]
    spans = {n: held["data_offsets"] for n, held in _header(path).items() if n != "__metadata__"}
    return [(name, body[start:stop]) for name, (start, stop) in spans.items()]


def _header(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            (length,) = unpack("<Q", file.read(8))
            held = json.loads(file.read(min(length, LONGEST)))
    except (OSError, ValueError, struct_error) as error:
        raise _damaged(path) from error
    return held if isinstance(held, dict) else {}


def _damaged(path: Path) -> Refused:
    return Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL)


def _foreign(path: Path) -> Refused:
    return Refused(f"{path} is no model of EDM Studio.", Fault.MODEL)
