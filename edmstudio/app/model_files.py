"""The files of checkpoints beside a library: taken out, taken in, cleared away."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from edmstudio.app.current_model import bundled, models_folder
from edmstudio.app.known_models import found
from edmstudio.domain.refused import Fault, Refused
from edmstudio.model.file_format import card_of, told, verified
from edmstudio.store.checkpoints import Checkpoints, Kept
from edmstudio.store.library import Library

KEEP = 10  # files of checkpoints, besides the bundled one and those that are in use
SUFFIX = ".safetensors"


def file_in(library: Library, file: str) -> Path:
    """Where a checkpoint's file lies; `Refused` for a library in memory."""
    folder = models_folder(library)
    if folder is None:
        raise Refused("A library in memory has no models.", Fault.MODEL)
    return folder / file


def take_out(library: Library, name: str, target: Path) -> Path:
    """Copy a checkpoint's file to somewhere else, whole or not at all."""
    wanted = found(library, name)
    kept = Checkpoints(library).get(wanted.name)
    source = Path(bundled().path) if kept is None else file_in(library, kept.file)
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
    _copied(source, file_in(library, file))
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


def thin(library: Library) -> None:
    """Let files of old checkpoints go; their lines stay."""
    checkpoints = Checkpoints(library)
    wanted = {checkpoints.current(), *checkpoints.line()[-KEEP:]}
    for kept in checkpoints.all()[:-KEEP]:
        if kept.name not in wanted:
            file_in(library, kept.file).unlink(missing_ok=True)


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
