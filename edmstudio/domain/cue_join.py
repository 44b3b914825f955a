"""The cues of a track after corrections that did not know of each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.provenance import UNKNOWN

Author = TypeVar("Author")


@dataclass(slots=True, eq=False)
class _Seat(Generic[Author]):
    """One cue, what it was before, and who touched it last; gone once it was taken away."""

    cue: CuePoint
    author: Author
    before: list[CuePoint] = field(default_factory=list)
    gone: bool = False

    def was(self, cue: CuePoint) -> bool:
        return any(alike(cue, other) for other in self.before)


class CueBoard(Generic[Author]):
    """Cues one by one: whoever changes another one than I did does not contradict me."""

    def __init__(self, annotations: Annotations, author: Author) -> None:
        self._seats = [_Seat(cue, author) for cue in annotations.cues]

    def take(self, before: Annotations, after: Annotations, author: Author) -> list[Author]:
        """Apply what a correction did; gives whose corrections it overrules."""
        were, are = {c.cue_id: c for c in before.cues}, {c.cue_id: c for c in after.cues}
        overruled: list[Author] = []
        for cue_id, cue in were.items():
            if are.get(cue_id) != cue:
                overruled += self._change(cue, are.get(cue_id), author)
        for cue_id, cue in are.items():
            if cue_id not in were:
                self._add(cue, author)
        return overruled

    def laid(self, after: Annotations) -> Annotations:
        """The cues that are there now; a pad that two ended up on is the later one's."""
        taken: set[str] = set()
        there = [seat for seat in self._seats if not seat.gone]
        for seat in reversed(there):
            if seat.cue.slot in taken:
                seat.before.append(seat.cue)
                seat.cue = replace(seat.cue, slot="")
            taken |= {seat.cue.slot} - {""}
        cues = sorted((seat.cue for seat in there), key=lambda cue: (cue.seconds, cue.cue_id))
        return replace(after, cues=tuple(cues))

    def _change(self, cue: CuePoint, now: CuePoint | None, author: Author) -> Iterator[Author]:
        seat = self._seat_of(cue)
        if seat is None:
            if now is not None:
                self._add(now, author)
            return
        if seat.gone or not alike(seat.cue, cue):
            if now is None and seat.gone:
                return
            yield seat.author
        seat.before.append(seat.cue)
        if now is None:
            seat.gone = True
        else:
            seat.cue, seat.gone = replace(now, cue_id=seat.cue.cue_id), False
        seat.author = author
        self._seats.remove(seat)
        self._seats.append(seat)

    def _seat_of(self, cue: CuePoint) -> "_Seat[Author] | None":
        """The cue that is like this one, or else one that was."""
        there = [seat for seat in self._seats if not seat.gone and alike(seat.cue, cue)]
        once = [seat for seat in self._seats if seat.was(cue) or alike(seat.cue, cue)]
        return next(iter([*there, *once]), None)

    def _add(self, cue: CuePoint, author: Author) -> None:
        """A new cue under its own number or a free one; nothing where its like is there already."""
        if any(not seat.gone and alike(seat.cue, cue) for seat in self._seats):
            return
        taken = {seat.cue.cue_id for seat in self._seats}
        number = cue.cue_id if cue.cue_id not in taken else max(taken) + 1
        self._seats.append(_Seat(replace(cue, cue_id=number), author))


def alike(one: CuePoint, other: CuePoint) -> bool:
    """Whether two cues are the same to a DJ, whatever their numbers and whoever set them."""
    return _bare(one) == _bare(other)


def _bare(cue: CuePoint) -> CuePoint:
    return replace(cue, cue_id=0, by=UNKNOWN, confidence=1.0)
