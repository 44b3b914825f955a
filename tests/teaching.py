"""A small library whose tracks a person corrected, for tests of learning from it."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks
from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.holding import signed
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.revisions import Act, Draft, Revisions
from edmstudio.store.tracks import Tracks
from tests.music import RATE, beat, write

LATE = 0.012  # seconds by which this person's beats lie behind the kick
BARS, QUIET = 16, 8


def song(bpm, seed):
    """Half of it without drums: shape (frames,)."""
    bar = 240.0 / bpm
    sound = beat((BARS + QUIET) * bar, bpm, seed)
    start, stop = round(4 * bar * RATE), round((4 + QUIET) * bar * RATE)
    tone = np.sin(2 * np.pi * 220 * np.arange(stop - start) / RATE)
    sound[start:stop] = 0.1 * tone
    return sound


def fill(library, cache, folder, count):
    """Add and analyse so many songs."""
    files = [
        write(folder / f"{name}.wav", song(120.0 + 3.0 * number, number))
        for number, name in enumerate(f"Song {letter}" for letter in "ABCDEFGHIJKL"[:count])
    ]
    list(add(Watch(), library, files, place=Inline(), cache=cache))
    tracks = Tracks(library).all()
    list(analyse_tracks(Watch(), library, tracks, place=Inline(), cache=cache))
    return Tracks(library).all()


def persons(number):
    """What this person says of a song: late beats, own words, another key."""
    bpm = 120.0 + 3.0 * number
    bar, end = 240.0 / bpm, (BARS + QUIET) * 240.0 / bpm
    lines = (0.0, 4 * bar + LATE, 12 * bar + LATE, end)
    labels = (SectionLabel.VERSE, SectionLabel.BRIDGE, SectionLabel.CHORUS)
    return Annotations(
        grid=TempoMap.constant(LATE, bpm),
        sections=tuple(map(Section, lines, lines[1:], labels)),
        key=Key(9, True),
    )


def correct(library, track_id, after, annotator="ann"):
    """One revision with what a person says."""
    holding, revisions = Holding(library), Revisions(library)
    before = holding.annotations(track_id)
    wanted = replace(before, grid=after.grid, sections=after.sections, key=after.key)
    signed_ = signed(before, wanted, Provenance(Voice.CORRECTION, annotator))
    line = revisions.line(track_id)
    draft = Draft(track_id, line[-1] if line else None, Act.EDIT, "Corrected", signed_)
    revisions.append([draft], annotator=annotator, made_at=datetime.now(UTC), batch="")
    holding.summarise(track_id)


def taught(folder, count=4, corrected=3):
    """A library beside its music; the first songs are corrected."""
    library = Library(folder / "library.db")
    tracks = fill(library, folder / "cache", folder / "music", count)
    for number, track in enumerate(tracks[:corrected]):
        correct(library, track.track_id, persons(number))
    return library
