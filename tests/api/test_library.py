"""What a script does to a library, the window and the command line see."""

from dataclasses import replace
from math import nan

import pytest

import edmstudio
from edmstudio.app.holding import Holding
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library as Stored
from edmstudio.store.revisions import Revisions


@pytest.fixture
def library(music):
    with edmstudio.Library("mine.db", annotator="ann") as opened:
        opened.add("track.flac")
        opened.import_labels("collection.xml")
        yield opened


def test_a_correction_is_signed_and_outlives_the_script(library, music):
    held = library["track.flac"].annotations
    library.correct("track.flac", replace(held, key=edmstudio.Key.parse("Am")), "Set the key")
    library.close()
    stored = Stored(music / "mine.db")
    (revision,) = Revisions(stored).line(1)
    assert (revision.title, revision.annotator) == ("Set the key", "ann")
    annotations = Holding(stored).annotations(1)
    stored.close()
    assert str(annotations.key_by) == "correction:ann"
    assert str(annotations.cues[0].by) == "label:rekordbox 7.2.8"


def test_labels_of_a_model_of_ones_own_stand_under_corrections(library):
    corrected = library.correct("track.flac", edmstudio.Annotations(key=edmstudio.Key.parse("5A")))
    assert corrected.cues == ()
    mine = edmstudio.Annotations(
        key=edmstudio.Key.parse("8A"),
        sections=(edmstudio.Section(1.0, 30.0, edmstudio.SectionLabel.DROP),),
    )
    held = library.put_labels("track.flac", mine, "my-model")
    assert held.key == edmstudio.Key.parse("5A")
    (section,) = held.sections
    assert (section.start, section.end, str(section.by)) == (0.0, 32.0, "label:my-model")
    assert {said.source for said in Labels(library._library).of(1)} == {"my-model", "rekordbox"}


def test_a_file_that_is_no_music_is_left_out_with_its_reason(library, music):
    (music / "diary.mp3").write_text("Dear diary")
    done = library.add(".")
    assert [track.track.name for track in done.tracks] == ["track"]
    (left,) = done.left_out
    assert isinstance(left.reason, edmstudio.Refused)


def test_progress_is_told(library):
    told = []
    library.analyze(progress=told.append)
    assert told[-1].done == told[-1].total == 1
    assert library.analyze().tracks == ()
    assert len(library.analyze(force=True).tracks) == 1


def test_what_is_not_there_is_refused(library):
    assert "track.flac" in library
    assert "gone.flac" not in library
    with pytest.raises(edmstudio.Refused, match="not in the library"):
        library["gone.flac"]
    with pytest.raises(edmstudio.Refused, match="nothing to undo"):
        library.undo("track.flac")
    with pytest.raises(edmstudio.Refused, match="none of all"):
        library.export("rekordbox-xml", "out.xml", cues="some")
    with pytest.raises(edmstudio.Refused, match="no export format"):
        library.export("cassette", "out")


def test_only_the_tracks_named_go_out(library, music):
    report = library.export("csv", "out.csv", "track.flac", cues="corrected")
    assert report.counts["tracks"] == 1
    assert "Drop" not in (music / "out.csv").read_text()
    assert len(library) == len(list(library)) == 1


SECTION, DROP = edmstudio.Section, edmstudio.SectionLabel.DROP
NONSENSE = {
    "grid behind all time": {"grid": edmstudio.TempoMap.constant(1e300, 128.0)},
    "gap": {"sections": (SECTION(0.0, 10.0, DROP), SECTION(20.0, 32.0, DROP))},
    "overlap": {"sections": (SECTION(0.0, 20.0, DROP), SECTION(10.0, 32.0, DROP))},
    "cue at no moment": {"cues": (edmstudio.CuePoint(nan, 1),)},
    "loop that ends before it begins": {"cues": (edmstudio.CuePoint(4.0, 1, end=2.0),)},
    "two cues of one number": {"cues": (edmstudio.CuePoint(4.0, 1), edmstudio.CuePoint(8.0, 1))},
    "no such pad": {"cues": (edmstudio.CuePoint(4.0, 1, slot="AB"),)},
    "no colour": {"cues": (edmstudio.CuePoint(4.0, 1, colour="red"),)},
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
def test_what_no_window_could_show_is_refused_and_nothing_is_stored(library, nonsense):
    held = library["track.flac"].annotations
    with pytest.raises(edmstudio.Refused):
        library.correct("track.flac", replace(held, **nonsense))
    with pytest.raises(edmstudio.Refused):
        library.put_labels("track.flac", edmstudio.Annotations(**nonsense), "my-model")
    assert library["track.flac"].annotations == held


def test_labels_without_a_source_are_refused(library):
    with pytest.raises(edmstudio.Refused, match="source"):
        library.put_labels("track.flac", edmstudio.Annotations(), " ")


def test_cues_of_a_script_are_put_in_order_and_sections_reach_to_the_ends(library):
    cues = (edmstudio.CuePoint(8.0, 1), edmstudio.CuePoint(4.0, 2))
    said = edmstudio.Annotations(cues=cues, sections=(SECTION(1.0, 30.0, DROP),))
    held = library.correct("track.flac", said)
    assert [cue.seconds for cue in held.cues] == [4.0, 8.0]
    assert [(s.start, s.end) for s in held.sections] == [(0.0, 32.0)]
