"""Where work runs: in this process, in processes of this machine, or on a Dask cluster.

The seam is the standard library's own `Executor`, so that the work never knows.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import ParamSpec, Protocol, TypeVar

from edmstudio.domain.refused import Refused
from edmstudio.jobs.interrupts import held_back, ignored

POLITENESS = 10  # of `nice`: the window and whatever else the person does come first
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
P = ParamSpec("P")
T = TypeVar("T")


class Place(Protocol):
    """Somewhere to work; what `open` gives ends with its block, whatever still runs."""

    @property
    def ahead(self) -> int:
        """How many items to have in hand at once."""

    def open(self) -> AbstractContextManager[Executor]: ...


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Processes:
    """Fresh processes of low priority, one thread each."""

    count: int

    @property
    def ahead(self) -> int:
        return self.count + 1

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """A pool of processes that leave at once when the block fails or this process dies."""
        alive, held = Pipe(duplex=False)
        pool = _Pool(
            _allowed(self.count),
            mp_context=get_context("spawn"),
            initializer=_settle,
            initargs=(alive,),
        )
        try:
            yield pool
        except BaseException:
            held.close()  # every worker sees the other end close, and leaves
            raise
        finally:
            pool.shutdown(wait=True)
            held.close()
            alive.close()


def _allowed(count: int) -> int:
    """Windows waits for so many handles at once, and the library for no pool of more."""
    return min(count, 61) if sys.platform == "win32" else count


class _Pool(ProcessPoolExecutor):
    """Starts workers that are deaf to Ctrl-C from their birth."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with held_back():
            return super().submit(fn, *args, **kwargs)


def _settle(alive: Connection) -> None:
    """Make a worker: polite, single-threaded, deaf to Ctrl-C, gone when its master is."""
    ignored()
    for name in ONE_THREAD:
        os.environ[name] = "1"  # read when numpy and torch are imported, which is later
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    threading.Thread(target=_leave_with_master, args=(alive,), daemon=True).start()


def _leave_with_master(alive: Connection) -> None:
    try:
        alive.recv_bytes()
    except (EOFError, OSError):
        os._exit(0)  # nothing is lost: a worker never touches the library


class Inline(Executor):
    """Works in this very process, when the result is asked to be submitted."""

    ahead = 1

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - an executor's edge: the future carries it
            future.set_exception(error)
        return future

    @contextmanager
    def open(self) -> Iterator[Executor]:
        yield self


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask scheduler at an address such as "tcp://10.0.0.7:8786"; its workers see our files."""

    address: str
    ahead: int = 256

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """The cluster's executor; `Refused` where Dask or the scheduler is not there."""
        if find_spec("distributed") is None:
            raise Refused(
                "--scheduler needs Dask; install it with: pip install 'edmstudio[cluster]'."
            )
        from distributed import Client

        try:
            client = Client(self.address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Refused(f"No Dask scheduler answers at {self.address}: {error}.") from error
        with client:
            executor = client.get_executor()
            try:
                yield executor
            finally:
                executor.shutdown(wait=False)  # as a context it would wait for all that is in hand
