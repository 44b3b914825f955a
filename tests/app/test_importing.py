import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from edmstudio.app.exporting import export
from edmstudio.app.holding import Holding
from edmstudio.app.import_found import Nudges, proposed
from edmstudio.app.importing import import_labels, preview
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel, is_partition
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, Playlist, exporter_named
from edmstudio.interchange.importer import importer_named
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.store.labels import Labels
from edmstudio.store.playlists import Playlists, StoredPlaylist
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks

NOW = datetime(2026, 11, 21, tzinfo=UTC)
REKORDBOX = importer_named("rekordbox-xml")


def track(number, *, case="", seconds=300.0):
    path = f"/music/ö {number}.mp3"
    timeline = Timeline(case=case)
    return Track(
        TrackId(number), path, f"p{number}", seconds, title=f"T{number}", timeline=timeline
    )


def said(number=1, *, bpm=128.0):
    cues = (
        CuePoint(0.0, 1, CueKind.FIRST_BEAT, "1", "A"),
        CuePoint(61.0 + number, 2, CueKind.DROP, "Drop", "B"),
    )
    return Annotations(grid=TempoMap.constant(0.5, bpm), cues=cues)


def xml(tmp_path, tracks, **options):
    """A rekordbox library that says something of each track."""
    target = tmp_path / "rekordbox.xml"
    entries = [ExportTrack(t, said(t.track_id)) for t in tracks]
    exporter_named("rekordbox-xml").export(entries, target, ExportOptions(**options))
    return target


def stored(library, *tracks):
    return [Tracks(library).add(each) for each in tracks]


def taken_in(library, path, **choices):
    return import_labels(Watch(), library, path, REKORDBOX, now=NOW, **choices)


def test_what_is_imported_holds_until_a_person_says_otherwise(library, tmp_path):
    (known,) = stored(library, track(1))
    report = taken_in(library, xml(tmp_path, [track(1)]))
    assert (report.tracks, report.matched, report.missing) == (1, 1, ())
    assert report.labels == {"grids": 1, "sections": 0, "cues": 1, "keys": 0}
    held = Holding(library).annotations(known.track_id)
    assert [cue.name for cue in held.cues] == ["1", "Drop"]
    assert held.cues[0].by.source == "EDM Studio 0.1.0"
    assert Tracks(library).rows()[0]["sources"] == "rekordbox"


def test_a_second_import_updates_instead_of_doubling(library, tmp_path):
    (known,) = stored(library, track(1))
    taken_in(library, xml(tmp_path, [track(1)]))
    taken_in(library, xml(tmp_path, [track(1)]))
    assert [each.source for each in Labels(library).of(known.track_id)] == ["rekordbox"]


def test_a_preview_counts_and_stores_nothing(library, tmp_path):
    (known,) = stored(library, track(1))
    path = xml(tmp_path, [track(1), track(9)])
    report = preview(Watch(), library, path, REKORDBOX)
    assert (report.tracks, report.matched) == (2, 1)
    assert [missing.entry.title for missing in report.missing] == ["T9"]
    assert Labels(library).of(known.track_id) == []
    assert Playlists(library).all() == []


def test_what_was_not_found_comes_with_what_it_might_mean(library, tmp_path):
    stored(library, replace(track(1, seconds=290.0), path="/new/place.mp3"))
    report = preview(Watch(), library, xml(tmp_path, [track(1)]), REKORDBOX)
    (missing,) = report.missing
    assert [each.path for each in missing.likely] == ["/new/place.mp3"]


def test_times_come_onto_our_timeline_and_go_back_as_they_came(library, tmp_path):
    (known,) = stored(library, track(1, case="D"))
    path = xml(tmp_path, [track(1)])
    report = taken_in(library, path)
    assert report.offsets == {-26.0: 1}
    held = Holding(library).annotations(known.track_id)
    assert held.cues[1].seconds == pytest.approx(61.974)
    exporter = exporter_named("rekordbox-xml")
    target = tmp_path / "back.xml"
    export(Watch(), library, [known], exporter=exporter, target=target, options=ExportOptions())
    first, second = (next(REKORDBOX.read(file)) for file in (path, target))
    assert second.raw == first.raw


def test_a_library_that_lies_beside_our_beats_is_noticed(library, tmp_path):
    tracks = stored(library, *(track(number, case="B") for number in range(1, 8)))
    heard = Annotations(grid=TempoMap.constant(0.487, 128.0))
    for each in tracks:
        Predictions(library).put(each.track_id, Prediction(heard, "classic-1"), NOW)
    path = xml(tmp_path, tracks)
    taken = preview(Watch(), library, path, REKORDBOX)
    (shift,) = taken.check.shifts
    assert (shift.case, len(shift.keys), shift.of) == ("B", 7, 7)
    assert shift.seconds == pytest.approx(-0.013, abs=0.001)
    assert "+13 ms" in str(shift)
    taken_in(library, path, nudges=proposed(taken.check))
    held = Labels(library).of(tracks[0].track_id)[0].annotations
    assert held.grid.anchors[0].seconds % (60 / 128) == pytest.approx(0.487 - 60 / 128, abs=0.001)
    assert preview(Watch(), library, path, REKORDBOX).check.shifts == (shift,)


