"""Spreading one function over many items, on this machine or on many."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import TypeVar

from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch

HEARTBEAT = 0.1  # seconds between two looks at whether to stop
Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(
    watch: Watch, place: Place, work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[tuple[Item, Result | Exception]]:
    """Yield each item with its result, or with the exception that befell it, as they end.

    No item's exception stops the others. A worker that dies breaks its whole pool and takes
    down whatever was in hand there, so these items are taken again in a fresh pool, one by one:
    whoever kills that one too is the culprit, and gets a `Refused`. `Cancelled` is raised within
    a heartbeat of being asked; what runs then is dropped, what was yielded is the caller's.

    Parameters
    ----------
    work : callable
        A function at the top of a module, of one plain value, so that it can be sent.
    """
    waiting, suspects = deque(items), deque[Item]()
    done, total = 0, len(waiting)
    watch.step(done, total)
    while waiting or suspects:
        alone = bool(suspects)
        queue, ahead = (suspects, 1) if alone else (waiting, place.ahead)
        lost: list[Item] = []
        with place.open() as executor:
            for ended in _in_hand(executor, work, queue, ahead):
                for item, outcome in ended:
                    if isinstance(outcome, BrokenExecutor) and not alone:
                        lost.append(item)
                        continue
                    done += 1
                    yield item, _died() if isinstance(outcome, BrokenExecutor) else outcome
                watch.step(done, total)
        suspects.extend(lost)


def _in_hand(
    executor: Executor, work: Callable[[Item], Result], queue: deque[Item], ahead: int
) -> Iterator[list[tuple[Item, Result | Exception]]]:
    """Work the queue off, `ahead` at a time, until it is empty or the executor is broken.

    Yields what has ended since, at least once a heartbeat, so sometimes nothing.
    """
    running: dict[Future[Result], Item] = {}
    broken = False
    while running or (queue and not broken):
        while queue and len(running) < ahead and not broken:
            try:
                running[executor.submit(work, queue[0])] = queue[0]
                queue.popleft()
            except BrokenExecutor:
                broken = True
        futures = wait(running, timeout=HEARTBEAT, return_when=FIRST_COMPLETED).done
        ended = list(map(_ended, futures, map(running.pop, futures)))
        broken = broken or any(isinstance(outcome, BrokenExecutor) for _, outcome in ended)
        yield ended


def _ended(future: Future[Result], item: Item) -> tuple[Item, Result | Exception]:
    error = future.exception()
    if error is None:
        return item, future.result()
    if isinstance(error, Exception):
        return item, error
    raise error


def _died() -> Refused:
    return Refused(
        "The process that worked on this file died, of a decoder's crash or of too little "
        "memory; the file was left out.",
        Fault.DECODE,
    )
