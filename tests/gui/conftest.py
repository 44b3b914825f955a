"""A window on a full library, and on an empty one."""

import pytest

from tests.gui.desks import fill, places_in, window_on, write_kicks


@pytest.fixture
def places(tmp_path):
    return places_in(tmp_path)


@pytest.fixture
def full(qapp, tmp_path, places):
    track_id = fill(places, write_kicks(tmp_path / "kicks.wav"))
    with window_on(places) as made:
        made.studio.open_track(track_id)
        yield made


@pytest.fixture
def empty(qapp, places):
    with window_on(places) as made:
        yield made
