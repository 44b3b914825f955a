from dataclasses import replace
from pathlib import Path

import pytest

from edmstudio.app.analysing import analyse_tracks, answered, unanalysed
from edmstudio.app.current_model import CLASSIC
from edmstudio.app.holding import Holding
from edmstudio.app.outcome import Analysed, LeftOut
from edmstudio.app.sound_cache import SoundCache
from edmstudio.classic import analyse as classic
from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.store.tracks import Tracks
from tests.music import beat, write


@pytest.fixture
def analysed(library, cache):
    def analysing(tracks, watch=None):
        return analyse_tracks(watch or Watch(), library, tracks, place=Inline(), cache=cache)

    return analysing


@pytest.fixture
def three(added, tmp_path):
    for number in range(3):
        write(tmp_path / f"{number}.wav", beat(seconds=6.0, seed=number))
    return [each.track for each in added(tmp_path)]


def test_the_checkpoint_we_ask_for_is_the_one_that_answers():
    assert classic.CHECKPOINT == CLASSIC


def test_what_is_analysed_is_stored_and_holds(library, analysed, one, tmp_path):
    track = one(write(tmp_path / "a.wav", beat(seconds=20.0, bpm=126.0))).track
    (outcome,) = analysed(unanalysed(library))
    assert isinstance(outcome, Analysed)
    assert outcome.fresh
    held = Holding(library).annotations(track.track_id)
    assert held.grid == outcome.prediction.annotations.grid
    assert held.grid.bpm_over(0.0, 20.0) == pytest.approx(126.0, abs=0.05)
    assert Tracks(library).rows()[0]["bpm"] == pytest.approx(126.0, abs=0.05)
    assert unanalysed(library) == []
    assert [each.fresh for each in answered(library, [track])] == [False]


def test_stopped_analysis_keeps_what_is_done_and_goes_on_from_there(library, analysed, three):
    watch = Watch()
    outcomes = analysed(unanalysed(library), watch)
    done = next(outcomes).track
    watch.cancel()
    with pytest.raises(Cancelled):
        list(outcomes)
    assert unanalysed(library) == [track for track in three if track != done]
    assert len(list(analysed(unanalysed(library)))) == 2
    assert unanalysed(library) == []


def test_a_missing_file_is_left_out_and_no_longer_waited_for(library, analysed, three):
    gone = three[1]
    Path(gone.path).unlink()
    left_out = [each for each in analysed(unanalysed(library)) if isinstance(each, LeftOut)]
    assert [each.path for each in left_out] == [gone.path]
    assert left_out[0].reason.fault is Fault.MISSING
    assert Tracks(library).get(gone.track_id).missing
    assert unanalysed(library) == []


def test_another_recording_in_the_place_of_a_track_is_never_taken_for_it(
    library, analysed, three, tmp_path
):
    write(Path(three[0].path), beat(seconds=7.0, seed=9))
    (outcome,) = analysed([three[0]])
    assert isinstance(outcome.reason, Refused)
    assert "another recording" in str(outcome.reason)


def test_a_deleted_cache_fills_again(library, analysed, three, cache):
    cached = SoundCache(cache)
    cached.peaks(three[0].payload).unlink()
    list(analysed(three[:1]))
    assert cached.has(three[0].payload)


def test_a_file_that_came_back_is_found_again_when_it_is_added(library, analysed, three, added):
    Tracks(library).update(replace(three[0], missing=True))
    added(Path(three[0].path))
    assert not Tracks(library).get(three[0].track_id).missing
