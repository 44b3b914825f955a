"""Every checkpoint that a library knows: the bundled one, and what was learned or taken in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edmstudio.app.current_model import bundled, current, models_folder
from edmstudio.domain.refused import Fault, Refused
from edmstudio.model.file_format import card_of
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the history.

    Attributes
    ----------
    name : str
    card : dict
    made_at : str
        "" of the bundled one.
    current : bool
    there : bool
        Whether its file is.
    size : int
        Bytes.
    """

    name: str
    card: dict[str, Any]
    made_at: str
    current: bool
    there: bool
    size: int

    def record(self) -> dict[str, Any]:
        """As the command line prints it."""
        verdict = self.card.get("metrics", {}).get("verdict", {})
        rows = verdict.get("rows", ())
        return {
            "id": self.name,
            "current": self.current,
            "level": self.card.get("level", "base"),
            "parent": self.card.get("parent", ""),
            "base": self.card.get("base", ""),
            "made_at": self.made_at,
            "available": self.there,
            "bytes": self.size,
            "train_tracks": len(self.card.get("data", {}).get("tracks", {})),
            "seconds": self.card.get("seconds", 0.0),
            "reason": verdict.get("reason", ""),
            "before": {r["task"]: round(r["before"], 4) for r in rows if not r["frozen"]},
            "after": {r["task"]: round(r["after"], 4) for r in rows if not r["frozen"]},
        }


def listed(library: Library) -> list[Listed]:
    """The bundled model, then all that were learned or taken in, the oldest first."""
    checkpoints, folder = Checkpoints(library), models_folder(library)
    now = current(library).name
    first = bundled()
    path = Path(first.path) if first.path else None
    every = [
        Listed(
            first.name,
            card_of(path) if path else {"name": first.name, "level": "base"},
            "",
            now == first.name,
            True,
            path.stat().st_size if path else 0,
        )
    ]
    for kept in checkpoints.all():
        file = folder / kept.file if folder else Path(kept.file)
        there = file.is_file()
        size = file.stat().st_size if there else 0
        every.append(Listed(kept.name, kept.card, kept.made_at, kept.name == now, there, size))
    return every


def found(library: Library, name: str) -> Listed:
    """A checkpoint by its name or the beginning of it; `Refused` where there is none."""
    same = [each for each in listed(library) if name and each.name.startswith(name)]
    exact = [each for each in same if each.name == name]
    if not same:
        raise Refused(f"There is no model “{name}”; `edmstudio models` lists them.", Fault.MISSING)
    if len(same) > 1 and not exact:
        names = ", ".join(each.name for each in same)
        raise Refused(f"“{name}” could be any of {names}; write more of it.", Fault.MISSING)
    return (exact or same)[0]
