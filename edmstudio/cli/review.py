"""`queue` and `review`: what may be wrong, and what a person says to it."""

from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.track import ANNOTATOR
from edmstudio.cli.values import COUNT, FilePath, Finite, Words
from edmstudio.domain.suspicion import Kind, Verdict

if TYPE_CHECKING:
    from edmstudio.domain.suspicion import QueueItem

KINDS = click.Choice([str(kind) for kind in Kind])
VERDICTS = click.Choice(["accept", "keep", "skip"])


@click.command()
@click.option("--kind", type=KINDS, help="Only questions of one kind.")
@click.option("--limit", type=COUNT, metavar="N", help="At most N questions.")
@click.option(
    "--waiting",
    is_flag=True,
    help="List what waits, corrections followed; do not look for doubts anew.",
)
@click.option(
    "--label-next",
    is_flag=True,
    help="List instead which tracks without labels to label first, and why.",
)
@common
def queue(
    desk: Desk, *, kind: str | None, limit: int | None, waiting: bool, label_next: bool
) -> None:
    """What may be wrong, most worth a look first.

    Labels are compared with what the current checkpoint hears and with each other. What has one
    cause is one question.
    """
    if kind and label_next:
        raise click.UsageError("--kind goes with questions, not with --label-next.")
    from edmstudio.app import review_record
    from edmstudio.app.doubting import build_queue
    from edmstudio.app.following import Follower
    from edmstudio.cli.review_tables import question
    from edmstudio.store.queue import Queue
    from edmstudio.store.tracks import Tracks

    desk.subject = str(desk.places.library)
    if waiting:
        Follower(desk.library).follow()
    else:
        with desk.watching("Looking for doubts") as watch:
            build_queue(watch, desk.library, place=desk.workers())
    if label_next:
        _to_label(desk, limit)
        return
    items = Queue(desk.library).waiting(Kind(kind) if kind else None)
    tracks = Tracks(desk.library)
    for item, together in list(_once_a_cause(items))[:limit]:
        record = review_record.queued(item, tracks.get(item.suspicion.track_id), together)
        desk.output.record(record, question)
    if not desk.output.told:
        desk.output.say("Nothing is in doubt.")


@click.command()
@click.argument("item", type=COUNT)
@click.argument("verdict", type=VERDICTS)
@click.option(
    "--as", "label", type=Words(), metavar="LABEL", help="Another value than the suggested one."
)
@click.option("--at", type=Finite(lowest=0.0), metavar="SECONDS", help="Another moment.")
@click.option(
    "--except",
    "without",
    type=FilePath(),
    multiple=True,
    metavar="PATH",
    help="A track of the same cause that stays as it is.",
)
@ANNOTATOR
@common
def review(desk: Desk, item: int, verdict: str, **options: Any) -> None:
    """Settle one question: accept the suggestion, keep the label, or skip.

    What has one cause is settled for all its tracks, and `edmstudio undo` on one of them takes
    it back for all.
    """
    from edmstudio.app import review_record
    from edmstudio.app.finding_tracks import track_at
    from edmstudio.app.reviewing import Reviewing
    from edmstudio.cli.review_tables import answer
    from edmstudio.store.tracks import Tracks

    wanted = Verdict(verdict)
    if wanted is not Verdict.ACCEPT and any(options[n] for n in ("label", "without")):
        raise click.UsageError("--as and --except go with accept.")
    if wanted is not Verdict.ACCEPT and options["at"] is not None:
        raise click.UsageError("--at goes with accept.")
    desk.subject = str(item)
    reviewing = Reviewing(desk.library, options["annotator"] or desk.settings.signature)
    if wanted is Verdict.ACCEPT:
        left = {track_at(desk.library, path).track_id for path in options["without"]}
        done = reviewing.accept(item, label=options["label"], at=options["at"], without=left)
    elif wanted is Verdict.KEEP:
        done = reviewing.keep(item)
    else:
        done = reviewing.skip(item)
    track = Tracks(desk.library).get(done.decision.item.suspicion.track_id)
    desk.output.record(review_record.settled(done, track), answer)


def _to_label(desk: Desk, limit: int | None) -> None:
    from edmstudio.app import review_record
    from edmstudio.cli.review_tables import unlabelled
    from edmstudio.store.next_labels import NextLabels
    from edmstudio.store.tracks import Tracks

    tracks = Tracks(desk.library)
    for each in NextLabels(desk.library).open(limit):
        desk.output.record(review_record.to_label(each, tracks.get(each.track_id)), unlabelled)
    if not desk.output.told:
        desk.output.say("Every analysed track has labels.")


def _once_a_cause(items: "list[QueueItem]") -> "list[tuple[QueueItem, int]]":
    """The first item of each cause, with how many it stands for."""
    counts: dict[str, int] = {}
    for item in items:
        counts[item.cause] = counts.get(item.cause, 0) + 1
    seen: set[str] = set()
    found = []
    for item in items:
        if item.cause and item.cause in seen:
            continue
        seen.add(item.cause)
        found.append((item, counts[item.cause] if item.cause else 1))
    return found
