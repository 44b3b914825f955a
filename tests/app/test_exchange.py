"""What the dialogs of import and export ask for, without a window."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edmstudio.app.editing import Editor
from edmstudio.app.export_trial import trial
from edmstudio.app.exporting import export, playlists_for
from edmstudio.app.import_preview import adoptable, examine
from edmstudio.app.relinking import OwnTags, Relinked, common_folder, found_below
from edmstudio.app.tag_backups import put_back, tag_backups
from edmstudio.app.taking_in import Request, take_in
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import PlaceGrid
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, Playlist, exporter_named
from edmstudio.interchange.importer import importer_named
from edmstudio.interchange.loss_report import Loss
from edmstudio.interchange.matching import Sign
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.playlists import Playlists, StoredPlaylist
from edmstudio.store.tracks import Tracks
from tests.interchange.audio_files import audio_file

NOW = datetime(2026, 11, 21, tzinfo=UTC)
REKORDBOX, SERATO = exporter_named("rekordbox-xml"), exporter_named("serato-tags")
READER = importer_named("rekordbox-xml")
CUES = (
    CuePoint(1.0, 1, CueKind.DROP, "x" * 60, "A", colour="#123456"),
    CuePoint(2.0, 2, CueKind.OTHER, "memory"),
    CuePoint(3.0, 3, CueKind.LOOP, "Loop", end=4.0),
)
SAID = Annotations(grid=TempoMap.constant(0.5, 128.0), cues=CUES, energy=EnergyCurve(7))


def xml(folder, *paths):
    entries = [
        ExportTrack(Track(TrackId(n), str(path), "", 300.0, title=f"T{n}"), SAID)
        for n, path in enumerate(paths, start=1)
    ]
    REKORDBOX.export(entries, folder / "rekordbox.xml")
    return folder / "rekordbox.xml"


def known(library, path, **facts):
    return Tracks(library).add(Track(TrackId(0), str(path), str(path), 300.0, **facts))


def labelled(library, path):
    track = known(library, path)
    Labels(library).put(track.track_id, SourceLabels("ann", "", SAID), NOW)
    return track


def test_every_entry_is_a_line_with_what_it_brings(library, tmp_path):
    track = known(library, "/m/a.wav")
    (tmp_path / "here.wav").touch()
    path = xml(tmp_path, "/m/a.wav", "/m/gone.wav", tmp_path / "here.wav")
    seen = examine(Watch(), library, path, READER)
    found, gone, here = seen.lines
    assert (found.track, found.sign, found.bpm, found.cues) == (track, Sign.LOCATION, 128.0, 3)
    assert (gone.track, gone.on_disk, gone.cues, gone.name) == (None, False, 3, "T2")
    assert list(adoptable(seen)) == [tmp_path / "here.wav"]
    assert here.on_disk
    assert seen.worthwhile
    assert Labels(library).of(track.track_id) == []


def test_a_location_of_another_machine_is_never_opened(library, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("os.path.isfile", lambda path: asked.append(path) or False)
    path = xml(tmp_path, "//server/share/a.wav", "/m/b.wav")
    examine(Watch(), library, path, READER)
    assert [each for each in asked if "server" in str(each)] == []
    assert "/m/b.wav" in asked


def test_files_are_found_by_name_and_the_longest_common_path(library, tmp_path):
    for place in ("new/house/a.wav", "new/techno/a.wav", "new/b.wav", "new/x/c.wav", "new/y/c.wav"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).touch()
    path = xml(tmp_path, "/old/house/a.wav", "/else/B.wav", "/old/c.wav", "/old/d.wav")
    lines = examine(Watch(), library, path, READER).lines
    found = found_below(Watch(), tmp_path / "new", lines)
    by_name = {line.location: found.get(line.key) for line in lines}
    assert by_name == {
        "/old/house/a.wav": str(tmp_path / "new/house/a.wav"),
        "/else/B.wav": str(tmp_path / "new/b.wav"),
        "/old/c.wav": None,  # two of them agree equally well
        "/old/d.wav": None,
    }


def test_a_relinked_entry_keeps_the_raw_values_of_its_program(library, tmp_path):
    track = known(library, "/new/z.wav", title="Other")
    path = xml(tmp_path, "/old/a.wav")
    (line,) = examine(Watch(), library, path, READER).lines
    relinked = Relinked(READER, {line.key: "/new/z.wav"})
    request = Request(path, relinked)
    came = take_in(
        Watch(), library, [request], files=[], place=Inline(), cache=tmp_path / "c", now=NOW
    )
    assert came.taken[0].matched == 1
    (said,) = Labels(library).of(track.track_id)
    assert said.raw["track"]["Location"].endswith("/old/a.wav")


def test_a_damaged_file_is_left_out_and_the_others_come_in(library, tmp_path):
    known(library, "/m/a.wav")
    good, bad = xml(tmp_path, "/m/a.wav"), tmp_path / "bad.xml"
    bad.write_bytes(good.read_bytes()[:-120])
    came = take_in(
        Watch(),
        library,
        [Request(bad, READER), Request(good, READER)],
        files=[],
        place=Inline(),
        cache=tmp_path / "c",
        now=NOW,
    )
    assert [taken.file for taken in came.taken] == [str(good)]
    (left,) = came.left_out
    assert isinstance(left.reason, Refused)


def test_losses_are_added_up_over_tracks(library, tmp_path):
    tracks = [labelled(library, f"/m/{n}.wav") for n in range(3)]
    target = tmp_path / "out.xml"
    tried = trial(
        Watch(), library, tracks, exporter=REKORDBOX, target=target, options=ExportOptions()
    )
    assert not target.exists()
    assert tried.report.counts["tracks"] == 3
    assert tried.losses.items == {Loss.ENERGIES: 3, Loss.KINDS: 3}
    tried = trial(
        Watch(),
        library,
        tracks,
        exporter=exporter_named("m3u8"),
        target=tmp_path / "out.m3u8",
        options=ExportOptions(),
    )
    assert tried.losses.items[Loss.GRIDS] == 3
    assert tried.losses.items[Loss.CUES] == 6
    assert tried.losses.tracks[Loss.LOOPS] == 3


def test_a_trial_reads_sound_files_and_leaves_them(library, tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    before = path.read_bytes()
    track = labelled(library, path)
    tried = trial(
        Watch(), library, [track], exporter=SERATO, target=tmp_path / "b", options=ExportOptions()
    )
    assert path.read_bytes() == before
    assert not (tmp_path / "b").exists()
    assert len(tried.report.changes) >= 3
    assert tried.losses.items[Loss.NEAR_COLOURS] == 1
    assert tried.losses.items[Loss.CUT_NAMES] == 1


def test_old_tags_come_back_the_newest_first(library, tmp_path):
    path = audio_file(tmp_path / "a.flac")
    before = path.read_bytes()
    track = labelled(library, path)
    for cues in (CUES, CUES[:1]):
        Labels(library).put(track.track_id, SourceLabels("ann", "", replace(SAID, cues=cues)), NOW)
        export(
            Watch(),
            library,
            [track],
            exporter=SERATO,
            target=tmp_path / "tags",
            options=ExportOptions(),
        )
    (tmp_path / "tags" / "notes.tags").write_text("not one of ours")
    held = tag_backups(tmp_path / "tags")
    assert [each.path for each in held] == [str(path), str(path)]
    restored = put_back(Watch(), [each.file for each in held])
    assert (restored.paths, restored.left_out) == ((str(path),), ())
    assert path.read_bytes() == before
    assert tag_backups(tmp_path / "none") == []


def test_playlists_hold_what_leaves_and_what_is_new(library, tmp_path):
    one, two, three = (labelled(library, f"/m/{n}.wav") for n in range(3))
    lists = [
        StoredPlaylist("Both", (one.track_id, two.track_id)),
        StoredPlaylist("Third", (three.track_id,)),
    ]
    Playlists(library).replace("rekordbox", lists)
    assert playlists_for(library, REKORDBOX, [one]) == (Playlist("Both", (one.track_id,)),)
    options = ExportOptions()
    target = tmp_path / "out.xml"
    export(Watch(), library, [one], exporter=REKORDBOX, target=target, options=options)
    *_, new = playlists_for(library, REKORDBOX, [one, two])
    assert new == Playlist("New since the last export", (two.track_id,))


def test_own_tags_are_read_file_by_file(library, tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    track = labelled(library, path)
    export(
        Watch(), library, [track], exporter=SERATO, target=tmp_path / "t", options=ExportOptions()
    )
    files = (path, tmp_path / "gone.mp3")
    own = OwnTags(importer_named("serato-tags"), files)
    seen = examine(Watch(), library, common_folder(files), own)
    assert seen.path == tmp_path
    assert [line.track for line in seen.lines] == [track]


@pytest.mark.parametrize(
    ("files", "folder"), [(("/a/b/c.wav", "/a/d.wav"), "/a"), ((), "/"), (("/a/c.wav",), "/a")]
)
def test_the_folder_of_all_files(files, folder):
    assert common_folder(map(Path, files)) == Path(folder)


def test_a_lock_of_another_label_of_the_program_holds_until_the_grid_was_ours(library, tmp_path):
    track, target = known(library, "/m/a.wav"), tmp_path / "out.xml"
    person = Editor(library, track.track_id, "ann")

    def leave():
        return export(
            Watch(), library, [track], exporter=REKORDBOX, target=target, options=ExportOptions()
        )

    def lock(seconds):
        said = Annotations(grid=TempoMap.constant(seconds, 128.0), grid_locked=True)
        Labels(library).put(track.track_id, SourceLabels("rekordbox database", "", said), NOW)

    person.perform(PlaceGrid(TempoMap.constant(0.5, 128.0)))
    lock(0.25)
    assert leave().warnings == ("Locked in rekordbox, so the grid there stays: a.",)
    assert next(READER.read(target)).annotations.grid.anchors[0].seconds == 0.25
    lock(0.5)  # as we locked it ourselves
    person.perform(PlaceGrid(TempoMap.constant(0.375, 128.0)))
    assert leave().warnings == ()
    assert next(READER.read(target)).annotations.grid.anchors[0].seconds == 0.375
