"""Several reviewers through the real window."""

import csv
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edmstudio.app.editing import Editor
from edmstudio.domain.edits import SetEnergy, SetKey
from edmstudio.domain.key import Key
from edmstudio.gui.review.merge_dialog import MergeDialog
from edmstudio.store.backups import back_up
from edmstudio.store.library import Library
from tests.gui.desks import held_in, places_in, press, window_on
from tests.review.libraries import fill


@pytest.fixture
def met(qapp, tmp_path):
    """A window on the library of one reviewer, beside the file of another one."""
    places = places_in(tmp_path)
    library = Library(places.library)
    tracks = [track.track_id for track in fill(library, 3)]
    back_up(library, tmp_path / "bob.db")
    Editor(library, tracks[0], "ann").perform(SetKey(Key(1, True)))
    library.close()
    bob = Library(tmp_path / "bob.db")
    Editor(bob, tracks[0], "bob").perform(SetKey(Key(2, True)))
    Editor(bob, tracks[1], "bob").perform(SetEnergy(9))
    bob.close()
    with window_on(places) as made:
        made.places, made.tracks, made.said = places, tracks, []
        made.studio.said.connect(made.said.append)
        yield made


def until(so):
    end = perf_counter() + 20.0
    while not so() and perf_counter() < end:
        QTest.qWait(20)
    assert so()


def dialog_of(made):
    return made.window.findChild(MergeDialog)


def test_another_reviewers_library_is_shown_first_then_taken_in_and_undone(met, tmp_path):
    met.studio.open_track(met.tracks[0])
    met.reviewers.look_at(tmp_path / "bob.db")
    until(lambda: dialog_of(met) is not None)
    dialog = dialog_of(met)
    assert dialog.brings.text() == "bob.db brings 2 corrected tracks."
    assert [dialog.list.item(0, c).text() for c in (1, 2, 3)] == [
        "Key",
        "D minor (bob)",
        "C# minor (ann)",
    ]
    assert dialog.list.rowCount() == 1
    assert held_in(met.places, met.tracks[0]).key == Key(1, True)
    dialog.take.click()
    until(lambda: any(said.startswith("Taken in") for said in met.said))
    assert held_in(met.places, met.tracks[0]).key == Key(2, True)
    assert held_in(met.places, met.tracks[1]).energy.level == 9
    assert met.studio.session.annotations.key == Key(2, True)
    press(met, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert held_in(met.places, met.tracks[0]).key == Key(1, True)


def test_a_library_that_brings_nothing_asks_nothing(met, tmp_path):
    met.reviewers.merge(tmp_path / "bob.db")
    until(lambda: any(said.startswith("Taken in") for said in met.said))
    met.reviewers.look_at(tmp_path / "bob.db")
    until(lambda: any("nothing that this library lacks" in said for said in met.said))
    assert dialog_of(met) is None


def test_answers_are_saved_as_a_table(met, tmp_path):
    met.reviewers.write_answers(tmp_path / "answers.csv")
    until(lambda: any("answers.csv" in said for said in met.said))
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert csv.DictReader(file).fieldnames[:3] == ["decision", "made_at", "annotator"]
