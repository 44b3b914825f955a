"""A library, a cache and a folder of music."""

import pytest

from edmstudio.app.adding import add
from edmstudio.app.outcome import Arrived
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def added(library, cache):
    """Add files and folders; what became of each by the name of its file."""

    def adding(*paths, place=None):
        outcomes = add(Watch(), library, paths, place=place or Inline(), cache=cache)
        return list(outcomes)

    return adding


@pytest.fixture
def one(added):
    """Add one file that is expected to arrive."""

    def adding(path):
        (outcome,) = added(path)
        assert isinstance(outcome, Arrived), outcome
        return outcome

    return adding
