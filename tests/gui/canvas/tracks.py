"""Tracks to look at: annotations of every kind, in a session over a real library."""

from dataclasses import dataclass

import numpy as np

from edmstudio.app.editing import Editor
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.session import Session
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

BPM = 120.0  # a beat lasts 0.5 s, a bar 2 s
BAR = 240.0 / BPM
PARTS = (
    (8, SectionLabel.INTRO),
    (8, SectionLabel.BUILD),
    (16, SectionLabel.DROP),
    (8, SectionLabel.BREAK),
    (8, SectionLabel.OUTRO),
)


@dataclass(frozen=True, slots=True)
class Put:
    """An edit that leaves exactly these annotations."""

    annotations: Annotations
    title: str = "Set up"

    def apply(self, annotations: Annotations) -> Annotations:
        return self.annotations


def sections(seconds: float, late: int = 0) -> tuple[Section, ...]:
    """The parts over and over, to the end; the first boundary `late` bars late."""
    found: list[Section] = []
    start = 0.0
    while start < seconds:
        for bars, label in PARTS:
            longer = late if not found else 0
            end = min(start + (bars + longer) * BAR, seconds)
            if end > start:
                found.append(Section(start, end, label))
            start = end
    return tuple(found)


def annotated(seconds: float) -> Annotations:
    """A grid of 120 BPM, sections, a cue at each of the first eight and a curve of energy."""
    held = sections(seconds)
    kinds = (CueKind.FIRST_BEAT, CueKind.BUILD, CueKind.DROP, CueKind.BREAK, CueKind.MIX_OUT)
    cues = tuple(
        CuePoint(part.start, number, kinds[(number - 1) % 5], part.label.title(), slot)
        for number, (part, slot) in enumerate(zip(held, "ABCDEFGH", strict=False), start=1)
    )
    curve = 0.5 + 0.4 * np.sin(np.arange(int(seconds * 2)) / 20)
    energy = EnergyCurve(7, 2.0, tuple(curve.tolist()))
    return Annotations(TempoMap.constant(0.0, BPM), held, cues, energy=energy)


def opened(library: Library, annotations: Annotations, seconds: float) -> Session:
    """A session with a track that holds these annotations; the model hears one boundary late."""
    track = Tracks(library).add(Track(TrackId(0), "/music/drawn.flac", "d4a3", seconds))
    editor = Editor(library, track.track_id, "ann")
    editor.perform(Put(annotations))
    session = Session()
    session.open(track, editor, Annotations(annotations.grid, sections(seconds, late=1)))
    return session
