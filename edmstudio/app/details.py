"""What a developer asks first: versions and places, with nothing of the person's music."""

import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from edmstudio.app.finding_files import SUFFIXES
from edmstudio.app.places import Places
from edmstudio.interchange.plug_ins import others
from edmstudio.store.integrity import sqlite_version

PARTS = ("PySide6-Essentials", "torch", "numpy", "av", "soundfile", "sounddevice", "mutagen",
         "sqlite-utils", "cleanlab")  # fmt: skip
COMPONENTS = "Components"  # the detail that lists them
MEGABYTE = 1_000_000  # bytes, as file managers count
_ENDINGS = "|".join(map(re.escape, sorted(SUFFIXES)))
_SOUND = re.compile(rf"(?:~|[A-Za-z]:)?[/\\][^\n\"']*?(?:{_ENDINGS})\b", re.I)
Details = dict[str, str]


def parts() -> Details:
    """The program and what it is made of; nothing is loaded for it."""
    return {
        "EDM Studio": version("edmstudio"),
        "Python": platform.python_version(),
        "System": platform.platform(),
        "SQLite": sqlite_version(),
        COMPONENTS: ", ".join(filter(None, map(_named, PARTS))),
        "Format plug-ins": _plug_ins() or "none",
    }


def things(places: Places) -> Details:
    """Where the person's things lie."""
    return {
        "Library": f"{redacted(str(places.library))}{_size(places.library)}",
        "Backups": redacted(str(places.backups)),
        "Settings": redacted(str(places.settings)),
        "Cache": redacted(str(places.cache)),
    }


def as_text(details: Details) -> str:
    """A line for each, to be copied into a report."""
    return "\n".join(f"{name}: {value}" for name, value in details.items())


def redacted(text: str) -> str:
    """Without the name of the person's account, and without the names of sound files."""
    home = str(Path.home())
    named = text.replace(home, "~") if len(home) > 1 else text
    return _SOUND.sub("‹sound file›", named)


def _named(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def _plug_ins() -> str:
    return ", ".join(
        f"{each.name} of {each.package} {each.version}"
        + (f" (cannot be used: {each.trouble})" if each.trouble else "")
        for each in others()
    )


def _size(file: Path) -> str:
    try:
        return f" ({file.stat().st_size / MEGABYTE:.1f} MB)"
    except OSError:
        return ""
