import os
import signal
import sys
import time
from collections import deque
from multiprocessing import active_children
from pathlib import Path

import pytest

from edmstudio.domain.refused import Refused
from edmstudio.jobs.executors import Cluster, Inline, Processes
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.jobs.spread import spread


def double(number: int) -> int:
    return 2 * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise Refused("three is not ours")
    return number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def linger(folder: str) -> int:
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)
    return 0


def surroundings(_: int) -> tuple[int, str]:
    return os.nice(0), os.environ["OMP_NUM_THREADS"]


@pytest.mark.parametrize("place", [Inline(), Processes(2)])
def test_every_item_comes_back_with_its_result(place):
    seen = dict(spread(Watch(), place, double, range(8)))
    assert seen == {number: 2 * number for number in range(8)}


@pytest.mark.parametrize("place", [Inline(), Processes(2)])
def test_an_exception_stays_with_its_item(place):
    seen = dict(spread(Watch(), place, fail_at_three, range(6)))
    assert str(seen.pop(3)) == "three is not ours"
    assert seen == {number: number for number in (0, 1, 2, 4, 5)}


def test_a_worker_that_dies_names_its_culprit_and_costs_no_other_item():
    seen = dict(spread(Watch(), Processes(2), die_at_three, range(9)))
    culprit = seen.pop(3)
    assert isinstance(culprit, Refused)
    assert "died" in str(culprit)
    assert seen == {number: number for number in range(9) if number != 3}


def test_progress_counts_every_item_once():
    heard = []
    list(spread(Watch(on_progress=heard.append), Inline(), double, range(3)))
    assert heard[0].done == 0
    assert sorted({progress.done for progress in heard}) == [0, 1, 2, 3]
    assert {progress.total for progress in heard} == {3}


def test_cancelling_ends_work_that_is_under_way(tmp_path):
    watch = Watch()

    def stop_once_begun(progress):
        if any(tmp_path.iterdir()):
            watch.cancel()

    watch.on_progress = stop_once_begun
    with pytest.raises(Cancelled):
        list(spread(watch, Processes(1), linger, [str(tmp_path)]))
    (worker,) = tmp_path.iterdir()
    with pytest.raises(ProcessLookupError):
        os.kill(int(worker.name), 0)


def test_what_was_done_before_a_cancel_has_been_handed_over():
    watch, kept = Watch(), []

    def keep(item):
        kept.append(item)
        if item == 4:
            watch.cancel()

    with pytest.raises(Cancelled):
        deque(keep(item) for item, _ in spread(watch, Inline(), double, range(10)))
    assert kept == [0, 1, 2, 3, 4]


@pytest.mark.skipif(not hasattr(os, "nice"), reason="there is no nice here")
def test_workers_are_polite_and_single_threaded():
    mine = os.nice(0)
    ((_, (nice, threads)),) = spread(Watch(), Processes(1), surroundings, [0])
    assert nice == min(mine + 10, 19)
    assert threads == "1"


def test_without_dask_a_scheduler_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr("edmstudio.jobs.executors.find_spec", lambda name: None)
    with pytest.raises(Refused, match="needs Dask"):
        list(spread(Watch(), Cluster("tcp://127.0.0.1:1"), double, [1]))


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_an_interrupt_while_a_worker_starts_ends_nothing(moment):
    with Processes(1).open() as pool:
        answer = pool.submit(double, 21)
        time.sleep(moment)
        for worker in active_children():
            os.kill(worker.pid, signal.SIGINT)
        assert answer.result(timeout=30) == 42


def test_a_machine_of_many_cores_has_a_pool_on_windows_too(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with Processes(96).open() as pool:
        assert pool._max_workers == 61
