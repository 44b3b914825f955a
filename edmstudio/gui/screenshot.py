"""The real window, drawn offscreen into a picture."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtCore import QEventLoop, QPointF, QSettings
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from edmstudio.app.keeping import open_library
from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.gui.exchange.import_dialog import ImportDialog
from edmstudio.gui.look.looks import Looks
from edmstudio.gui.run import application
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.store.tracks import Tracks

PATIENCE = 120.0  # seconds for pictures that must be computed first


class View(StrEnum):
    """What of the window is drawn."""

    TRACK = "track"
    LIBRARY = "library"
    QUEUE = "queue"
    MODELS = "models"
    EXPORT = "export"
    IMPORT = "import"
    SETTINGS = "settings"
    KEYS = "keys"
    CHEAT_SHEET = "cheat-sheet"
    PALETTE = "palette"
    EVENTS = "events"
    HISTORY = "history"
    SIMILARITY = "similarity"
    TEMPLATES = "templates"
    RETRAIN = "retrain"
    BACKUPS = "backups"
    HELP = "help"
    TOUR = "tour"
    ABOUT = "about"


COMMANDS = {
    View.TEMPLATES: "cue.templates",
    View.RETRAIN: "model.retrain",
    View.BACKUPS: "library.restore",
    View.HELP: "help.contents",
    View.TOUR: "help.tour",
    View.ABOUT: "help.about",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is wanted.

    Attributes
    ----------
    out : Path
        Where it goes, as PNG.
    track : Path or None
        The track to open; None for the first of the library.
    view : View
    at : float
        Seconds of the playhead, in the middle of the picture.
    span : float
        Seconds in view.
    size : tuple of int
        Width and height in pixels.
    theme : str
    text_scale : int
        Per cent.
    """

    out: Path
    track: Path | None = None
    view: View = View.TRACK
    at: float = 60.0
    span: float = 30.0
    size: tuple[int, int] = (1440, 900)
    theme: str = "dark"
    text_scale: int = 100


def take(places: Places, settings: Settings, shot: Shot) -> None:
    """Open the library in a window that nobody sees, and draw it.

    Raises
    ------
    Refused
        Where the track is not in the library, or the picture can't be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = application()
    library = open_library(places)
    settings = replace(settings, theme=shot.theme, text_scale=shot.text_scale)
    with TemporaryDirectory() as folder:
        aside = replace(places, settings=Path(folder) / "settings.toml")
        layout = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        studio = Studio(library, aside, settings, audible=False)
        made = Assembly(studio, Looks(running, settings, aside), layout)
        try:
            _draw(running, made, shot)
        finally:
            made.dispose()


def _draw(running: QApplication, made: Assembly, shot: Shot) -> None:
    made.window.resize(*shot.size)
    made.show()
    track = _track(made.studio.tracks, shot.track)
    if track is not None:
        made.studio.open_track(track.track_id)
        made.library.pick([track.track_id])
        _wait(running, lambda: made.studio.opening.settled and made.news.curves.settled)
        made.studio.session.look_at(shot.at - shot.span / 2, shot.at + shot.span / 2)
        made.studio.transport.seek(shot.at)
    over = _opened(running, made, shot.view)
    if isinstance(over, ExportDialog | ImportDialog | RetrainDialog):
        _wait(running, lambda: over.settled)
    running.processEvents()
    made.canvas.settle()
    picture = made.window.grab()
    if over is not None:
        _lay_over(picture, over)
        over.close()
    shot.out.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(shot.out), "PNG"):
        raise Refused(f"The picture {shot.out} can't be written.", Fault.PERMISSION)


def _opened(running: QApplication, made: Assembly, view: View) -> QWidget | None:
    """What lies over the window in this view."""
    doors = made.doors
    match view:
        case View.TRACK:
            return None
        case View.LIBRARY:
            made.window.spread_library()
            return None
        case View.QUEUE:
            _ask(running, made)
            return None
        case View.PALETTE:
            doors.palette()
            return QApplication.activePopupWidget()
        case View.MODELS:
            made.models.models()
        case View.EXPORT:
            doors.export()
        case View.IMPORT:
            doors.exchange.import_labels(doors.exchange.exchange.known_files())
        case View.SETTINGS:
            doors.settings()
        case View.KEYS:
            doors.keys()
        case View.CHEAT_SHEET:
            doors.cheat_sheet()
        case View.EVENTS | View.HISTORY | View.SIMILARITY:
            dock = made.window.docks[view.value]
            dock.show()
            dock.raise_()
            running.processEvents()
            _wait(running, lambda: made.similarity.settled)
        case _:
            made.commands[COMMANDS[view]].run()
    help_window = doors.help.helping.shown
    return help_window if view is View.HELP else _dialog(made)


def _dialog(made: Assembly) -> QDialog | None:
    """The one that is open; not all of them hold up the window."""
    return next((each for each in made.window.findChildren(QDialog) if each.isVisible()), None)


def _ask(running: QApplication, made: Assembly) -> None:
    """The first question that waits; it does not play, or no two pictures would be the same."""
    made.commands["review.start"].run()
    if made.reviewer.item is not None:
        _wait(running, lambda: made.studio.transport.playing)
        made.studio.transport.pause()
        _wait(running, lambda: made.studio.opening.settled and made.news.curves.settled)
        made.studio.transport.seek(made.reviewer.item.suspicion.start)


def _lay_over(picture: QPixmap, over: QWidget) -> None:
    """The dialog where the person would see it: in the middle of the window."""
    ratio = picture.devicePixelRatio()
    left = (picture.width() / ratio - over.width()) / 2
    top = min(80.0, (picture.height() / ratio - over.height()) / 2)
    with QPainter(picture) as painter:
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
        painter.drawPixmap(QPointF(left, top), over.grab())


def _track(tracks: Tracks, path: Path | None) -> Track | None:
    if path is None:
        return next(iter(tracks.all()), None)
    found = tracks.at(str(path.absolute()))
    if found is None:
        raise Refused(f"{path} is not in the library; add it first.", Fault.MISSING)
    return found


def _wait(running: QApplication, settled: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not settled() and monotonic() < end:
        running.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
