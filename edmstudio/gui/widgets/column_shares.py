"""How the columns of a table share its width: a rule of figures, without widgets.

What must be seen is whole; what says least gives way first. Columns that do not fit begin exactly
where the view ends, so that none is cut in two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Wish:
    """What one column would like.

    Attributes
    ----------
    usual, least : int
        Pixels: where there is room, and in which its words are still whole or end in dots; 0 for
        a column that is there whole or not at all.
    needed : bool
        Whether it is to be seen without scrolling.
    yields : bool
        Whether it gives way first, to nothing if need be.
    grows : int
        Its share of what is left over.
    floor : int
        Pixels that it can do with at the worst, where others have gone; 0 for `least`.
    """

    usual: int
    least: int
    needed: bool = False
    yields: bool = False
    grows: int = 0
    floor: int = 0

    @property
    def lowest(self) -> int:
        """Pixels that it can do with."""
        return self.floor or self.least


def shared(room: int, wishes: Sequence[Wish]) -> list[int]:
    """Widths in pixels, from left to right; those in sight fill the room exactly."""
    seen = _in_sight(room, wishes)
    return [*_filling(room, wishes[:seen]), *(wish.usual for wish in wishes[seen:])]


def _in_sight(room: int, wishes: Sequence[Wish]) -> int:
    """How many columns are seen at once: with the usual widths, closer for what is needed."""
    fitting = _fitting(room, [wish.least if wish.yields else wish.usual for wish in wishes])
    needed = max((at for at, wish in enumerate(wishes, 1) if wish.needed), default=0)
    if fitting < needed <= _fitting(room, [0 if w.yields else w.lowest for w in wishes]):
        return needed
    return max(fitting, min(len(wishes), 1))


def _fitting(room: int, widths: Sequence[int]) -> int:
    for at, wide in enumerate(widths):
        room -= wide
        if room < 0:
            return at
    return len(widths)


def _filling(room: int, wishes: Sequence[Wish]) -> list[int]:
    kept = _kept(room, wishes, [wish.yields and not wish.least for wish in wishes], "usual")
    kept = _kept(room, kept, [wish.yields for wish in wishes], "least")
    widths = [wish.usual for wish in kept]
    for yielding in (True, False):
        _shrink(widths, room, [w.least if w.yields is yielding else w.usual for w in kept])
    _shrink(widths, room, [wish.lowest for wish in kept])
    _grow(widths, room, [wish.grows for wish in kept])
    return widths


def _kept(
    room: int, wishes: Sequence[Wish], can_go: Sequence[bool], by: Literal["usual", "least"]
) -> list[Wish]:
    """Where their widths are still too much some go altogether, the last first."""
    kept = list(wishes)
    for at in reversed(range(len(kept))):
        if can_go[at] and sum(getattr(wish, by) for wish in kept) > room:
            kept[at] = Wish(0, 0, yields=True)
    return kept


def _shrink(widths: list[int], room: int, least: Sequence[int]) -> None:
    """Take what is too much from each by what it can spare."""
    over = sum(widths) - room
    spare = [max(wide - low, 0) for wide, low in zip(widths, least, strict=True)]
    whole = sum(spare)
    for at, can in enumerate(spare):
        if over > 0 and can:
            given = min(can, -(-over * can // whole))
            widths[at] -= given
            over -= given
            whole -= can


def _grow(widths: list[int], room: int, shares: Sequence[int]) -> None:
    """Give what is left to those who grow, or to the last."""
    left, whole = room - sum(widths), sum(shares)
    if left <= 0 or not widths:
        return
    for at, share in enumerate(shares):
        if share:
            given = left * share // whole
            widths[at] += given
            left -= given
            whole -= share
    widths[-1] += left
