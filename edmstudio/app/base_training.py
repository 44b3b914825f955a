"""Making the bundled model: a recipe in, a checkpoint out, in a process of its own."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edmstudio.app.in_training import make_base
from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.atomic_file import made_folder
from edmstudio.jobs.apart import apart
from edmstudio.jobs.executors import cores
from edmstudio.jobs.job import Watch

Tell = Callable[[dict[str, Any]], None]


def train_base(watch: Watch, tell: Tell, *, config: Path | None, folder: Path, out: Path) -> str:
    """Train by a recipe (TOML; the usual one where there is none); returns the weights' hash.

    All that is made on the way stays in `folder`, so that the same call goes on after a stop.
    """
    recipe = {} if config is None else _read(config)
    made_folder(folder)
    return apart(watch, make_base, recipe, str(folder), str(out), tell=tell, threads=cores())


def _read(config: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"There is no recipe at {config}.", Fault.MISSING) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(f"The recipe {config} can't be read: {error}.") from error
