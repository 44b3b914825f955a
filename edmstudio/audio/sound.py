"""Sound on its way in: blocks of samples with their rate, trimmed to the canonical timeline."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.timeline import Timeline

Block = NDArray[np.float32]
LOUDEST = np.float32(16.0)  # 24 dB over full scale; a float file that claims more is damaged


@dataclass(frozen=True, slots=True)
class Sound:
    """A file being decoded.

    Attributes
    ----------
    rate : int
        Frames per second (Hz), the file's own.
    timeline : Timeline
    blocks : iterator of ndarray, shape (frames, 1 or 2), float32
        Can be walked once.
    """

    rate: int
    timeline: Timeline
    blocks: Iterator[Block]


def no_sound(reason: str) -> Refused:
    """The refusal of a file that is not, or no longer, sound; `reason` goes into the sentence."""
    return Refused(f"This is not sound that EDM Studio can read ({reason}).", Fault.DECODE)


def finite(block: Block) -> Block:
    """Silence for what is not a number, and a limit for what is not sound."""
    if block.min(initial=0.0) >= -LOUDEST and block.max(initial=0.0) <= LOUDEST:  # not for NaN
        return block
    clean = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
    return np.clip(clean, -LOUDEST, LOUDEST, out=clean)


def trimmed(
    blocks: Iterator[Block], *, delay: int, hold: int, surplus: Callable[[int], int]
) -> Iterator[Block]:
    """Without the first `delay` frames and without the last few.

    Parameters
    ----------
    hold : int
        The most that may be left out at the end.
    surplus : callable
        Asked when all frames came, with their number: how many of the last to leave out.
    """
    held: deque[Block] = deque()
    waiting = came = 0
    for block in blocks:
        kept = block[max(delay - came, 0) :]
        came += len(block)
        held.append(kept)
        waiting += len(kept)
        while held and waiting - len(held[0]) >= hold:
            waiting -= len(held[0])
            yield held.popleft()
    left = waiting - min(max(surplus(came), 0), hold)
    for block in held:
        if left > 0:
            yield block[:left]
        left -= len(block)
