"""The window itself, and pictures of it; Qt is loaded inside these commands only."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath, Finite, Pixels, Size
from edmstudio.domain.refused import Refused

VIEWS = (
    "track", "library", "queue", "models", "export", "import", "settings", "keys", "cheat-sheet",
    "palette", "events", "history", "similarity", "templates", "retrain", "backups", "help", "tour",
    "about", "first-run", "loading", "nothing-found", "columns", "left-out", "restore-tags",
)  # fmt: skip
PATH = FilePath()


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window would find a screen, or was told to do without."""
    if platform in {"win32", "darwin"} or environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


@click.command(hidden=True)
@click.argument("paths", nargs=-1, type=PATH)
@common
def open(desk: Desk, paths: tuple[Path, ...] = ()) -> None:
    """Open the window, with these tracks added and the first one shown."""
    show_window(desk, paths)


def show_window(desk: Desk, paths: tuple[Path, ...]) -> None:
    """The window, until it is closed; `Refused` where there is no screen for it."""
    if not has_display(os.environ, sys.platform):
        raise Refused(
            "There is no screen here to open the window on; `edmstudio --help` lists what works "
            "without one."
        )
    from edmstudio.gui.run import run, run_safely

    # Ctrl-C ends the process at once: Qt runs no Python handler while it waits for events, every
    # correction is committed already, and workers leave with their master.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = (run_safely if desk.safe_mode else run)(desk.places, desk.settings, paths)
    if code:
        click.get_current_context().exit(code)


@click.command()
@click.argument("out", type=PATH, metavar="OUT.png")
@click.option("--track", type=PATH, metavar="PATH", help="The track; otherwise the first one.")
@click.option("--view", type=click.Choice(VIEWS), default="track", help="What to draw.")
@click.option("--at", type=Finite(0.0), default=60.0, metavar="SECONDS", help="The playhead.")
@click.option("--span", type=Finite(0.05), default=30.0, metavar="SECONDS", help="In view.")
@click.option("--size", type=Size(), default="1440x900", metavar="WxH", help="In pixels.")
@click.option(
    "--theme", type=click.Choice(["dark", "light", "high-contrast"]), default="dark", help="Look."
)
@click.option(
    "--text-scale", type=click.IntRange(80, 200), default=100, metavar="PERCENT", help="Of text."
)
@common
def screenshot(
    desk: Desk,
    out: Path,
    *,
    track: Path | None,
    view: str,
    at: float,
    span: float,
    size: Pixels,
    theme: str,
    text_scale: int,
) -> None:
    """Draw the window into a picture.

    It is the real one; no screen is needed."""
    from edmstudio.gui.screenshot import Shot, take
    from edmstudio.gui.screenshot_views import View

    desk.subject = str(out)
    take(
        desk.places, desk.settings, Shot(out, track, View(view), at, span, size, theme, text_scale)
    )
    desk.output.record({"out": str(out), "view": view}, lambda record: str(record["out"]))
