"""`add` and `analyze`: tracks into the library, and predictions for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import COUNT, FilePath

if TYPE_CHECKING:
    from edmstudio.app.outcome import Analysed, Arrived, LeftOut
    from edmstudio.domain.track import Track

PATHS = FilePath()


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATHS, metavar="PATH...")
@common
def add(desk: Desk, paths: tuple[Path, ...]) -> None:
    """Take files and folders into the library.

    Moved and retagged files are known again by their audio.
    """
    from edmstudio.app import records
    from edmstudio.cli.tables import arrival

    for arrived in _added(desk, paths):
        desk.output.record(records.arrived(arrived), arrival)
    if not desk.output.told:
        desk.output.say("No sound files were found there.")


@click.command()
@click.argument("paths", nargs=-1, type=PATHS, metavar="[PATH]...")
@click.option("--jobs", type=COUNT, metavar="N", help="Processes at a time.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler to work on instead.")
@click.option("--force", is_flag=True, help="Ask again for tracks that have an answer.")
@common
def analyze(
    desk: Desk, paths: tuple[Path, ...], *, jobs: int | None, scheduler: str | None, force: bool
) -> None:
    """Hear grid, sections, cues, key and energy.

    For the tracks named, which are added where they are new, or for all that have no answer yet.
    Every track is stored as it is done: interrupted, the same call goes on from there.
    """
    from edmstudio.app.analysing import analyse_tracks, answered

    tracks = _asked_for(desk, paths, force=force)
    if not force:
        known = list(answered(desk.library, tracks))
        for answer in known:
            _tell(desk, answer)
        done = {answer.track.track_id for answer in known}
        tracks = [track for track in tracks if track.track_id not in done]
    place, cache = desk.workers(jobs, scheduler), desk.places.cache
    with desk.watching("Analysing") as watch:
        for each in analyse_tracks(watch, desk.library, tracks, place=place, cache=cache):
            _tell(desk, each)
    if not desk.output.told:
        desk.output.say("There is nothing to analyse; --force asks again for what has an answer.")


def _asked_for(desk: Desk, paths: tuple[Path, ...], *, force: bool) -> "list[Track]":
    from edmstudio.app.analysing import analysable, unanalysed

    if paths:
        arrived = {each.track.track_id: each.track for each in _added(desk, paths)}
        return list(arrived.values())
    return analysable(desk.library) if force else unanalysed(desk.library)


def _added(desk: Desk, paths: tuple[Path, ...]) -> "Iterator[Arrived]":
    """What arrives, as it does; what is left out is told at once."""
    from edmstudio.app.adding import add as add_files
    from edmstudio.app.outcome import LeftOut

    place, cache = desk.workers(), desk.places.cache
    with desk.watching("Reading") as watch:
        for each in add_files(watch, desk.library, paths, place=place, cache=cache):
            if isinstance(each, LeftOut):
                desk.left_out(each.path, each.reason)
            else:
                yield each


def _tell(desk: Desk, outcome: "Analysed | LeftOut") -> None:
    from edmstudio.app import records
    from edmstudio.app.outcome import LeftOut
    from edmstudio.cli.tables import track_line

    if isinstance(outcome, LeftOut):
        desk.left_out(outcome.path, outcome.reason)
    else:
        desk.output.record(records.predicted(outcome.track, outcome.prediction), track_line)
