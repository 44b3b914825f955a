"""Learning from corrections in a library: kept if better, taken back in one step, never in between.

The songs are answered by the analysis without a network, so that what is learned are habits.
"""

import multiprocessing
import shutil

import pytest

from edmstudio.app import model_files, models, retraining
from edmstudio.app.analysing import unanalysed
from edmstudio.app.current_model import CLASSIC, current, models_folder
from edmstudio.app.holding import Holding
from edmstudio.app.known_models import listed
from edmstudio.app.renewing import renew
from edmstudio.app.retrain_plan import plan
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library
from edmstudio.store.revisions import Revisions
from edmstudio.store.tracks import Tracks
from tests.teaching import LATE, correct, fill, persons, taught

pytestmark = pytest.mark.usefixtures("without_model")


def learn(library, cache, watch=None, tell=lambda news: None):
    return retraining.retrain(watch or Watch(), tell, library, place=Inline(), cache=cache)


def bpm_shift(library, track_id):
    return Holding(library).annotations(track_id).grid.anchors[0].seconds


def corrections(library):
    return {t.track_id: Revisions(library).line(t.track_id) for t in Tracks(library).all()}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """Three corrected songs of four, and the outcome of one retraining on them."""
    folder = tmp_path_factory.mktemp("lesson")
    library = taught(folder)
    outcome = learn(library, folder / "cache")
    library.close()
    return folder, outcome


@pytest.fixture
def library(lesson, tmp_path):
    """A copy of the library as it was left, its candidate waiting."""
    folder, _ = lesson
    shutil.copyfile(folder / "library.db", tmp_path / "library.db")
    shutil.copytree(folder / "library models", tmp_path / "library models")
    held = Library(tmp_path / "library.db")
    yield held
    held.close()


def test_what_was_learned_is_better_on_tracks_that_it_did_not_learn_from(lesson):
    _, outcome = lesson
    before, after = outcome.verdict.means("before"), outcome.verdict.means("after")
    assert outcome.verdict.promoted
    assert after["beat_f_10"] > before["beat_f_10"] + 0.5
    assert after["section_accuracy"] > before["section_accuracy"] + 0.1
    assert outcome.trained == 3


def test_a_promoted_model_answers_for_all_tracks_and_corrections_stay(library, lesson):
    folder, outcome = lesson
    before = corrections(library)
    held = {t: Holding(library).annotations(t) for t in before}
    models.promote(library, outcome)
    assert current(library).name == outcome.name
    fourth = Tracks(library).all()[3]
    assert unanalysed(library) == [fourth]
    list(renew(Watch(), library, place=Inline(), cache=folder / "cache"))
    assert unanalysed(library) == []
    assert bpm_shift(library, fourth.track_id) == pytest.approx(LATE, abs=0.002)
    assert corrections(library) == before
    for track_id in list(before)[:3]:
        now = Holding(library).annotations(track_id)
        assert (now.grid, now.sections, now.key) == (
            held[track_id].grid, held[track_id].sections, held[track_id].key
        )  # fmt: skip


def test_rolled_back_everything_is_as_it_was_before(library, lesson):
    folder, outcome = lesson
    fourth = Tracks(library).all()[3].track_id
    was, rows = Holding(library).annotations(fourth), Tracks(library).rows()
    models.promote(library, outcome)
    list(renew(Watch(), library, place=Inline(), cache=folder / "cache"))
    assert Tracks(library).rows() != rows
    assert models.roll_back(library) == CLASSIC == current(library).name
    assert Holding(library).annotations(fourth) == was
    list(renew(Watch(), library, place=Inline(), cache=folder / "cache"))
    assert Tracks(library).rows() == rows
    with pytest.raises(Refused, match="no model to go back to"):
        models.roll_back(library)


def test_the_line_tells_who_came_from_whom_and_any_can_answer_again(library, lesson):
    _, outcome = lesson
    models.promote(library, outcome)
    models.roll_back(library)
    models.use(library, outcome.name[:9])
    base, learned = listed(library)
    assert (base.name, base.current) == (CLASSIC, False)
    assert (learned.name, learned.current) == (outcome.name, True)
    record = learned.record()
    assert (record["parent"], record["level"], record["train_tracks"]) == (CLASSIC, "habits", 3)
    assert record["after"] == outcome.verdict.means("after")
    models.use(library, CLASSIC)
    assert current(library).name == CLASSIC


def test_a_discarded_candidate_leaves_nothing(library, lesson):
    _, outcome = lesson
    models.discard(library, outcome)
    assert list(models_folder(library).iterdir()) == []
    with pytest.raises(Refused, match="gone"):
        models.promote(library, outcome)
    assert current(library).name == CLASSIC


