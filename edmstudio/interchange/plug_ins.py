"""Formats by their entry points: our own, and those of other people's packages.

A package of somebody else's that cannot be loaded is left out, and never takes the program down;
in safe mode none of them is loaded.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

logger = logging.getLogger(__name__)
GROUPS = ("edmstudio.importers", "edmstudio.exporters")
OURS = "edmstudio"
SAFE_MODE = "EDMSTUDIO_SAFE_MODE"


@dataclass(frozen=True, slots=True)
class PlugIn:
    """A format that another package brings; `trouble` says why it cannot be used."""

    name: str
    package: str
    version: str
    trouble: str = ""


def points(group: str) -> list[EntryPoint]:
    """The formats that may be used, ours first, none of them loaded yet."""
    safe = bool(os.environ.get(SAFE_MODE))
    held = [point for point in entry_points(group=group) if not safe or _is_ours(point)]
    return sorted(held, key=lambda point: not _is_ours(point))


def formats(group: str) -> Iterator[Any]:
    """Every format that can be used, ready made."""
    for point in points(group):
        try:
            yield made(point)
        except Exception as error:
            if _is_ours(point):
                raise
            logger.warning("the format %s of %s cannot be used: %s", point.name, point.value, error)


def made(point: EntryPoint) -> Any:
    """The format of an entry point."""
    return point.load()()


def others() -> list[PlugIn]:
    """The formats of other people's packages, tried out."""
    found = []
    for group in GROUPS:
        for point in points(group):
            if not _is_ours(point):
                package = point.dist.name if point.dist else point.module
                version = point.dist.version if point.dist else ""
                found.append(PlugIn(point.name, package, version, _trouble(point)))
    return found


def _trouble(point: EntryPoint) -> str:
    try:
        made(point)
    except Exception as error:  # noqa: BLE001 - as above
        return f"{type(error).__name__}: {error}"
    return ""


def _is_ours(point: EntryPoint) -> bool:
    return point.module.partition(".")[0] == OURS
