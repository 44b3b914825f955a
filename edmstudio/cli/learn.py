"""`retrain` and `models`: learning from corrections, and the checkpoints that come of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath

if TYPE_CHECKING:
    from edmstudio.domain.retraining import Outcome


@click.command()
@click.option("--deep", is_flag=True, help="More steps, then rounds of teacher and student.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it; change nothing.")
@click.option("--no-renew", is_flag=True, help="Leave other tracks to the next `analyze`.")
@common
def retrain(desk: Desk, *, deep: bool, dry_run: bool, no_renew: bool) -> None:
    """Learn from the corrections, and keep what was learned if it is better.

    Judged on corrected tracks that it did not train on. Where it is not better the old
    checkpoint stays, with the reason. Corrections are never touched.
    """
    from edmstudio.app import retrain_record, retraining
    from edmstudio.app.current_model import current
    from edmstudio.cli.model_tables import outcome_told

    desk.subject = str(desk.places.library)
    with desk.watching("Learning") as watch:
        outcome = retraining.retrain(
            watch,
            lambda news: None,
            desk.library,
            place=desk.workers(),
            cache=desk.places.cache,
            deep=deep,
        )
    promoted = _settled(desk, outcome, dry_run=dry_run)
    answers = current(desk.library).name
    record = retrain_record.retrained(outcome, answers, promoted=promoted)
    desk.output.record(record, outcome_told)
    if promoted and not no_renew:
        _renew(desk)


def _settled(desk: Desk, outcome: "Outcome", *, dry_run: bool) -> bool:
    """Promote what is better; otherwise leave everything as it was."""
    from edmstudio.app import models

    if dry_run or not outcome.verdict.promoted:
        models.discard(desk.library, outcome)
        return False
    models.promote(desk.library, outcome)
    return True


def _renew(desk: Desk) -> None:
    """What is predicted follows the checkpoint of now, and so does a queue that waits."""
    from edmstudio.app.doubting import build_queue
    from edmstudio.app.outcome import LeftOut
    from edmstudio.app.renewing import renew
    from edmstudio.store.queue import Queue

    with desk.watching("Predicting anew") as watch:
        for each in renew(watch, desk.library, place=desk.workers(), cache=desk.places.cache):
            if isinstance(each, LeftOut):
                desk.left_out(each.path, each.reason)
    if Queue(desk.library).waiting():
        with desk.watching("Looking for doubts") as watch:
            build_queue(watch, desk.library, place=desk.workers())


@click.group(invoke_without_command=True)
@common
def models(desk: Desk) -> None:
    """The checkpoints: list, use, roll back, export, import."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        _list(desk)


@models.command("list")
@common
def list_(desk: Desk) -> None:
    """All checkpoints, the oldest first, with figures and lineage."""
    _list(desk)


@models.command()
@click.argument("name", metavar="ID")
@common
def use(desk: Desk, name: str) -> None:
    """Let a checkpoint answer from now on."""
    from edmstudio.app import models as checkpoints

    desk.subject = name
    checkpoints.use(desk.library, name)
    _switched(desk)


@models.command()
@common
def rollback(desk: Desk) -> None:
    """Let the checkpoint before answer again."""
    from edmstudio.app import models as checkpoints

    desk.subject = str(desk.places.library)
    checkpoints.roll_back(desk.library)
    _switched(desk)


@models.command("export")
@click.argument("name", metavar="ID")
@click.argument("file", type=FilePath(dir_okay=False))
@common
def export(desk: Desk, name: str, file: Path) -> None:
    """Copy a checkpoint into a file."""
    from edmstudio.app.known_models import found
    from edmstudio.app.model_files import take_out

    desk.subject = name
    take_out(desk.library, name, file.absolute())
    _show(desk, found(desk.library, name).name, out=str(file))


@models.command("import")
@click.argument("file", type=FilePath(dir_okay=False))
@common
def import_(desk: Desk, file: Path) -> None:
    """Take a checkpoint from a file; it answers once it is used."""
    from edmstudio.app.model_files import take_in

    desk.subject = str(file)
    _show(desk, take_in(desk.library, file.absolute()))


def _list(desk: Desk) -> None:
    from edmstudio.app.known_models import listed
    from edmstudio.cli.model_tables import model_told

    desk.subject = str(desk.places.library)
    for each in listed(desk.library):
        desk.output.record(each.record(), model_told)


def _show(desk: Desk, name: str, **more: Any) -> None:
    from edmstudio.app.known_models import found
    from edmstudio.cli.model_tables import model_told

    record = found(desk.library, name).record()
    desk.output.record({**record, **more}, model_told)


def _switched(desk: Desk) -> None:
    """Show what answers now, and what it said before; the rest is asked for by `analyze`."""
    from edmstudio.app.analysing import unanalysed
    from edmstudio.app.current_model import current
    from edmstudio.app.renewing import shown_again
    from edmstudio.cli.tables import several

    with desk.watching("Showing") as watch:
        for _ in shown_again(watch, desk.library):
            pass
    _show(desk, current(desk.library).name)
    if left := len(unanalysed(desk.library)):
        desk.output.say(f"Not heard by it yet: {several(left, 'track')}; `edmstudio analyze`.")
