import os
from dataclasses import replace
from pathlib import Path

import mutagen
import numpy as np
import pytest

from edmstudio.app import finding_files
from edmstudio.app.adding import add
from edmstudio.app.outcome import Arrival, Arrived, LeftOut
from edmstudio.app.sound_cache import SoundCache
from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.executors import Inline, Processes
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.store.tracks import Tracks
from tests.music import RATE, beat, broken_files, nan_wav, write


def test_a_new_file_is_added_with_its_length_and_its_pictures(one, tmp_path, cache):
    arrived = one(write(tmp_path / "a.wav"))
    assert arrived.arrival is Arrival.ADDED
    assert arrived.track.seconds == len(beat()) / RATE
    assert arrived.track.path == str(tmp_path / "a.wav")
    assert SoundCache(cache).has(arrived.track.payload)


def test_the_same_file_again_is_known(one, tmp_path):
    path = write(tmp_path / "a.wav")
    assert one(path) == replace(one(path), arrival=Arrival.ADDED)
    assert one(path).arrival is Arrival.KNOWN


def test_a_moved_file_is_found_again_and_keeps_its_identity(one, tmp_path):
    path = write(tmp_path / "a.wav")
    before = one(path).track
    there = tmp_path / "elsewhere" / "b.wav"
    there.parent.mkdir()
    path.rename(there)
    after = one(there)
    assert after.arrival is Arrival.MOVED
    assert after.track == replace(before, path=str(there))


def test_a_second_copy_is_known_and_leaves_the_first_where_it_is(one, tmp_path):
    path = write(tmp_path / "a.wav")
    first = one(path).track
    (tmp_path / "copy.wav").write_bytes(path.read_bytes())
    assert one(tmp_path / "copy.wav") == Arrived(first, Arrival.KNOWN)


def test_a_retagged_file_is_known_under_its_new_title(one, tmp_path):
    path = write(tmp_path / "a.flac")
    before = one(path).track
    tags = mutagen.File(path)
    tags["title"] = "Strobe"
    tags.save()
    after = one(path)
    assert after.arrival is Arrival.KNOWN
    assert (after.track.track_id, after.track.title) == (before.track_id, "Strobe")


def test_another_recording_in_an_old_place_is_a_new_track(one, library, tmp_path):
    path = tmp_path / "a.wav"
    before = one(write(path)).track
    after = one(write(path, beat(seconds=9.0, seed=3)))
    assert after.arrival is Arrival.ADDED
    aside = Tracks(library).get(before.track_id)
    assert aside.missing
    assert aside.payload == before.payload
    assert Tracks(library).at(str(path)) == after.track


def test_the_same_recording_encoded_anew_in_its_place_keeps_its_identity(one, tmp_path):
    path = tmp_path / "a.wav"
    before = one(write(path)).track
    after = one(write(path, 0.5 * beat()))
    assert after.track.track_id == before.track_id
    assert after.track.payload != before.payload


def test_another_library_learns_of_a_file_that_the_cache_knows(one, tmp_path, cache):
    from edmstudio.store.library import Library

    path = write(tmp_path / "a.wav")
    one(path)
    other = Library(":memory:")
    (arrived,) = add(Watch(), other, [path], place=Inline(), cache=cache)
    assert arrived.arrival is Arrival.ADDED
    assert arrived.track.seconds == len(beat()) / RATE
    other.close()


def test_folders_are_walked_and_hidden_and_other_files_passed_over(added, tmp_path):
    write(tmp_path / "music" / "b" / "two.flac", beat(seed=2))
    write(tmp_path / "music" / "a" / "one.wav", beat(seed=1))
    write(tmp_path / "music" / ".hidden" / "three.wav", beat(seed=3))
    (tmp_path / "music" / "cover.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "music" / "._one.wav").write_bytes(b"finder")
    outcomes = added(tmp_path / "music", tmp_path / "music" / "a" / "one.wav")
    assert [Path(each.track.path).name for each in outcomes] == ["one.wav", "two.flac"]


def test_what_is_broken_is_left_out_with_a_sentence_and_costs_nothing_else(added, tmp_path):
    broken = broken_files(tmp_path / "music")
    good = write(tmp_path / "music" / "good.wav")
    outcomes = {each.track.path if isinstance(each, Arrived) else each.path: each
                for each in added(tmp_path / "music", tmp_path / "gone.mp3")}  # fmt: skip
    assert isinstance(outcomes.pop(str(good)), Arrived)
    assert outcomes[str(tmp_path / "gone.mp3")].reason.fault is Fault.MISSING
    assert outcomes.keys() == {str(p) for p in broken.values()} | {str(tmp_path / "gone.mp3")}
    for each in outcomes.values():
        assert isinstance(each, LeftOut)
        assert isinstance(each.reason, Refused), each
        assert str(each.reason).endswith(".")
        assert "\n" not in str(each.reason)


def test_samples_that_are_no_numbers_do_no_harm(added, tmp_path):
    (outcome,) = added(nan_wav(tmp_path / "nan.wav"))
    if isinstance(outcome, LeftOut):
        assert isinstance(outcome.reason, Refused)
    else:
        assert np.isfinite(outcome.track.seconds)


def test_a_closed_folder_is_told_and_the_open_ones_are_read(added, tmp_path, monkeypatch):
    good = write(tmp_path / "music" / "open" / "a.wav")
    (tmp_path / "music" / "closed").mkdir()
    listing = os.scandir

    def guarded(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(finding_files.os, "scandir", guarded)
    outcomes = added(tmp_path / "music")
    (arrived,) = (each for each in outcomes if isinstance(each, Arrived))
    (closed,) = (each for each in outcomes if isinstance(each, LeftOut))
    assert arrived.track.path == str(good)
    assert closed.reason.fault is Fault.PERMISSION


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_a_name_that_is_no_text_is_refused_in_a_sentence(added, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.wav"
    Path(os.fsdecode(path)).write_bytes(b"")
    (outcome,) = added(Path(os.fsdecode(path)))
    assert "rename" in str(outcome.reason)


def test_cancelled_adding_keeps_what_was_added_and_goes_on_later(library, tmp_path, cache):
    for number in range(4):
        write(tmp_path / "music" / f"{number}.wav", beat(seconds=4.0, seed=number))
    watch = Watch()
    outcomes = add(watch, library, [tmp_path / "music"], place=Inline(), cache=cache)
    next(outcomes)
    watch.cancel()
    with pytest.raises(Cancelled):
        list(outcomes)
    assert len(Tracks(library).all()) == 1
    statuses = [each.arrival for each in add(
        Watch(), library, [tmp_path / "music"], place=Processes(2), cache=cache
    )]  # fmt: skip
    assert sorted(statuses) == ["added", "added", "added", "known"]
