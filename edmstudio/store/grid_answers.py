"""Grids that came about by answers alone: what a person was asked about each, and agreed to.

Whoever takes the suggestion that a tempo should be doubled has said nothing of where its bars
begin. Whoever lays a grid by hand vouches for all of it.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edmstudio.domain.annotations import Fact
from edmstudio.domain.suspicion import Doubt, Kind, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.store import suspicion_codec
from edmstudio.store.library import Library


@dataclass(frozen=True, slots=True)
class Answered:
    """What was agreed to about the grid that holds.

    Attributes
    ----------
    source : str
        Who had said the grid that was asked about.
    doubts : frozenset of Doubt
        Empty where nothing was asked, or where a hand changed the grid.
    """

    source: str = ""
    doubts: frozenset[Doubt] = frozenset()


@dataclass(frozen=True, slots=True)
class _Left:
    """A revision: the grid that it left behind, and whether a person had decided it by then."""

    grid: str
    decided: bool
    batch: str


Given = Mapping[str, tuple[Doubt, str]]  # what a batch answered, and who was asked about


class GridAnswers:
    """Reads them from the decisions and revisions of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, track_ids: Sequence[TrackId]) -> dict[TrackId, Answered]:
        """Of those tracks whose grid somebody was asked about; at most as many as a query takes."""
        given = self._given(track_ids)
        lines = self._lines(list(given))
        return {track_id: _answered(lines[track_id], given[track_id]) for track_id in given}

    def _given(self, track_ids: Sequence[TrackId]) -> dict[TrackId, Given]:
        """By batch, the answers that took what was suggested.

        By way of the revisions, whose tracks have an index: decisions may be a hundred thousand.
        """
        among = ", ".join("?" * len(track_ids))
        query = (
            "select r.track_id, d.batch, d.item, d.new from revision r join decision d "
            "on d.batch = r.batch and d.track_id = r.track_id "
            f"where r.track_id in ({among}) and r.batch != '' and d.verdict = ? order by d.id"
        )
        found: dict[TrackId, dict[str, tuple[Doubt, str]]] = defaultdict(dict)
        with self._library.reading() as db:
            rows = list(db.query(query, [*track_ids, str(Verdict.ACCEPT)]))
        for row in rows:
            asked = suspicion_codec.load_item(row["item"]).suspicion
            if asked.kind is Kind.GRID and asked.suggested == row["new"]:
                found[TrackId(row["track_id"])][row["batch"]] = asked.doubt, asked.source
        return dict(found)

    def _lines(self, track_ids: Sequence[TrackId]) -> dict[TrackId, list[_Left]]:
        among = ", ".join("?" * len(track_ids))
        query = (
            "select track_id, batch, json_extract(body, '$.grid') as grid, "
            "json_extract(body, '$.decided') as decided from revision "
            f"where track_id in ({among}) order by id"
        )
        lines: dict[TrackId, list[_Left]] = defaultdict(list)
        with self._library.reading() as db:
            for row in db.query(query, track_ids):
                decided = Fact.GRID in json.loads(row["decided"])
                left = _Left(row["grid"] or "", decided, row["batch"] or "")
                lines[TrackId(row["track_id"])].append(left)
        return lines


def _answered(line: Sequence[_Left], given: Given) -> Answered:
    """Back from the grid that holds to whoever made it, and to the grid that it was made of."""
    found, source, place = set[Doubt](), "", len(line)
    while place and line[place - 1].decided:
        grid = line[place - 1].grid
        place = next(i for i, left in enumerate(line) if left.grid == grid)
        if line[place].batch not in given:
            return Answered()
        doubt, source = given[line[place].batch]
        found.add(doubt)
    return Answered(source, frozenset(found))
