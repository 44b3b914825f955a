"""What to label next, in the window."""

import pytest
from PySide6.QtCore import Qt

from edmstudio.app.doubting import build_queue
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.next_labels import NextLabels
from tests.gui.desks import places_in, window_on
from tests.review.libraries import fill, truth


@pytest.fixture
def made(qapp, tmp_path):
    """A window on 20 tracks of which three have no labels."""
    places = places_in(tmp_path)
    library = Library(places.library)
    fill(library, 20, lambda number: None if number in (2, 7, 11) else truth(number))
    build_queue(Watch(), library, place=Inline())
    library.close()
    with window_on(places) as made:
        yield made


def test_the_command_goes_through_the_tracks_without_labels_and_says_why(made):
    wanted = NextLabels(made.studio.library).open()
    said = []
    made.studio.said.connect(said.append)
    for each in [*wanted, wanted[0]]:
        made.router.run(made.commands["review.label-next"])
        assert made.studio.session.track.track_id == each.track_id
        assert each.reason in [line for line in said if "without labels" in line][-1]
    assert len(wanted) == 3


def test_the_list_sorts_by_what_to_label_next_and_tells_why(made):
    model = made.library.model
    column = [each.name for each in model.columns].index("label_next")
    model.sort(column)
    wanted = NextLabels(made.studio.library).open()
    assert [model.row_at(line)["id"] for line in range(3)] == [w.track_id for w in wanted]
    first, fourth = model.index(0, column), model.index(3, column)
    assert (model.data(first), model.data(fourth)) == ("1", "")
    assert model.data(first, Qt.ItemDataRole.ToolTipRole) == wanted[0].reason
