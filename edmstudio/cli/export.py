"""`export`: what holds, in the format of a DJ program or an open one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.arity import Repeated
from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath, FormatName

if TYPE_CHECKING:
    from edmstudio.domain.track import Track
    from edmstudio.interchange.exporter import Exporter, ExportOptions

POLICIES = ("all", "corrected", "empty", "keep")
SECTIONS = ("nothing", "cues", "loops")
NOTATIONS = ("classic", "camelot", "open")


@click.command(cls=Repeated, repeated=["--tracks"])
@click.argument("format_name", metavar="FORMAT", type=FormatName("edmstudio.exporters"))
@click.argument("out", type=FilePath())
@click.option(
    "--tracks",
    type=FilePath(),
    multiple=True,
    metavar="PATH…",
    help="Only these tracks and folders; otherwise all.",
)
@click.option(
    "--cues",
    type=click.Choice(POLICIES),
    default="all",
    help="All cues, only what a person decided, only on pads that are free there, or all but never "
    "over hot cues that are there. What is locked there stays in any case.",
)
@click.option("--memory-cues", is_flag=True, help="Every hot cue as a memory cue too.")
@click.option(
    "--sections",
    type=click.Choice(SECTIONS),
    default="nothing",
    help="Sections as cues or as loops, for programs that have none.",
)
@click.option("--keys", type=click.Choice(NOTATIONS), default="classic", help="Am, 8A or 1m.")
@click.option("--changed", is_flag=True, help="Only what is new since the last such export.")
@click.option("--dry-run", is_flag=True, help="Say what would change and be lost; write nothing.")
@common
def export(
    desk: Desk, format_name: str, out: Path, *, tracks: tuple[Path, ...], **choices: Any
) -> None:
    """Write what holds for a DJ program.

    Cues, grids and keys that a person corrected are preferred to imported ones, and these to
    predictions. `serato-tags` writes into the sound files themselves, each first copied and
    compared, and OUT is the folder for what `edmstudio restore` needs to take it back.
    """
    from edmstudio.app import records
    from edmstudio.app.export_trial import trial
    from edmstudio.app.exporting import export as export_tracks
    from edmstudio.cli.tables import exported
    from edmstudio.interchange.exporter import ExportReport, exporter_named

    desk.subject = str(out)
    exporter, dry = exporter_named(format_name), choices["dry_run"]
    chosen = _chosen(desk, exporter, tracks, only_changed=choices["changed"])
    if not chosen:
        desk.output.record(records.exported(format_name, out, ExportReport({})), _nothing)
        return
    options = _options(desk, exporter, chosen, choices)
    with desk.watching("Counting" if dry else "Exporting") as watch:
        work: dict[str, Any] = {"exporter": exporter, "target": out, "options": options}
        if dry:
            record = records.tried(format_name, out, trial(watch, desk.library, chosen, **work))
        else:
            report = export_tracks(watch, desk.library, chosen, **work)
            record = records.exported(format_name, out, report)
    desk.output.failures += len(record["skipped"])
    desk.output.record(record, exported)


def _options(
    desk: Desk, exporter: "Exporter", chosen: "list[Track]", choices: dict[str, Any]
) -> "ExportOptions":
    from edmstudio.app.exporting import playlists_for
    from edmstudio.interchange.exporter import CuePolicy, ExportOptions, KeyNotation, SectionsAs

    return ExportOptions(
        cues=CuePolicy(choices["cues"]),
        memory_cues=choices["memory_cues"],
        sections=SectionsAs(choices["sections"]),
        keys=KeyNotation(choices["keys"]),
        playlists=playlists_for(desk.library, exporter, chosen),
    )


def _nothing(record: dict[str, Any]) -> str:
    return f"There is no track to export; {record['out']} was left as it was."


def _chosen(
    desk: Desk, exporter: "Exporter", paths: tuple[Path, ...], *, only_changed: bool
) -> "list[Track]":
    """The tracks named, otherwise all; of these those with something new if so wished."""
    from edmstudio.app.finding_tracks import tracks_under
    from edmstudio.store.exports import Exports
    from edmstudio.store.tracks import Tracks

    found = tracks_under(desk.library, paths) if paths else Tracks(desk.library).all()
    if not only_changed:
        return found
    changed = set(Exports(desk.library).changed(exporter.name))
    return [track for track in found if track.track_id in changed]