def test_what_was_nudged_goes_back_to_its_program_as_it_came(library, tmp_path):
    (known,) = stored(library, track(1, case="B"))
    path = xml(tmp_path, [track(1, case="B")])
    taken_in(library, path, nudges=Nudges(entries={"900000001": -0.013}))
    held = Holding(library).annotations(known.track_id)
    assert held.cues[1].seconds == pytest.approx(61.987)
    target, exporter = tmp_path / "back.xml", exporter_named("rekordbox-xml")
    export(Watch(), library, [known], exporter=exporter, target=target, options=ExportOptions())
    first, second = (next(REKORDBOX.read(file)) for file in (path, target))
    assert second.raw == first.raw
    other = exporter_named("jams")
    export(
        Watch(), library, [known], exporter=other, target=tmp_path / "a.jams",
        options=ExportOptions(),
    )  # fmt: skip
    (there,) = importer_named("jams").read(tmp_path / "a.jams")
    assert there.annotations.cues[1].seconds == pytest.approx(61.987)


def test_some_tracks_of_a_kind_that_lie_beside_are_moved_by_themselves(library, tmp_path):
    tracks = stored(library, *(track(number, case="B") for number in range(1, 31)))
    for each in tracks:
        beside = 0.026 if each.track_id <= 8 else 0.0
        heard = Annotations(grid=TempoMap.constant(0.5 - beside, 128.0))
        Predictions(library).put(each.track_id, Prediction(heard, "classic-1"), NOW)
    path = xml(tmp_path, tracks)
    check = preview(Watch(), library, path, REKORDBOX).check
    (shift,) = check.shifts
    assert (len(shift.keys), shift.of, shift.concerns_all) == (8, 30, False)
    taken = taken_in(library, path, nudges=proposed(check))
    assert taken.check.shifts == ()
    assert {round(ms): tracks for ms, tracks in taken.offsets.items()} == {-26: 8, 0: 22}


def test_playlists_come_along_with_their_folders(library, tmp_path):
    tracks = stored(library, track(1), track(2))
    two_one = Playlist("Set", (TrackId(2), TrackId(1), TrackId(2)), ("2026", "May"))
    taken_in(library, xml(tmp_path, [track(1), track(2)], playlists=(two_one,)))
    ids = tuple(tracks[n].track_id for n in (1, 0, 1))
    assert Playlists(library).all() == [StoredPlaylist("Set", ids, ("2026", "May"))]
    taken_in(
        library, xml(tmp_path, [track(1), track(2)], playlists=(replace(two_one, name="New"),))
    )
    assert [playlist.name for playlist in Playlists(library).all()] == ["New"]


def test_a_person_can_name_the_source(library, tmp_path):
    (known,) = stored(library, track(1))
    taken_in(library, xml(tmp_path, [track(1)]), source="ann")
    assert Labels(library).of(known.track_id)[0].source == "ann"


def test_an_interrupted_import_keeps_what_was_finished(library, tmp_path):
    tracks = [track(number) for number in range(1, 251)]
    ids = [each.track_id for each in stored(library, *tracks)]
    watch = Watch(lambda progress: watch.cancel() if progress.done == 230 else None)
    with pytest.raises(Cancelled):
        import_labels(watch, library, xml(tmp_path, tracks), REKORDBOX, now=NOW)
    assert sum(bool(Labels(library).of(each)) for each in ids) == 229


def test_a_damaged_file_keeps_what_stood_before_the_damage(library, tmp_path):
    tracks = [track(number) for number in range(1, 3001)]
    stored(library, *tracks[:150])
    path = xml(tmp_path, tracks)
    path.write_bytes(path.read_bytes()[:-40_000])
    with pytest.raises(Refused, match="damaged"):
        taken_in(library, path)
    assert len([row for row in Tracks(library).rows() if row["sources"]]) == 150


def test_sections_are_stretched_over_the_whole_track(library, tmp_path):
    (known,) = stored(library, track(1))
    sections = (Section(0.0, 60.0, SectionLabel.INTRO), Section(60.0, 290.0, SectionLabel.DROP))
    target = tmp_path / "ö 1.jams"
    entry = ExportTrack(track(1), Annotations(sections=sections))
    exporter_named("jams").export([entry], target)
    import_labels(Watch(), library, target, importer_named("jams"), now=NOW)
    held = Holding(library).annotations(known.track_id).sections
    assert (held[0].start, held[-1].end, is_partition(held)) == (0.0, 300.0, True)


def test_a_grid_that_no_track_could_have_is_left_out_with_a_warning(library, tmp_path):
    ours = Tracks(library).add(track(1))
    beats = {"namespace": "beat", "data": [{"time": 0.0, "duration": 0.0, "value": 1}]}
    key = {"namespace": "key_mode", "data": [{"time": 0.0, "duration": 1.0, "value": "A:minor"}]}
    jams = {
        "file_metadata": {"title": ours.title},
        "sandbox": {"edmstudio": {"path": ours.path}},
        "annotations": [{**beats, "sandbox": {"anchors": [[10**25, 0.0, 128.0, 4, 0]]}}, key],
    }
    (tmp_path / "one.jams").write_text(json.dumps(jams))
    taken = import_labels(Watch(), library, tmp_path / "one.jams", importer_named("jams"), now=NOW)
    assert (taken.labels["grids"], taken.labels["keys"]) == (0, 1)
    assert "its grid was left out" in taken.warnings[0]
    assert Holding(library).annotations(ours.track_id).grid is None
