"""Ctrl-C is for the master alone: it decides what an interrupt means."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Keep interrupts from this thread, and from processes that it starts, until the block ends.

    A process is deaf from its birth so, not only once it has imported what it needs; `ignored`
    there makes it so for good. Where a system has no such masks, nothing is held back.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignored() -> None:
    """Be deaf to them in this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
