"""`check`, `backup` and `restore`: the library file itself."""

from pathlib import Path

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath

FILE = FilePath(dir_okay=False)


@click.command()
@common
def check(desk: Desk) -> None:
    """Read the whole library for damage."""
    from edmstudio.app import keeping, records
    from edmstudio.cli.tables import health

    desk.subject = str(desk.places.library)
    keeping.check_there(desk.places)
    found = keeping.check(desk.library)
    desk.output.failures += len(found.findings)
    desk.output.record(records.health(desk.places.library, found), health)


@click.command()
@click.argument("file", type=FILE, required=False)
@common
def backup(desk: Desk, file: Path | None) -> None:
    """Copy the library, which may stay in use.

    To FILE, or among its daily copies."""
    from edmstudio.app import keeping
    from edmstudio.cli.tables import backed_up

    desk.subject = str(desk.places.library)
    keeping.check_there(desk.places)
    copy = keeping.back_up(desk.library, desk.places, file)
    desk.output.record({"library": str(desk.places.library), "backup": str(copy)}, backed_up)


@click.command()
@click.argument("file", type=FilePath())
@common
def restore(desk: Desk, file: Path) -> None:
    """Put a copy in the library's place, or old tags back into sound files.

    A library that was there is kept beside it; close the window first. A backup that an export
    into sound files made (its name ends in .tags) makes the file what it was, byte for byte; of a
    folder of them all are put back, the newest first.
    """
    from edmstudio.app import keeping
    from edmstudio.cli.tables import restored
    from edmstudio.interchange.tags.safe_tags import SUFFIX

    desk.subject = str(file)
    if file.suffix == SUFFIX or file.is_dir():
        _restore_tags(desk, file)
        return
    kept = keeping.restore(file, desk.places)
    record = {
        "library": str(desk.places.library),
        "restored": str(file),
        "kept": None if kept is None else str(kept),
    }
    desk.output.record(record, restored)


def _restore_tags(desk: Desk, backup: Path) -> None:
    """One record a backup; what cannot be put back is an error, and the others are."""
    from edmstudio.app.tag_backups import tag_backups
    from edmstudio.domain.refused import Fault, Refused
    from edmstudio.interchange.tags.safe_tags import restore_tags

    held = [each.file for each in tag_backups(backup)] if backup.is_dir() else [backup]
    if not held:
        raise Refused(f"There are no backups of tags in {backup}.", Fault.MISSING)
    for file in held:
        try:
            back = {"path": str(restore_tags(file)), "restored": str(file)}
        except Refused as refused:
            desk.left_out(str(file), refused)
        else:
            desk.output.record(back, lambda said: f"{said['path']} has its old tags again.")
