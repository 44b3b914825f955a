"""Where the flags of cues go: in rows, cut short or folded together before they overlap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edmstudio.domain.cues import CuePoint


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag.

    Attributes
    ----------
    cue : CuePoint
    x : float
        Pixels of the cue's moment; the flag extends to the right of it.
    row : int
        0 is the upper row.
    width : float
        Pixels of the whole flag.
    text : float
        Pixels of it that are left for the name; 0 shows the letter alone.
    """

    cue: CuePoint
    x: float
    row: int
    width: float
    text: float


def place(
    cues: Sequence[tuple[float, CuePoint]],
    *,
    letter: float,
    name: Callable[[CuePoint], float],
    rows: int,
    gap: float = 3.0,
) -> tuple[Flag, ...]:
    """Lay out flags of cues given with their x, in order.

    A flag takes the first row where it is free; where none is free it takes the row that was
    free first, and covers as little as can be. Every flag ends where the next of its row begins.

    Parameters
    ----------
    letter : float
        Pixels of the box with the letter.
    name : callable
        Pixels that the name of a cue would like, 0 for none.
    rows : int
    gap : float
        Pixels between flags of a row.
    """
    ends = [float("-inf")] * rows
    chosen: list[int] = []
    for x, _ in cues:
        free = [row for row in range(rows) if ends[row] + gap <= x]
        row = free[0] if free else min(range(rows), key=lambda r: ends[r])
        ends[row] = x + letter
        chosen.append(row)
    flags, limit = [], [float("inf")] * rows
    for (x, cue), row in zip(reversed(cues), reversed(chosen), strict=True):
        room = limit[row] - gap - x - letter
        text = max(min(name(cue), room), 0.0)
        flags.append(Flag(cue, x, row, letter + text, text))
        limit[row] = x
    return tuple(reversed(flags))
