"""Every view of the window can be drawn, and no two of them are the same picture."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from edmstudio.app.settings import Settings
from edmstudio.cli.window import VIEWS
from edmstudio.gui.screenshot import Shot, take
from edmstudio.gui.screenshot_views import View
from tests.gui.desks import fill, write_kicks


@pytest.fixture(scope="module")
def pictures(qapp, tmp_path_factory):
    from tests.gui.desks import places_in

    folder = tmp_path_factory.mktemp("pictures")
    places = places_in(folder)
    fill(places, write_kicks(folder / "kicks.wav"))
    shot = Shot(folder / "plain.png", at=20.0, size=(1000, 700))
    for view in View:
        take(
            places, Settings(annotator="ann"), replace(shot, view=view, out=folder / f"{view}.png")
        )
    return {view: QImage(str(folder / f"{view}.png")) for view in View}


def test_the_command_line_offers_every_view():
    assert set(VIEWS) == {view.value for view in View}


def test_every_view_is_drawn_at_the_size_asked_for(pictures):
    sizes = {(image.width(), image.height()) for image in pictures.values()}
    assert sizes == {(1000, 700)}


def test_no_view_looks_like_another(pictures):
    others = dict(pictures)
    del others[View.EVENTS]  # the events lie open from the start, as in the view of the track
    assert len({bytes(image.constBits()) for image in others.values()}) == len(others)
