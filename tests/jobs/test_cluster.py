"""A Dask cluster in place of the process pool; only where the extra `cluster` is installed."""

import os
import signal
import time

import numpy as np
import pytest

from edmstudio.domain.refused import Refused
from edmstudio.jobs.executors import Cluster
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.jobs.spread import spread

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # what Dask warns of is Dask's own


@pytest.fixture(scope="module")
def address():
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    )
    yield cluster.scheduler_address
    cluster.close()


def square(number: int) -> int:
    time.sleep(0.02)
    return number * number


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def square_or_die_once(order: tuple[str, int]) -> int:
    """The first to come by the flag takes it, and its whole process, away."""
    flag, number = order
    try:
        os.unlink(flag)
    except FileNotFoundError:
        return square(number)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_the_same_work_gives_the_same_results_on_a_cluster(address):
    seen = dict(spread(Watch(), Cluster(address), square, range(60)))
    assert seen == {number: number * number for number in range(60)}


def test_what_is_in_hand_on_a_cluster_is_dropped_when_the_person_has_had_enough(address):
    watch = Watch()
    work = spread(watch, Cluster(address), sleep, [0.1, *np.linspace(5.0, 6.0, 30)])
    next(work)
    watch.cancel()
    asked = time.monotonic()
    with pytest.raises(Cancelled):
        list(work)
    assert time.monotonic() - asked < 30  # 30 items of 5 s on two workers take 80


def test_a_worker_that_is_killed_costs_no_result(address, tmp_path):
    flag = tmp_path / "flag"
    flag.touch()
    orders = [(str(flag), number) for number in range(60)]
    seen = dict(spread(Watch(), Cluster(address), square_or_die_once, orders))
    assert seen == {order: order[1] ** 2 for order in orders}
    assert not flag.exists()


def test_a_scheduler_that_does_not_answer_is_refused_in_a_sentence():
    with pytest.raises(Refused, match="No Dask scheduler"):
        list(spread(Watch(), Cluster("tcp://127.0.0.1:9"), square, [1]))
