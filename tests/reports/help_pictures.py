"""Draw the pictures of the manual and of the readme: `python -m tests.reports.help_pictures`.

The demo's tracks, with a rekordbox collection that says some things of them wrongly, in the real
window; the same pictures every time on the same machine.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from edmstudio.app.demo import brought_in
from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from tests.gui.desks import places_in

RESOURCES = Path(__file__).parents[2] / "resources"
PLACE = Path(tempfile.gettempdir()) / "EDM Studio"  # a fixed one: dialogs show paths
OPEN, DROP = "Demo House", 85.16  # seconds: its first drop, with the build before it


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["HOME"] = str(PLACE)  # where an export goes unless told otherwise
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    places = places_in(PLACE)
    furnish(places)
    draw(places)
    shutil.rmtree(PLACE)


def furnish(places: Places) -> None:
    """A library as after an evening: analysed, with labels of rekordbox, and doubts about them."""
    library = Library(places.library)
    try:
        for step in brought_in(Watch(), library, PLACE, place=Inline(), cache=places.cache):
            print(step.name, flush=True)  # noqa: T201
    finally:
        library.close()


def draw(places: Places) -> None:
    """Every picture that a page or the readme shows."""
    from edmstudio.gui.screenshot import Shot, take
    from edmstudio.gui.screenshot_views import View

    track = PLACE / "music" / f"{OPEN}.flac"
    plain = Shot(Path(), track, at=DROP, span=48.0, size=(1280, 800))
    wanted = {
        "help/pictures/window.png": plain,
        "help/pictures/library.png": replace(plain, view=View.LIBRARY),
        "help/pictures/review.png": replace(plain, view=View.QUEUE),
        "help/pictures/import.png": replace(plain, view=View.IMPORT),
        "help/pictures/export.png": replace(plain, view=View.EXPORT),
        "pictures/track-dark.png": replace(plain, size=(1440, 900)),
    }
    for name, shot in wanted.items():
        take(places, Settings(annotator="you"), replace(shot, out=RESOURCES / name))
        print(name, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
