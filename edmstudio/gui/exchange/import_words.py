"""What the preview of an import says in sentences."""

from collections import Counter

from edmstudio.app.import_preview import Examined
from edmstudio.gui.exchange.import_table import FOUND_BY
from edmstudio.gui.numbers import listed, several
from edmstudio.gui.words import tr

NOTES = 3


def summary(examined: Examined) -> str:
    """What comes in, and by what tracks were found."""
    taken = examined.taken
    counts = {**taken.labels, "playlists": taken.playlists, "locked grids": taken.locked}
    said = tr("Comes in: {what}.").format(what=listed(counts) or tr("nothing"))
    signs = Counter(line.sign for line in examined.lines if line.sign)
    if signs:
        found = (f"{count:,} {tr(FOUND_BY[sign])}" for sign, count in signs.most_common())
        said += " " + tr("Found: {how}.").format(how=", ".join(found))
    return f"{said} {self_check(examined)}".strip()


def self_check(examined: Examined) -> str:
    """How the imported grids lie on the beats that we hear."""
    check = examined.taken.check
    if not check.compared:
        return ""
    beside = sum(len(shift.keys) for shift in check.shifts) + len(check.single)
    return tr("{near} of {n} grids that could be compared lie on the beats we hear.").format(
        near=f"{check.compared - beside:,}", n=f"{check.compared:,}"
    )


def missing(examined: Examined, by_hand: int) -> str:
    """How many entries speak of no track of ours."""
    count = len(examined.taken.missing) - by_hand
    if count <= 0:
        return ""
    return tr("{entries} not in your library.").format(entries=several(count, "entry", "entries"))


def notes(examined: Examined) -> str:
    """What could not be read, the first of it in full."""
    warnings = examined.taken.warnings
    if not warnings:
        return ""
    more = len(warnings) - NOTES
    said = "\n".join(warnings[:NOTES])
    return said + ("\n" + tr("and {n} more notes").format(n=f"{more:,}") if more > 0 else "")
