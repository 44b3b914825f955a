"""The libraries that were open lately."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

KEY = "recent/libraries"
MOST = 8


def recent(settings: QSettings) -> list[Path]:
    """The libraries that still exist, the latest first."""
    held: Any = settings.value(KEY, [])
    names = [held] if isinstance(held, str) else list(held or [])
    return [path for path in map(Path, names) if path.exists()]


def remember(library: Path, settings: QSettings) -> None:
    """This one is open now."""
    others = [str(path) for path in recent(settings) if path != library]
    settings.setValue(KEY, [str(library), *others][:MOST])
