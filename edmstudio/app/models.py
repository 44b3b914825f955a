"""The checkpoints of a library: promoted, used, rolled back, taken out and in; each in one step."""

import logging
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edmstudio.app.current_model import CurrentModel, bundled, current, models_folder
from edmstudio.app.holding import Holding
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Outcome
from edmstudio.model.file_format import card_of, told, verified
from edmstudio.store.checkpoints import Checkpoints, Kept
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks

logger = logging.getLogger(__name__)
KEEP = 10  # files of checkpoints, besides the bundled one and those that are in use
SUFFIX = ".safetensors"


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
    file = _file(library, outcome.file)
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
    _thin(library)
    return outcome.name


def discard(library: Library, outcome: Outcome) -> None:
    """Let a candidate go; nothing else changes."""
    if outcome.file and Checkpoints(library).get(outcome.name) is None:
        _file(library, outcome.file).unlink(missing_ok=True)


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
    path = _file(library, kept.file)
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


def take_out(library: Library, name: str, target: Path) -> Path:
    """Copy a checkpoint's file to somewhere else, whole or not at all."""
    wanted = found(library, name)
    kept = Checkpoints(library).get(wanted.name)
    source = Path(bundled().path) if kept is None else _file(library, kept.file)
    if not source.is_file():
        raise Refused(f"The file of {wanted.name} is gone: {source}.", Fault.MISSING)
    _copied(source, target)
    return target


def take_in(library: Library, source: Path) -> str:
    """Copy a checkpoint's file into the library; it does not answer before it is used.

    Raises
    ------
    Refused
        Where it is damaged or none of ours.
    """
    if not source.is_file():
        raise Refused(f"There is no model at {source}.", Fault.MISSING)
    name, card = verified(source), card_of(source)
    if name == bundled().name or Checkpoints(library).get(name) is not None:
        return name
    file = f"{name}{SUFFIX}"
    _copied(source, _file(library, file))
    kept = Kept(name, file, told(source)["digest"], card, datetime.now(UTC).isoformat(), "import")
    Checkpoints(library).put(kept)
    return name


def forget_strays(library: Library) -> None:
    """Remove files of candidates that were neither promoted nor discarded before a death."""
    folder = models_folder(library)
    if folder is None or not folder.is_dir():
        return
    known = {kept.file for kept in Checkpoints(library).all()}
    for path in folder.iterdir():
        if path.name not in known and path.name.endswith((SUFFIX, ".partial")):
            path.unlink(missing_ok=True)


def found(library: Library, name: str) -> Listed:
    """A checkpoint by its name or the beginning of it; `Refused` where there is none."""
    same = [each for each in listed(library) if each.name == name or each.name.startswith(name)]
    exact = [each for each in same if each.name == name]
    if not same:
        raise Refused(f"There is no model “{name}”; `edmstudio models` lists them.", Fault.MISSING)
    if len(same) > 1 and not exact:
        names = ", ".join(each.name for each in same)
        raise Refused(f"“{name}” could be any of {names}; write more of it.", Fault.MISSING)
    return (exact or same)[0]


def _file(library: Library, file: str) -> Path:
    folder = models_folder(library)
    if folder is None:
        raise Refused("A library in memory has no models.", Fault.MODEL)
    return folder / file


def _copied(source: Path, target: Path) -> None:
    partial = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Refused(f"{target} can't be written: {error}.", Fault.PERMISSION) from error


def _thin(library: Library) -> None:
    """Let files of old checkpoints go; their lines stay."""
    checkpoints = Checkpoints(library)
    wanted = {checkpoints.current(), *checkpoints.line()[-KEEP:]}
    for kept in checkpoints.all()[:-KEEP]:
        if kept.name not in wanted:
            _file(library, kept.file).unlink(missing_ok=True)
