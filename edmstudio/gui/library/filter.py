"""Which tracks the list shows: words, status, trust, tempo, key, genre, origin, playlist."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress, repeat
from operator import contains

from edmstudio.domain.key import Key
from edmstudio.gui.library.rows import Row, Status, status


@dataclass(frozen=True, slots=True)
class Filter:
    """What a track must be to be shown; the defaults let everything through.

    Attributes
    ----------
    words : str
        Each of them has to be somewhere in the title, artist, album, genre, key or path.
    status : Status or None
    least_trust, most_trust : float
        0 to 1; a track without a figure passes only while both are left alone.
    least_bpm, most_bpm : float
    key : str
        A key's name, "" for any; with `neighbours` also those beside it on the wheel.
    neighbours : bool
    genre : str
    source : str
        Whose labels a track has, "" for any.
    corrected_by : str
        Who corrected it, "" for anybody or nobody.
    tracks : frozenset of int or None
        Of a playlist, None for all.
    """

    words: str = ""
    status: Status | None = None
    least_trust: float = 0.0
    most_trust: float = 1.0
    least_bpm: float = 0.0
    most_bpm: float = 1000.0
    key: str = ""
    neighbours: bool = False
    genre: str = ""
    source: str = ""
    corrected_by: str = ""
    tracks: frozenset[int] | None = None

    def tests(self) -> Iterator[Callable[[Row], bool]]:
        """The tests that are not about words."""
        if self.status is not None:
            yield lambda row: status(row) is self.status
        if (self.least_trust, self.most_trust) != (0.0, 1.0):
            yield lambda row: _within(row["trust"], self.least_trust, self.most_trust)
        if (self.least_bpm, self.most_bpm) != (0.0, 1000.0):
            yield lambda row: _within(row["bpm"], self.least_bpm, self.most_bpm)
        if self.key:
            keys = harmonic(self.key) if self.neighbours else {self.key}
            yield lambda row: row["key"] in keys
        if self.genre:
            yield lambda row: row["genre"] == self.genre
        if self.source:
            yield lambda row: self.source in (row["sources"] or "").split()
        if self.corrected_by:
            yield lambda row: row["corrected_by"] == self.corrected_by
        if (tracks := self.tracks) is not None:
            yield lambda row: row["id"] in tracks

    def passing(self, order: list[int], rows: list[Row], hay: list[str]) -> list[int]:
        """The rows that pass, in the given order; `hay` is each row's text to search."""
        found = order
        for word in self.words.casefold().split():
            texts = map(hay.__getitem__, found)
            found = list(compress(found, map(contains, texts, repeat(word))))
        for test in self.tests():
            found = [at for at in found if test(rows[at])]
        return found


def _within(value: float | None, least: float, most: float) -> bool:
    return value is not None and least <= value <= most


def harmonic(name: str) -> set[str]:
    """The keys that mix with one: itself, its relative, and the neighbours on Camelot's wheel."""
    hour, side = int(Key.parse(name).camelot[:-1]), Key.parse(name).camelot[-1]
    other = "B" if side == "A" else "A"
    later, earlier = hour % 12 + 1, (hour - 2) % 12 + 1
    near = [f"{hour}{side}", f"{hour}{other}", f"{later}{side}", f"{earlier}{side}"]
    return {Key.parse(camelot).name for camelot in near}


def parsed_bpm(text: str) -> tuple[float, float]:
    """What was typed as a tempo: "128", "120-130", "120–", "" for any; ValueError otherwise."""
    cleaned = text.replace("–", "-").replace(",", ".").replace(" ", "")
    if not cleaned:
        return 0.0, 1000.0
    least, dash, most = cleaned.partition("-")
    if not dash:
        return float(least) - 0.5, float(least) + 0.5
    return float(least or 0.0), float(most or 1000.0)
