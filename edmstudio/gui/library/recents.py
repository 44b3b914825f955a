"""The libraries that were open lately."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from edmstudio.gui.words import tr

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


def offer(beside: QAction, libraries: Iterable[Path], choose: Callable[[str], object]) -> None:
    """A menu of these libraries, in the menu where the action "Open another library" hangs."""
    paths = list(libraries)
    for menu in beside.associatedObjects():
        if isinstance(menu, QMenu) and paths:
            inner = QMenu(tr("Recent libraries"), menu)
            following = menu.actions()[menu.actions().index(beside) + 1]
            menu.insertMenu(following, inner)
            for path in paths:
                opens = inner.addAction(str(path))
                opens.triggered.connect(partial(choose, str(path)))
