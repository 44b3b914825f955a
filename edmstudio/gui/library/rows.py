"""What the list of tracks shows of each row of the library: the table of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from edmstudio.domain.key import Key
from edmstudio.domain.track import stem
from edmstudio.gui.words import clock, percent, tr

Row = dict[str, Any]
Value = str | float | None


class Status(StrEnum):
    """How far a track has come."""

    NEW = "not analysed"
    ANALYSED = "analysed"
    IMPORTED = "labels imported"
    CORRECTED = "corrected"
    MISSING = "file missing"


class Look(StrEnum):
    """How a cell is drawn."""

    TEXT = "text"
    FIGURE = "figure"
    BAR = "bar"
    STATUS = "status"
    OVERVIEW = "overview"


def path(row: Row) -> str:
    """Where the file lies."""
    return str(row["path"])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it says, how it sorts, how it looks.

    Attributes
    ----------
    name : str
        By which the person's choice of columns is remembered.
    title : str
    width : int
        Pixels at the usual size of text.
    least : int
        Pixels in which it still says what matters; its heading is whole in any case.
    floor : int
        Pixels in which it says something, where all others have given way.
    said : callable
        The text of a row's cell.
    worth : callable
        What it is sorted by; None comes last.
    look : Look
    shown : bool
        Whether it is there before the person has chosen.
    share : callable or None
        For bars, 0 to 1; None where there is nothing to draw.
    tip : callable
        What is told of a cell when the mouse rests on it.
    """

    name: str
    title: str
    width: int
    said: Callable[[Row], str]
    worth: Callable[[Row], Value]
    look: Look = Look.TEXT
    shown: bool = True
    share: Callable[[Row], float | None] | None = None
    tip: Callable[[Row], str] = path
    least: int = 0
    floor: int = 0


def status(row: Row) -> Status:
    """How far a track has come."""
    if row["missing"]:
        return Status.MISSING
    if row["corrected_by"]:
        return Status.CORRECTED
    if row["checkpoint"]:
        return Status.ANALYSED
    return Status.IMPORTED if row["sources"] else Status.NEW


def title(row: Row) -> str:
    """The title, the file's name where there is none."""
    return row["title"] or stem(row["path"])


def columns() -> list[Column]:
    """Every column, in the order that they have at first."""
    return [
        Column("overview", tr("Overview"), 120, lambda row: "", lambda row: None, Look.OVERVIEW),
        Column("title", tr("Title"), 184, title, lambda row: title(row).casefold(), least=110,
               floor=72),
        _text("artist", tr("Artist"), 110),
        Column("bpm", tr("BPM"), 70, _bpm, lambda row: row["bpm"], Look.FIGURE, least=70),
        Column("key", tr("Key"), 86, _key, lambda row: _camelot(row["key"]), least=84),
        Column(
            "energy", tr("Energy"), 68, lambda row: _whole(row["energy"]),
            lambda row: row["energy"], Look.BAR, share=lambda row: _tenth(row["energy"]),
        ),
        Column("seconds", tr("Length"), 70, lambda row: clock(row["seconds"]),
               lambda row: row["seconds"], Look.FIGURE),
        Column(
            "trust", tr("Trust"), 86, _trust, lambda row: row["trust"], Look.BAR,
            share=lambda row: row["trust"], least=57,
        ),
        Column("status", tr("Status"), 136, lambda row: tr(status(row).capitalize()),
               lambda row: status(row), Look.STATUS),
        Column("cues", tr("Cues"), 52, lambda row: _whole(row["cues"]), lambda row: row["cues"],
               Look.FIGURE),
        _text("corrected_by", tr("Corrected by"), 104),
        _text("genre", tr("Genre"), 84),
        _text("album", tr("Album"), 150, shown=False),
        Column("label_next", tr("Label next"), 86, lambda row: _whole(row["label_next"]),
               lambda row: row["label_next"], Look.FIGURE, shown=False,
               tip=lambda row: row["label_why"] or path(row)),
        _text("sources", tr("Imported from"), 120, shown=False),
        _text("added_at", tr("Added"), 140, shown=False),
        _text("path", tr("File"), 320, shown=False),
    ]  # fmt: skip


def haystack(row: Row) -> str:
    """All that the search box looks through."""
    facts = f"{row['genre'] or ''}\n{row['key'] or ''}"
    words = f"{row['title'] or ''}\n{row['artist'] or ''}\n{row['album'] or ''}"
    return f"{words}\n{facts}\n{row['path']}".casefold()


def _text(name: str, heading: str, width: int, *, shown: bool = True) -> Column:
    return Column(
        name,
        heading,
        width,
        lambda row: row[name] or "",
        lambda row: (row[name] or "").casefold() or None,
        shown=shown,
    )


def _bpm(row: Row) -> str:
    return "" if row["bpm"] is None else f"{row['bpm']:.2f}"


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _tenth(value: int | None) -> float | None:
    return None if value is None else value / 10


def _trust(row: Row) -> str:
    return "" if row["trust"] is None else percent(row["trust"])


def _key(row: Row) -> str:
    if not row["key"]:
        return ""
    key = Key.parse(row["key"])
    return f"{key.camelot}  {key.classic}"


def _camelot(name: str | None) -> Value:
    if not name:
        return None
    key = Key.parse(name)
    return f"{key.camelot:>3}"
