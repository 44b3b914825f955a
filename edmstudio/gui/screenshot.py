"""The real window, drawn offscreen into a picture."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPointF, QSettings
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

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
from edmstudio.gui.screenshot_views import View, shown, wait
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.store.tracks import Tracks


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
        if shot.view is View.LOADING:  # as if nothing had been decoded yet
            aside = replace(aside, cache=Path(folder) / "cache")
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
        if shot.view is not View.LOADING:
            wait(running, lambda: made.studio.opening.settled and made.news.curves.settled)
        made.studio.session.look_at(shot.at - shot.span / 2, shot.at + shot.span / 2)
        made.studio.transport.seek(shot.at)
    over = shown(running, made, shot.view)
    if isinstance(over, ExportDialog | ImportDialog | RetrainDialog):
        wait(running, lambda: over.settled)
    running.processEvents()
    keep(made, over, shot.out)
    if over is not None:
        over.close()


def keep(made: Assembly, over: QWidget | None, out: Path) -> None:
    """Write what is to be seen now into a file, with what lies over the window.

    Raises
    ------
    Refused
        Where the picture can't be written.
    """
    made.canvas.settle()
    picture = made.window.grab()
    if over is not None:
        _lay_over(picture, over)
    out.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(out), "PNG"):
        raise Refused(f"The picture {out} can't be written.", Fault.PERMISSION)


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
