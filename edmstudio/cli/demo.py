"""`demo`: the whole loop on tracks that the program renders itself."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.demo_report import as_report, line
from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath
from edmstudio.cli.window import has_display, show_window

if TYPE_CHECKING:
    from edmstudio.app.demo_step import Step
    from edmstudio.gui.screenshot import Shot

Record = dict[str, Any]


@click.command()
@click.option(
    "--out",
    type=FilePath(file_okay=False),
    metavar="DIR",
    help="Where everything goes; otherwise beside the usual library.",
)
@click.option("--headless", is_flag=True, help="No window: pictures of it, and a report.")
@common
def demo(desk: Desk, *, out: Path | None, headless: bool) -> None:
    """Go once round on rendered tracks.

    Render, add, import labels with planted errors, analyse, look for doubts, answer the first,
    correct a cue, undo, redo, mend by hand what is left, retrain, export.

    Called again after it was stopped it goes on. Then the window opens on the result, or, where
    there is no screen, its pictures are drawn.
    """
    from edmstudio.interchange.atomic_file import made_folder

    folder = (out or desk.places.library.parent / "demo").absolute()
    made_folder(folder)
    desk.library_file = desk.library_file or folder / "demo.db"
    headless = headless or not has_display(os.environ, sys.platform)
    steps = [_told(desk, step) for step in _steps(desk, folder, pictures=headless)]
    if headless:
        steps += [_told(desk, step) for step in _pictures(desk, folder, _shown(steps))]
    report = folder / "report.md"
    report.write_text(as_report(steps), encoding="utf-8")
    desk.output.record({"step": "report", "out": str(report)}, line)
    if not headless:
        desk.close()  # the window opens the library itself
        show_window(desk, (folder / "music",))


def _steps(desk: Desk, folder: Path, *, pictures: bool) -> "Iterator[Step]":
    """The way round; a picture of the review is taken while there are questions."""
    from edmstudio.app.demo import demo as once_round

    place, cache = desk.workers(), desk.places.cache
    picture = folder / "review.png"
    with desk.watching("Demo") as watch:
        for step in once_round(watch, desk.library, folder, place=place, cache=cache):
            yield step
            if pictures and step.name == "question" and not picture.exists():
                yield _review(desk, picture)


def _review(desk: Desk, out: Path) -> "Step":
    from edmstudio.gui.screenshot import Shot
    from edmstudio.gui.screenshot_views import View

    return _picture(desk, Shot(out, view=View.QUEUE))


def _shown(steps: list[Record]) -> Record:
    """What the pictures show: the corrected track, around the cue that was corrected."""
    done = {step["step"]: step for step in steps}
    corrected, before = done["correct"], done["undo"]["cues"]
    moments = [cue["time"] for cue in corrected["cues"] if cue not in before]
    return {"track": Path(corrected["path"]), "at": min(moments, default=30.0)}


def _pictures(desk: Desk, folder: Path, shown: Record) -> "Iterator[Step]":
    """The real window, drawn offscreen."""
    from edmstudio.gui.screenshot import Shot
    from edmstudio.gui.screenshot_views import View

    desk.close()
    for name, shot in {
        "track-dark": Shot(Path(), **shown),
        "track-light": Shot(Path(), **shown, theme="light"),
        "library": Shot(Path(), **shown, view=View.LIBRARY),
        "models": Shot(Path(), **shown, view=View.MODELS),
        "export": Shot(Path(), **shown, view=View.EXPORT),
    }.items():
        yield _picture(desk, replace(shot, out=folder / f"{name}.png"))


def _picture(desk: Desk, shot: "Shot") -> "Step":
    from edmstudio.app.demo_step import Step
    from edmstudio.gui.screenshot import take

    take(desk.places, desk.settings, shot)
    facts = {"out": str(shot.out), "view": str(shot.view), "theme": shot.theme}
    return Step("screenshot", facts)


def _told(desk: Desk, step: "Step") -> Record:
    record = {"step": step.name, **step.facts}
    desk.output.record(record, line)
    return record
