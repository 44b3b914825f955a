"""`merge` and `decisions`: what several reviewers did becomes one, and can be taken out."""

from datetime import UTC, datetime
from pathlib import Path

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.track import ANNOTATOR
from edmstudio.cli.values import FilePath

FILE = FilePath(dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--preview", "only_preview", is_flag=True, help="Tell what it would bring.")
@ANNOTATOR
@common
def merge(desk: Desk, file: Path, *, only_preview: bool, annotator: str | None) -> None:
    """Take in all that another reviewer's library has.

    FILE is a library or a backup of one. Tracks are matched by their audio. Corrections of both
    hold where they are about different things; where two people decided the same thing
    differently, the later one holds and is listed. It does not matter who takes from whom, nor how
    often. The library is backed up first, and `edmstudio undo` takes back what came to a track.
    """
    from edmstudio.app import merge_record, merging
    from edmstudio.cli.review_tables import met

    desk.subject = str(file)
    with desk.watching("Comparing") as watch:
        if only_preview:
            found = merging.preview_merge(watch, desk.library, file)
        else:
            found = merging.merge(
                watch,
                desk.library,
                file,
                places=desk.places,
                annotator=annotator or desk.settings.signature,
                now=datetime.now(UTC),
            )
    desk.output.record(merge_record.met(found), met)


@click.command()
@click.argument("out", type=FILE, required=False)
@click.option("--agreement", is_flag=True, help="How far reviewers agree on what both answered.")
@common
def decisions(desk: Desk, out: Path | None, *, agreement: bool) -> None:
    """Every answer that was given in review, with what was asked and why.

    Printed, or written to OUT, a name that ends in .csv or .jsonl. With --agreement, Cohen's kappa
    of each two reviewers instead: 1 is perfect, 0 is chance.
    """
    from edmstudio.app.decision_log import export_decisions, logged
    from edmstudio.cli.review_tables import decided

    desk.subject = str(out or desk.places.library)
    if agreement:
        if out is not None:
            raise click.UsageError("--agreement is printed; leave OUT away.")
        _tell_agreement(desk)
        return
    if out is not None:
        count = export_decisions(desk.library, out)
        desk.output.record(
            {"out": str(out), "decisions": count},
            lambda said: f"{said['decisions']} decisions in {said['out']}.",
        )
        return
    for each in logged(desk.library):
        desk.output.record(each, decided)
    if not desk.output.told:
        desk.output.say("Nobody has answered a question yet.")


def _tell_agreement(desk: Desk) -> None:
    from edmstudio.app.decision_log import agreed
    from edmstudio.cli.review_tables import agreement

    for each in agreed(desk.library):
        desk.output.record(each, agreement)
    if not desk.output.told:
        desk.output.say("No two reviewers have answered the same question yet.")
