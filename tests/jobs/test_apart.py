import os
import time
from multiprocessing import Pipe

import pytest

from edmstudio.domain.refused import Refused
from edmstudio.jobs.apart import _attend, apart, nobody
from edmstudio.jobs.job import Cancelled, Watch


def count(watch, tell, total):
    for done in range(total):
        watch.step(done, total, "counting")
        tell({"done": done})
    return os.getpid()


def wait_long(watch, tell):
    for done in range(10_000):
        watch.step(done, 10_000)
        time.sleep(0.01)


def die(watch, tell):
    os._exit(9)


def fail(watch, tell):
    raise ValueError("no such thing")


class Stubborn(Exception):
    """Can't be read again once it was pickled, as some of torch's."""

    def __init__(self, what, where):
        super().__init__(f"{what} {where}")


def fail_stubbornly(watch, tell):
    raise Stubborn("broken", "in there")


def threads(watch, tell):
    return os.environ["OMP_NUM_THREADS"]


def test_the_work_is_done_in_another_process_that_tells_how_far_it_is():
    news, seen = [], []
    watch = Watch(on_progress=seen.append)
    assert apart(watch, count, 5, tell=news.append) != os.getpid()
    assert [each["done"] for each in news] == [0, 1, 2, 3, 4]
    assert seen[-1].note == "counting"


def test_it_stops_within_two_seconds_of_being_asked():
    watch = Watch(on_progress=lambda progress: watch.cancel() if progress.done > 5 else None)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        apart(watch, wait_long)
    assert time.monotonic() - began < 30  # most of it is the start of the process


def test_a_death_is_told_in_a_sentence():
    with pytest.raises(Refused, match="died"):
        apart(Watch(), die)


def test_a_wish_to_stop_that_meets_a_death_is_still_a_wish_to_stop():
    ours, theirs = Pipe()
    theirs.close()
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        _attend(watch, ours, nobody)
    ours.close()


def test_what_the_work_raises_is_raised_here_and_says_where():
    with pytest.raises(ValueError, match="no such thing") as told:
        apart(Watch(), fail)
    assert "in fail" in told.value.__notes__[0]


def test_an_error_that_can_not_travel_is_told_in_its_words():
    with pytest.raises(RuntimeError, match="Stubborn: broken in there") as told:
        apart(Watch(), fail_stubbornly)
    assert "in fail_stubbornly" in told.value.__notes__[0]


def test_it_gets_the_threads_that_it_is_given():
    assert apart(Watch(), threads, threads=2) == "2"
