"""The preview of what is lost says what is lost, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edmstudio.app.foreign_libraries import MixxxLibrary
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.capabilities import SERATO_TAGS
from edmstudio.interchange.exporter import (
    ExportOptions,
    ExportTrack,
    SectionsAs,
    exporter_named,
    exporters,
)
from edmstudio.interchange.importer import importer_named
from edmstudio.interchange.loss_report import Loss, LossReport, lost
from edmstudio.interchange.serato.labels import labels_of, payloads_with
from edmstudio.interchange.vocabulary import cue_name
from tests.app.test_foreign_libraries import beat_grid, mixxx_library
from tests.interchange.libraries import SECONDS, export_tracks, tracks_in

MIXXX_NONE = "#FF8000"  # what Mixxx gives cues that nobody coloured
FILES = {
    "rekordbox-xml": "a.xml",
    "traktor-nml": "a.nml",
    "jams": "a.jams",
    "csv": "a.csv",
    "audacity": "a.txt",
}
NEAR = 0.0045  # seconds that rows of rekordbox may be off
SAME = 0.0006  # seconds: cues here lie on whole milliseconds
quick = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def full_tracks(draw):
    """Tracks with everything that could be lost."""
    entry = draw(export_tracks())
    said = entry.annotations
    grid = said.grid
    if grid is not None and draw(st.booleans()):
        anchors = [replace(anchor, meter=4) for anchor in grid.anchors]
        shift = draw(st.integers(0, 3))
        anchors[-1] = replace(anchors[-1], shift=shift if len(anchors) > 1 else 0)
        grid = TempoMap(tuple(anchors))
    curve = draw(st.just(()) | st.just((0.1, 0.5, 0.9)))
    energy = draw(st.none() | st.builds(EnergyCurve, st.integers(1, 10), curve=st.just(curve)))
    cues = tuple(replace(cue, locked=draw(st.booleans())) for cue in said.cues)
    locked = grid is not None and draw(st.booleans())
    said = replace(said, grid=grid, energy=energy, cues=cues, grid_locked=locked)
    return replace(entry, annotations=said)


def predicted(said, capability):
    return {loss for loss, count in lost(said, capability) if count}


def observed(ours, theirs):
    """What the way there and back took away."""
    found = set(_cue_losses(ours.cues, theirs.cues))
    found |= {Loss.GRIDS} if ours.grid and not theirs.grid else set()
    found |= {Loss.SECTIONS} if ours.sections and not theirs.sections else set()
    found |= {Loss.KEYS} if ours.key and not theirs.key else set()
    found |= {Loss.ENERGIES} if ours.energy and not theirs.energy else set()
    if ours.energy and theirs.energy and ours.energy != theirs.energy:
        found.add(Loss.CURVES)
    if ours.grid and theirs.grid:
        found |= {Loss.LOCKS} if ours.grid_locked and not theirs.grid_locked else set()
        found |= {Loss.METRES} if _bars_differ(ours.grid, theirs.grid) else set()
    return found


def _bars_differ(ours, theirs):
    bars, others = (grid.downbeats(4.0, SECONDS) for grid in (ours, theirs))
    if len(bars) < 3 or len(others) < 3:
        return False
    apart = np.abs(bars[1:-1, None] - others[None, :]).min(axis=1).max()
    return apart > NEAR or abs(len(bars) - len(others)) > 2


def _cue_losses(ours, theirs):
    left = list(theirs)
    for cue in ours:
        same = [c for c in left if (c.end is None) == (cue.end is None) and _meets(c, cue)]
        if not same:
            yield Loss.CUES if cue.end is None else Loss.LOOPS
            continue
        now = min(same, key=lambda c, cue=cue: (abs(c.seconds - cue.seconds), c.slot != cue.slot))
        left.remove(now)
        yield from _differences(cue, now)


def _meets(one, other):
    ends = abs((one.end or 0) - (other.end or 0)) <= SAME
    return ends and abs(one.seconds - other.seconds) <= SAME


def _differences(cue, now):
    if not cue.slot and now.slot:
        yield Loss.PADLESS
    if cue.slot and not now.slot:
        yield Loss.PADS
    name = " ".join(cue.name.split())
    if name and name != " ".join(now.name.split()):
        yield Loss.CUT_NAMES if now.name else Loss.NAMES
    if now.kind is not (CueKind.LOOP if cue.end is not None else cue.kind):
        yield Loss.KINDS
    if cue.colour not in {"", now.shown_colour, MIXXX_NONE}:
        yield Loss.NEAR_COLOURS if now.colour else Loss.COLOURS
    if cue.locked and not now.locked:
        yield Loss.LOCKS


def plain(said):
    """Without spaces that label tracks would join, so that names can be compared."""
    cues = tuple(replace(cue, name=" ".join(cue.name.split())) for cue in said.cues)
    return replace(said, cues=cues)


def agree(said, theirs, capability, *, untold=frozenset()):
    """`untold` are losses that the other program makes of what our own reader still sees."""
    wanted, seen = predicted(said, capability), observed(said, theirs)
    if Loss.BARS in wanted:
        seen = (seen - {Loss.METRES}) | {Loss.BARS}
    doubtful = {Loss.COLOURS, Loss.NEAR_COLOURS}  # a colour may be the kind's own anyway
    assert seen - doubtful <= wanted | untold
    assert wanted - doubtful - untold <= seen
    assert not (seen & doubtful) or wanted & doubtful


@quick
@given(entry=full_tracks())
@pytest.mark.parametrize("name", FILES)
def test_what_does_not_come_back_was_told_before(tmp_path, name, entry):
    said = plain(entry.annotations)
    entry = replace(entry, annotations=said)
    exporter, target = exporter_named(name), tmp_path / FILES[name]
    exporter.export([entry], target)
    if name in {"audacity", "csv"} and not (said.cues or said.sections):
        return
    (back,) = tracks_in(importer_named(name), target)
    untold = {Loss.METRES} if name == "rekordbox-xml" else frozenset()
    agree(said, back.annotations, exporter.capability, untold=untold)


@quick
@given(entry=full_tracks())
def test_what_serato_cannot_hold_is_told_before(entry):
    said = plain(entry.annotations)
    placed = payloads_with({}, said, ExportOptions(), needs_markers=True)
    agree(said, labels_of(placed.payloads, UNKNOWN), SERATO_TAGS)


@quick
@given(entry=full_tracks())
def test_what_mixxx_cannot_hold_is_told_before(tmp_path, entry):
    said = plain(replace(entry.annotations, grid_locked=False))
    path = tmp_path / "mixxxdb.sqlite"
    path.unlink(missing_ok=True)
    mixxx_library(path, beat_grid(126.5, 0.5), "BeatGrid-2.0", locked=0)
    track = Track(TrackId(1), "/music/ö.mp3", "p1", SECONDS)
    exporter_named("mixxx").export([ExportTrack(track, said)], path)
    (back,) = tracks_in(MixxxLibrary(), path)
    theirs = replace(back.annotations, key=None)  # what Mixxx had before
    capability = exporter_named("mixxx").capability
    theirs = theirs if said.grid else replace(theirs, grid=None)
    agree(said, theirs, capability, untold={Loss.PADLESS})  # pads behind the eighth


def test_nothing_is_lost_of_nothing():
    for exporter in exporters():
        assert predicted(Annotations(), exporter.capability) == set()


def test_sections_that_go_as_cues_are_not_left_behind_but_may_find_no_place():
    sections = tuple(
        Section(10.0 * n, 10.0 * n + 10, SectionLabel.DROP if n % 2 else SectionLabel.BREAK)
        for n in range(10)
    )
    report = LossReport()
    options = ExportOptions(sections=SectionsAs.CUES)
    report.add(Annotations(sections=sections), SERATO_TAGS, options)
    assert report.items == {Loss.CUES: 2, Loss.PADLESS: 8}
    report.add(Annotations(sections=sections), SERATO_TAGS)
    assert (report.items[Loss.SECTIONS], report.tracks[Loss.SECTIONS]) == (10, 1)


@pytest.mark.parametrize(
    ("anchors", "count"),
    [
        ([Anchor(0, 0.5, 120.0)], {"rekordbox-xml": 0, "serato-tags": 0, "traktor-nml": 0}),
        ([Anchor(0, 0.5, 120.0, 3)], {"rekordbox-xml": 1, "serato-tags": 1, "traktor-nml": 1}),
        (
            [Anchor(0, 0.5, 120.0), Anchor(6, 3.5, 128.0)],
            {"rekordbox-xml": 0, "serato-tags": 0, "traktor-nml": 1},
        ),
        (
            [Anchor(0, 0.5, 120.0), Anchor(6, 3.5, 128.0, shift=2)],
            {"rekordbox-xml": 0, "serato-tags": 1, "traktor-nml": 0},
        ),
    ],
)
def test_bars_that_a_program_counts_otherwise_are_counted(anchors, count):
    said = Annotations(grid=TempoMap(tuple(anchors)))
    for name, wanted in count.items():
        losses = dict(lost(said, exporter_named(name).capability))
        assert losses[Loss.METRES] == wanted, name


def test_a_name_of_the_kind_is_no_loss():
    assert all(cue_name("", kind) for kind in CueKind if kind is not CueKind.OTHER)
