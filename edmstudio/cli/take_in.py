"""`import`: labels from DJ programs and annotation files, for tracks of the library."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.tables import counts
from edmstudio.cli.values import FilePath, FormatName, Words
from edmstudio.domain.refused import Refused

if TYPE_CHECKING:
    from edmstudio.app.import_found import Taken
    from edmstudio.interchange.importer import Importer

SHOWN = 20  # of what was not found


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FilePath(), metavar="FILE...")
@click.option(
    "--format",
    "format_name",
    type=FormatName("edmstudio.importers"),
    metavar="NAME",
    help="The format; otherwise detected.",
)
@click.option(
    "--source", type=Words(), default="", metavar="NAME", help="A name for whoever says so."
)
@click.option("--preview", "only_preview", is_flag=True, help="Count, and store nothing.")
@click.option("--align", is_flag=True, help="Move grids and cues by what the self-check finds.")
@common
def import_(
    desk: Desk, files: tuple[Path, ...], *, format_name: str | None, **choices: Any
) -> None:
    """Take in grids, cues, sections and keys that other programs have.

    Files of rekordbox, Serato, Traktor and others, audio files with their tags, or folders of
    them. Tracks are matched by their place, their audio or their names; a second import of the
    same file updates the labels. What a person corrected stays.
    """
    from edmstudio.app.import_record import taken

    for file in files:
        desk.subject = str(file)
        try:
            for importer in _importers(file, format_name):
                if choices["only_preview"]:
                    found = _previewed(desk, file, importer)
                else:
                    found = _imported(desk, file, importer, **choices)
                desk.output.record(taken(found), in_words)
        except Refused as refused:
            desk.left_out(str(file), refused)


def _importers(file: Path, format_name: str | None) -> "list[Importer]":
    from edmstudio.interchange.importer import importer_named, importers_for

    return [importer_named(format_name)] if format_name else importers_for(file)


def _previewed(desk: Desk, file: Path, importer: "Importer") -> "Taken":
    from edmstudio.app.importing import preview

    with desk.watching("Reading") as watch:
        return preview(watch, desk.library, file, importer)


def _imported(
    desk: Desk, file: Path, importer: "Importer", *, source: str, align: bool, **_: Any
) -> "Taken":
    """With `align`, what a first look finds beside our beats is moved there."""
    from datetime import UTC, datetime

    from edmstudio.app.import_found import NO_NUDGES, proposed
    from edmstudio.app.importing import import_labels

    nudges = proposed(_previewed(desk, file, importer).check) if align else NO_NUDGES
    with desk.watching("Importing") as watch:
        now = datetime.now(UTC)
        return import_labels(
            watch, desk.library, file, importer, now=now, source=source, nudges=nudges
        )


def in_words(record: dict[str, Any]) -> str:
    """What came, what was not found, and what to look at."""
    source = record["source"] or record["format"]
    lines = [
        f"{record['matched']} of {record['tracks']} tracks of {source} ({record['file']}) are in "
        f"the library: {counts(record['labels']) or 'no labels'}"
    ]
    check = record["self_check"]
    if check["compared"]:
        beside = check["shifted"] + len(check["single"])
        lines.append(
            f"  {check['compared']} grids were compared with our beats: {beside} lie beside them"
        )
    if record["locked"]:
        lines.append(f"  {record['locked']} grids are locked over there")
    if not record["matched"] and any(record["in_file"].values()):
        held = counts(record["in_file"])
        lines.append(f"  the file has {held} in all; `edmstudio add` takes in missing tracks")
    lines += [
        f"  not found: {missing['artist']} – {missing['title']} ({missing['location']})"
        for missing in record["missing"][:SHOWN]
    ]
    if len(record["missing"]) > SHOWN:
        lines.append(f"  and {len(record['missing']) - SHOWN} more that were not found")
    return "\n".join([*lines, *(f"  {warning}" for warning in record["warnings"])])
