"""`show`, `undo`, `redo` and `history`: one track, what holds and how it came to be."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath, Words

if TYPE_CHECKING:
    from edmstudio.app.editing import Change, Editor
    from edmstudio.domain.track import Track

PATH = click.argument("path", type=FilePath())
ANNOTATOR = click.option(
    "--annotator", type=Words(), metavar="NAME", help="Who decides; otherwise you."
)


@click.command()
@PATH
@common
def show(desk: Desk, path: Path) -> None:
    """What holds for a track now.

    Corrections stand over imported labels, and these over predictions."""
    tell_track(desk, found(desk, path))


@click.command()
@PATH
@ANNOTATOR
@common
def undo(desk: Desk, path: Path, *, annotator: str | None) -> None:
    """Take back a track's last correction."""
    _step(desk, path, annotator, lambda editor: editor.undo())


@click.command()
@PATH
@ANNOTATOR
@common
def redo(desk: Desk, path: Path, *, annotator: str | None) -> None:
    """Do again what was last taken back."""
    _step(desk, path, annotator, lambda editor: editor.redo())


@click.command()
@PATH
@common
def history(desk: Desk, path: Path) -> None:
    """Everything that was ever decided on a track, oldest first."""
    track = found(desk, path)
    _tell_history(desk, track, editor_of(desk, track, None))


def found(desk: Desk, path: Path) -> "Track":
    """The track of a path; whatever is refused from here on is told of it."""
    from edmstudio.app.finding_tracks import track_at

    desk.subject = str(path)
    return track_at(desk.library, path)


def editor_of(desk: Desk, track: "Track", annotator: str | None) -> "Editor":
    """The track, open for correction."""
    from edmstudio.app.editing import Editor

    return Editor(desk.library, track.track_id, annotator or desk.settings.signature)


def tell_track(desk: Desk, track: "Track") -> None:
    """The record of what holds."""
    from edmstudio.app import records
    from edmstudio.app.holding import Holding
    from edmstudio.cli.tables import sheet
    from edmstudio.store.predictions import Predictions

    held = Holding(desk.library).annotations(track.track_id)
    newest = Predictions(desk.library).newest(track.track_id)
    desk.output.record(records.held(track, held, newest), sheet)


def _step(
    desk: Desk, path: Path, annotator: str | None, step: "Callable[[Editor], Change]"
) -> None:
    track = found(desk, path)
    with desk.library.writing():  # from reading on, so that calls side by side wait for each other
        editor = editor_of(desk, track, annotator)
        step(editor)
    _tell_history(desk, track, editor)


def _tell_history(desk: Desk, track: "Track", editor: "Editor") -> None:
    from edmstudio.app import records
    from edmstudio.cli.tables import revision_line

    for made in editor.line:
        desk.output.record(records.revision(track, made), revision_line)
    if not editor.line:
        desk.output.say("Nothing was decided on this track yet.")
