"""Where the flags of cues go: in rows, moved aside, cut short or folded before they overlap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edmstudio.domain.cues import CuePoint

ASIDE = 2.5  # boxes that a flag may stand away from its pole
GAP = 3.0  # logical pixels between flags of a row


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag.

    Attributes
    ----------
    cue : CuePoint
    pole : float
        Pixels of the cue's moment.
    x : float
        Pixels of the flag's left edge: at its pole, or to the right of it.
    row : int
        0 is the upper row.
    text : float
        Pixels left for the name; 0 shows the letter alone.
    """

    cue: CuePoint
    pole: float
    x: float
    row: int
    text: float


def place(
    cues: Sequence[tuple[float, CuePoint]],
    *,
    letter: float,
    name: Callable[[CuePoint], float],
    rows: int,
) -> tuple[Flag, ...]:
    """Lay out flags of cues given with their x, in order.

    A flag stands at its pole, in the first row where the name before it ends in time, otherwise
    in the first that is free at all; where none is, it moves aside in the row that is free first.
    Cues that would stand too far away are left to their poles. Names take what room remains.

    Parameters
    ----------
    letter : float
        Pixels of the box with the letter.
    name : callable
        Pixels that the name of a cue would like, 0 for none.
    rows : int
    """
    free, named = [float("-inf")] * rows, [float("-inf")] * rows
    boxes: list[Flag] = []
    for pole, cue in cues:
        roomy = [row for row in range(rows) if named[row] <= pole]
        open_rows = roomy or [row for row in range(rows) if free[row] <= pole]
        row = open_rows[0] if open_rows else min(range(rows), key=free.__getitem__)
        x = max(pole, free[row])
        if x - pole <= ASIDE * letter:
            boxes.append(Flag(cue, pole, x, row, 0.0))
            free[row] = x + letter + GAP
            named[row] = free[row] + name(cue)
    return _named(boxes, letter, name)


def _named(
    boxes: Sequence[Flag], letter: float, name: Callable[[CuePoint], float]
) -> tuple[Flag, ...]:
    limit: dict[int, float] = {}
    named = []
    for box in reversed(boxes):
        room = limit.get(box.row, float("inf")) - GAP - box.x - letter
        text = max(min(name(box.cue), room), 0.0)
        named.append(Flag(box.cue, box.pole, box.x, box.row, text))
        limit[box.row] = box.x
    return tuple(reversed(named))
