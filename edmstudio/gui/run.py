"""From a call to a window: the application, its look, one library after the other."""

import ctypes
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from edmstudio.app.keeping import open_library, restore
from edmstudio.app.manual import NEWS
from edmstudio.app.places import Places
from edmstudio.app.settings import FILE, Settings
from edmstudio.domain.refused import Refused
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.library.recents import remember
from edmstudio.gui.look.looks import Looks
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.jobs.executors import Place

SWITCH = 0.0005  # seconds; at Python's default a busy thread keeps the sound waiting for 8 ms
ARENA_MAX = -8  # of malloc.h
LAYOUT, VERSION = "window.ini", "program/version"


def check_qt(qt: str, python: tuple[int, int]) -> None:
    """Refuse the one pair that dies after a second of panning (PySide6 6.12.0 drops None)."""
    if qt == "6.12.0" and python < (3, 12):
        raise Refused(
            f"PySide6 {qt} breaks Python {python[0]}.{python[1]}; please install another one: "
            'pip install "PySide6-Essentials>=6.10,<6.12".'
        )


def application() -> QApplication:
    """The one application of this process."""
    check_qt(PySide6.__version__, sys.version_info[:2])
    held = QApplication.instance()
    made = held if isinstance(held, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("EDM Studio")
    made.setDesktopFileName("edmstudio")
    sys.setswitchinterval(SWITCH)
    _share_one_heap()
    return made


def _share_one_heap() -> None:
    """Keep glibc from giving each thread a heap of its own (mallopt(3)).

    Pictures that one thread makes and another drops leave holes there: 60 MB of them after two
    minutes on a screen of 3840 x 2160.
    """
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def remembered(places: Places) -> QSettings:
    """Layout of the window, columns and keys, beside the settings."""
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    return QSettings(str(places.settings.parent / LAYOUT), QSettings.Format.IniFormat)


def assemble(
    running: QApplication,
    places: Places,
    settings: Settings,
    *,
    place: Place | None = None,
    audible: bool = True,
) -> Assembly:
    """A window on a library, not yet shown."""
    library = open_library(places)
    kept = remembered(places)
    remember(places.library, kept)
    looks = Looks(running, settings, places)
    return Assembly(Studio(library, places, settings, place=place, audible=audible), looks, kept)


def greet(made: Assembly) -> None:
    """After an update, say where to read what is new; nobody is asked anything."""
    now, before = version("edmstudio"), made.remembered.value(VERSION)
    if before is not None and before != now:
        said = tr("This is EDM Studio {version} now.").format(version=now)
        made.toast.offer(said, NEWS, tr("What’s new"))
    made.remembered.setValue(VERSION, now)


class Windows(QObject):
    """One window at a time; another library takes the place of the one that is open."""

    def __init__(self, running: QApplication, settings: Settings) -> None:
        super().__init__(running)
        self._running, self._settings = running, settings
        self.open_one: Assembly | None = None

    def open(self, places: Places, paths: Sequence[Path] = ()) -> Assembly:
        """Show a library, with these tracks added and the first one open."""
        made = assemble(self._running, places, self._settings)
        made.library_chosen.connect(self._change)
        made.restore_asked.connect(self._restore)
        made.studio.problems.watch()
        self.open_one = made
        made.studio.session.opened.connect(made.tour.start_once)
        made.show()
        greet(made)
        if paths:
            made.doors.exchange.take(paths, open_first=True)
        return made

    def _change(self, name: str) -> None:
        held = self.open_one
        if held is None:
            return
        library = Path(name).absolute()
        backups = library.with_name(f"{library.stem} backups")
        places = replace(held.studio.places, library=library, backups=backups)
        self._settings = held.studio.settings
        try:
            self.open(places)
        except Refused as refusal:
            held.studio.problems.tell(refusal)
        else:
            held.dispose()

    def _restore(self, name: str) -> None:
        """A copy takes the library's place; where it can't, the library opens again as it was."""
        held = self.open_one
        if held is None:
            return
        places, self._settings = held.studio.places, held.studio.settings
        self._running.setQuitOnLastWindowClosed(False)
        held.dispose()
        try:
            kept = restore(Path(name), places)
        except Refused as refusal:
            self.open(places).studio.problems.tell(refusal)
        else:
            said = tr("The backup is back; the library as it was is {kept}")
            self.open(places).studio.said.emit(said.format(kept=kept or tr("gone")))
        self._running.setQuitOnLastWindowClosed(True)


def run(places: Places, settings: Settings, paths: Sequence[Path] = ()) -> int:
    """Show the window; back when it is closed, with the status for the shell."""
    running = application()
    windows = Windows(running, settings)
    windows.open(places, paths)
    return running.exec()


def run_safely(places: Places, settings: Settings, paths: Sequence[Path] = ()) -> int:
    """The same with layout, keys and settings as they come; the person's own are not touched."""
    with TemporaryDirectory(prefix="edmstudio-") as folder:
        running = application()
        running.setApplicationDisplayName(tr("safe mode"))
        return run(replace(places, settings=Path(folder) / FILE), settings, paths)
