"""A library whose queue was made once for all tests that only need one."""

import shutil

import pytest

from edmstudio.app.doubting import build_queue
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from tests.review.libraries import fill
from tests.review.wrong import wrong_in_every_way

TRACKS = 40


@pytest.fixture(scope="session")
def looked_through(tmp_path_factory):
    """The file of 40 tracks, ten of them wrong in one way each."""
    path = tmp_path_factory.mktemp("doubted") / "library.db"
    library = Library(path)
    fill(library, TRACKS, wrong_in_every_way)
    build_queue(Watch(), library, place=Inline())
    library.close()
    return path


@pytest.fixture
def doubted(looked_through, tmp_path):
    """A copy of it, open."""
    library = Library(shutil.copy(looked_through, tmp_path / "library.db"))
    yield library
    library.close()
