"""One long piece of work in a process of its own, watched from here: training above all.

Its reports come back through a pipe, the wish to stop goes out through another; whoever dies on
either side takes nothing with them.
"""

import os
import pickle
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any, TypeVar, cast

from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.executors import ONE_THREAD, POLITENESS
from edmstudio.jobs.interrupts import held_back, ignored
from edmstudio.jobs.job import Cancelled, Progress, Watch

HEARTBEAT = 0.1  # seconds between two looks at whether to stop
GRACE = 1.0  # seconds in which a cancelled process may leave by itself
T = TypeVar("T")
Tell = Callable[[Any], None]


def nobody(news: Any) -> None:
    """Nobody listens."""


def apart(
    watch: Watch, work: Callable[..., T], *given: Any, tell: Tell = nobody, threads: int = 1
) -> T:
    """What ``work(watch, tell, *given)`` returns from a fresh, polite process.

    Parameters
    ----------
    work : callable
        At the top of a module. Its own `Watch` and `tell` reach back to ours.
    tell : callable
        Is handed what the work tells, as it comes.
    threads : int
        For numpy and torch.

    Raises
    ------
    Cancelled
        Within about a second of being asked.
    Refused
        Where the process dies; whatever the work itself raises is raised here.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(theirs, work, given, threads), daemon=True)
    with held_back():
        process.start()
    theirs.close()
    try:
        return cast(T, _attend(watch, ours, tell))
    finally:
        process.join(GRACE)
        if process.is_alive():
            process.kill()
            process.join()
        ours.close()


def _attend(watch: Watch, ours: Connection, tell: Tell) -> Any:
    last = Progress(0, 0)
    while True:
        try:
            watch.step(last.done, last.total, last.note)
        except Cancelled:
            with suppress(OSError):  # it may have died meanwhile
                ours.send("stop")
            raise
        try:
            if not ours.poll(HEARTBEAT):
                continue
            kind, value = ours.recv()
        except (EOFError, OSError) as error:
            raise Refused(
                "The process that did this work died, perhaps of too little memory; what was "
                "there before stays as it was.",
                Fault.MODEL,
            ) from error
        if kind == "progress":
            last = value
        elif kind == "news":
            tell(value)
        elif kind == "done":
            return value
        else:
            raise value


@dataclass(slots=True)
class _Line:
    """The child's end: one thread sends, one listens for the wish to stop."""

    ends: Connection
    turn: threading.Lock

    def send(self, kind: str, value: Any) -> None:
        with self.turn:
            self.ends.send((kind, value))

    def listen(self, watch: Watch) -> None:
        """Cancel when asked; leave at once when nobody is there any more."""
        try:
            self.ends.recv()
        except (EOFError, OSError):
            os._exit(0)
        watch.cancel()


def _begin(
    ends: Connection, work: Callable[..., Any], given: tuple[Any, ...], threads: int
) -> None:
    ignored()
    for name in ONE_THREAD:
        os.environ[name] = str(threads)  # read when numpy and torch are imported, which is later
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # spinning costs fourfold on a busy machine
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    line = _Line(ends, threading.Lock())
    watch = Watch(lambda progress: line.send("progress", progress))
    threading.Thread(target=line.listen, args=(watch,), daemon=True).start()
    try:
        line.send("done", work(watch, lambda news: line.send("news", news), *given))
    except Cancelled:
        pass
    except Exception as error:  # noqa: BLE001 - the process's edge: the master raises it
        failed = _portable(error)
        failed.add_note(format_exc())  # where it happened would be lost on the way
        line.send("failed", failed)


def _portable(error: Exception) -> Exception:
    """The error, or its words where it would not arrive: not all can be pickled and read again."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - whatever its own code does when it is pickled
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
