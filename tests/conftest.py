"""What many tests start from."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

pytest_plugins = ["tests.doubted"]
# A busy machine makes no law untrue: how long an example takes is the affair of `tests/bench`.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
SHARED = Path(__file__).parents[1] / "../shared/data"


@pytest.fixture
def library():
    library = Library(":memory:")
    yield library
    library.close()


@pytest.fixture
def track(library):
    return Tracks(library).add(Track(TrackId(0), "/music/a.flac", "f00d", 300.0))


@pytest.fixture(scope="module")
def without_model():
    """As on a machine to which no model came: what is tested of learning is done in seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("edmstudio.app.current_model.FILE", Path("nowhere"))
        yield


@pytest.fixture
def shared_data():
    """Real music and real files of other programs, where they are at hand."""
    if not SHARED.is_dir():
        pytest.skip("the real tracks and files of shared/data are not here")
    return SHARED
