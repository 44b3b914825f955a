"""What the preview of an import says in sentences."""

from collections import Counter

from edmstudio.app.import_preview import Examined
from edmstudio.gui.exchange.import_table import FOUND_BY, MS, ImportTable, told_of_offset
from edmstudio.gui.numbers import listed, several
from edmstudio.gui.words import tr
from edmstudio.interchange.time_zero import BESIDE as NOTICED

NOTES = 3


def summary(examined: Examined) -> str:
    """What comes in, by what tracks were found, and how the grids lie."""
    taken = examined.taken
    counts = {**taken.things, "playlists": taken.playlists, "locked grids": taken.locked}
    said = tr("To import: {what}.").format(what=listed(counts) or tr("nothing"))
    signs = Counter(line.sign for line in examined.lines if line.sign)
    if signs:
        found = ", ".join(f"{n:,} {tr(FOUND_BY[sign])}" for sign, n in signs.most_common())
        said += " " + tr("Tracks found: {how}.").format(how=found)
    return said


def on_the_beats(model: ImportTable) -> str:
    """How the imported grids will lie on the beats that we hear, and what amber means."""
    compared = sum(line.phase is not None for line in model.lines)
    if not compared:
        return ""
    off = model.off()
    near = tr("{near} of {n} imported grids lie on the beats that EDM Studio hears.").format(
        near=f"{compared - len(off):,}", n=f"{compared:,}"
    )
    if len(off) == 1:
        amber = tr("Amber: {track} lies {where}. It comes in as it is; look at it afterwards.")
        where = told_of_offset(model.beside(off[0]) or 0.0)
        return f"{near} {amber.format(track=off[0].name, where=where)}"
    if off:
        amber = tr("Amber: more than {ms} off. They come in as they are; look at them afterwards.")
        return f"{near} {amber.format(ms=f'{NOTICED * 1000:.0f}' + MS)}"
    return near


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