@pytest.mark.parametrize("damage", ["flip", "cut", "text"])
def test_a_damaged_file_is_refused_and_the_bundled_model_answers(library, lesson, damage, tmp_path):
    _, outcome = lesson
    models.promote(library, outcome)
    file = models_folder(library) / outcome.file
    content = bytearray(file.read_bytes())
    if damage == "flip":
        content[content.index(b"offset") + 12] ^= 1  # within the habits, which are its all
    changed = {"flip": content, "cut": content[:50], "text": b"no model" * 9}[damage]
    file.write_bytes(changed)
    copy = tmp_path / "copy.safetensors"
    copy.write_bytes(changed)
    for attempt in (
        lambda: models.use(library, outcome.name),
        lambda: model_files.take_in(library, copy),
    ):
        with pytest.raises(Refused, match=r"damaged|no model of"):
            attempt()
    if damage != "flip":
        assert current(library).name == CLASSIC


def test_a_model_is_taken_out_and_into_another_library(library, lesson, tmp_path):
    _, outcome = lesson
    models.promote(library, outcome)
    file = model_files.take_out(library, outcome.name, tmp_path / "gift.safetensors")
    other = Library(tmp_path / "other.db")
    assert model_files.take_in(other, file) == outcome.name
    assert current(other).name == CLASSIC
    models.use(other, outcome.name)
    assert current(other).name == outcome.name
    other.close()


def test_nothing_corrected_is_told_before_anything_is_done(tmp_path):
    library = Library(tmp_path / "library.db")
    fill(library, tmp_path / "cache", tmp_path / "music", 1)
    with pytest.raises(Refused, match="Nothing was corrected yet"):
        learn(library, tmp_path / "cache")
    library.close()


def test_what_was_corrected_since_is_counted(library, lesson):
    folder, outcome = lesson
    assert plan(library, folder / "cache").fresh == 3
    models.promote(library, outcome)
    again = plan(library, folder / "cache")
    assert (again.fresh, len(again.lessons), again.unmeasured) == (0, 3, ())
    first = Tracks(library).all()[0].track_id
    held = persons(0)
    correct(library, first, type(held)(grid=held.grid, sections=held.sections, key=Key(2, True)))
    assert plan(library, folder / "cache").fresh == 1


def test_cancelled_nothing_has_changed(library, lesson):
    folder, _ = lesson
    watch = Watch(lambda progress: progress.done and watch.cancel())
    with pytest.raises(Cancelled):
        learn(library, folder / "cache", watch)
    assert not multiprocessing.active_children()
    assert (current(library).name, Checkpoints(library).all()) == (CLASSIC, [])


def test_a_training_that_dies_leaves_the_old_model(library, lesson):
    folder, _ = lesson
    before = corrections(library)

    def kill(progress):
        for child in multiprocessing.active_children() if progress.done else ():
            child.kill()

    with pytest.raises(Refused, match=r"died.*stays as it was"):
        learn(library, folder / "cache", Watch(kill))
    assert (current(library).name, Checkpoints(library).all()) == (CLASSIC, [])
    assert corrections(library) == before


def test_without_room_for_the_new_model_the_old_one_stays(library, lesson, monkeypatch):
    folder, _ = lesson
    monkeypatch.setattr(
        retraining, "apart", lambda watch, work, given, tell, threads: work(watch, tell, given)
    )
    shutil.rmtree(models_folder(library))
    models_folder(library).write_text("no folder can be made here")
    with pytest.raises(Refused, match="can't be written"):
        learn(library, folder / "cache")
    assert current(library).name == CLASSIC


def test_a_training_that_runs_off_is_told_in_a_sentence(library, lesson, monkeypatch):
    folder, _ = lesson

    def off(watch, tell, given):
        raise FloatingPointError("a weight is no number")

    monkeypatch.setattr("edmstudio.learning.retrain.retrain", off)
    monkeypatch.setattr(
        retraining, "apart", lambda watch, work, given, tell, threads: work(watch, tell, given)
    )
    with pytest.raises(Refused, match="ran off"):
        learn(library, folder / "cache")
    assert current(library).name == CLASSIC


def test_measures_that_were_taken_in_another_way_are_taken_again(library, lesson, tmp_path):
    for file in (lesson[0] / "cache").glob("measured-*/*/*.npz"):
        former = tmp_path / "measured-1" / file.parent.name / file.name
        former.parent.mkdir(parents=True, exist_ok=True)
        former.write_bytes(file.read_bytes())
    drawn = plan(library, tmp_path)
    assert len(drawn.unmeasured) == len(drawn.lessons) + len(drawn.others)
