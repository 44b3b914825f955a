"""Draw every view and state of the window, to be looked at: `python -m tests.reports.looks FOLDER`.

`--sizes`, `--themes` and `--scales` say in which forms; `--only` names views or states. States that
last a moment (analysing, refused, learned) are staged in the real window with made-up figures.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.run import application
from edmstudio.gui.screenshot import Shot, keep, take
from edmstudio.gui.screenshot_views import View, wait
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from tests.gui.desks import places_in, window_on
from tests.reports import help_pictures
from tests.reports.staged_dialogs import DIALOGS
from tests.reports.states import STATES

DROP = 85.16  # seconds: what the demo's first track comes to
Stage = Callable[[Assembly], QWidget | None]
STAGES: dict[str, Stage] = {
    stage.__name__.replace("_", "-"): stage for stage in (*STATES, *DIALOGS)
}


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.reports.looks", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", nargs="+", default=["1280x800", "1920x1080", "2560x1440"])
    parser.add_argument("--themes", nargs="+", default=["dark", "light", "high-contrast"])
    parser.add_argument("--scales", nargs="+", type=int, default=[100, 150, 200])
    parser.add_argument("--only", nargs="+", default=[*View, *STAGES])
    asked = parser.parse_args()
    places = places_in(asked.folder / "library")
    if not places.library.exists():
        help_pictures.PLACE = asked.folder / "library"
        help_pictures.PLACE.mkdir(parents=True)
        help_pictures.furnish(places)
    for shot in _shots(asked):
        for name in asked.only:
            _draw(places, name, replace(shot, out=_out(asked.folder, name, shot)))


def _shots(asked: argparse.Namespace) -> Iterator[Shot]:
    for size in asked.sizes:
        wide, high = map(int, size.split("x"))
        for theme in asked.themes:
            for scale in asked.scales:
                yield Shot(Path(), at=DROP, span=48.0, size=(wide, high), theme=theme,
                           text_scale=scale)  # fmt: skip


def _out(folder: Path, name: str, shot: Shot) -> Path:
    return folder / f"{name}-{shot.size[0]}-{shot.theme}-{shot.text_scale}.png"


def _draw(places: Places, name: str, shot: Shot) -> None:
    settings = Settings(annotator="you", theme=shot.theme, text_scale=shot.text_scale)
    if name in set(View):
        track = _opened(places)
        take(places, settings, replace(shot, track=track, view=View(name)))
    else:
        with _window(places, settings, shot) as made:
            over = STAGES[name](made)
            application().processEvents()
            keep(made, over, shot.out)
            if over is not None:
                over.close()
    print(shot.out.name, flush=True)  # noqa: T201


def _opened(places: Places) -> Path:
    """The track that is shown, wherever its file lies: the library may be a copy."""
    library = Library(places.library)
    try:
        paths = (Path(track.path) for track in Tracks(library).all())
        return next(path for path in paths if path.stem == help_pictures.OPEN)
    finally:
        library.close()


@contextmanager
def _window(places: Places, settings: Settings, shot: Shot) -> Iterator[Assembly]:
    """A window on a copy of the library, so that one state leaves nothing behind for the next."""
    with tempfile.TemporaryDirectory() as folder:
        copy = replace(places_in(Path(folder)), cache=places.cache)
        shutil.copy(places.library, copy.library)
        with window_on(copy) as made:
            made.looks.take(settings)
            made.window.resize(*shot.size)
            made.studio.open_track(made.studio.tracks.all()[1].track_id)
            wait(application(), lambda: made.studio.opening.settled and made.news.curves.settled)
            made.studio.session.look_at(shot.at - shot.span / 2, shot.at + shot.span / 2)
            made.studio.transport.seek(shot.at)
            application().processEvents()
            yield made


if __name__ == "__main__":
    main()
