"""`export`: what holds, in the format of a DJ program or an open one."""

from pathlib import Path

import click

from edmstudio.cli.arity import Repeated
from edmstudio.cli.desk import Desk, common

POLICIES = ("all", "corrected", "empty")
SECTIONS = ("nothing", "cues", "loops")
NOTATIONS = ("classic", "camelot", "open")


@click.command(cls=Repeated, repeated=["--tracks"])
@click.argument("format_name", metavar="FORMAT")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--tracks",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PATH…",
    help="Only these tracks and folders; otherwise all.",
)
@click.option(
    "--cues",
    type=click.Choice(POLICIES),
    default="all",
    help="All cues, only what a person decided, or only on pads that are free there.",
)
@click.option("--memory-cues", is_flag=True, help="Every hot cue as a memory cue too.")
@click.option(
    "--sections",
    type=click.Choice(SECTIONS),
    default="nothing",
    help="Sections as cues or as loops, for programs that have none.",
)
@click.option("--keys", type=click.Choice(NOTATIONS), default="classic", help="Am, 8A or 1m.")
@click.option("--dry-run", is_flag=True, help="For tags in the files: say what would change.")
@common
def export(
    desk: Desk,
    format_name: str,
    out: Path,
    *,
    tracks: tuple[Path, ...],
    cues: str,
    memory_cues: bool,
    sections: str,
    keys: str,
    dry_run: bool,
) -> None:
    """Write what holds for a DJ program.

    Cues, grids and keys that a person corrected are preferred to imported ones, and these to
    predictions. `serato-tags` writes into the sound files themselves, each first copied and
    compared, and OUT is the folder for what `edmstudio restore` needs to take it back.
    """
    from edmstudio.app import records
    from edmstudio.app.exporting import export as export_tracks
    from edmstudio.app.exporting import imported_playlists
    from edmstudio.app.finding_tracks import tracks_under
    from edmstudio.cli.tables import exported
    from edmstudio.interchange.exporter import (
        CuePolicy,
        ExportOptions,
        KeyNotation,
        SectionsAs,
        exporter_named,
    )
    from edmstudio.store.tracks import Tracks

    desk.subject = str(out)
    exporter = exporter_named(format_name)
    chosen = tracks_under(desk.library, tracks) if tracks else Tracks(desk.library).all()
    with desk.watching("Exporting") as watch:
        report = export_tracks(
            watch,
            desk.library,
            chosen,
            exporter=exporter,
            target=out,
            options=ExportOptions(
                cues=CuePolicy(cues),
                memory_cues=memory_cues,
                sections=SectionsAs(sections),
                keys=KeyNotation(keys),
                playlists=() if tracks else imported_playlists(desk.library),
                dry_run=dry_run,
            ),
        )
    desk.output.record(records.exported(format_name, out, report), exported)
