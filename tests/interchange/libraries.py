"""Libraries for the round trips, and what a format is able to bring back of them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack
from edmstudio.interchange.importer import ImportedPlaylist, ImportedTrack

REAL = Path(__file__).parents[3] / "shared" / "data" / "dj"
SECONDS = 300.0
# Everything that people type into titles, but for what XML cannot hold and lone surrogates.
names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=30,
).filter(lambda text: not any(0xFDD0 <= ord(letter) <= 0xFDEF for letter in text))
moments = st.integers(0, int(SECONDS * 1000)).map(lambda ms: ms / 1000)
ANY_COLOUR = st.just("") | st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
EITHER = st.booleans()


@st.composite
def grids(draw):
    """Grids of real tempi: a downbeat first, then a new tempo on some later beat."""
    count = draw(st.sampled_from([1, 1, 2, 3, 8]))
    meter = draw(st.sampled_from([4, 4, 4, 3]))
    bpm = draw(st.floats(60, 200))
    anchors = [Anchor(0, draw(st.floats(0.0, 3.0)), bpm, meter)]
    for _ in range(count - 1):
        last = anchors[-1]
        beats = draw(st.integers(4, 64))
        bpm = draw(st.floats(60, 200).filter(lambda new, old=last.bpm: abs(new - old) > 0.1))
        seconds = last.seconds + beats * last.period
        anchors.append(Anchor(last.beat + beats, seconds, bpm, meter))
    return TempoMap(tuple(anchors))


@st.composite
def cue_lists(draw, colour=ANY_COLOUR, slotted=EITHER):
    times = draw(st.lists(moments, max_size=14, unique=True))
    slots = draw(st.permutations(SLOTS))
    cues = []
    for number, seconds in enumerate(sorted(times), start=1):
        slot = slots.pop() if slots and draw(slotted) else ""
        length = draw(st.none() | st.integers(100, 9000))
        end = None if length is None else round(seconds + length / 1000, 3)
        kind = CueKind.LOOP if end is not None else draw(st.sampled_from(list(CueKind)[:7]))
        cues.append(CuePoint(seconds, number, kind, draw(names), slot, end, draw(colour)))
    return tuple(cues)


@st.composite
def partitions(draw, seconds=SECONDS):
    inner = draw(st.lists(st.integers(1, int(seconds * 100) - 1), max_size=10, unique=True))
    edges = [0.0, *(value / 100 for value in sorted(inner)), seconds]
    labels = st.sampled_from(list(SectionLabel))
    return tuple(Section(left, right, draw(labels)) for left, right in pairwise(edges))


@st.composite
def export_tracks(draw, number=1, **cue_choices):
    title = draw(names)
    path = f"/music/{draw(st.sampled_from(['a b', 'c#d;e', 'ö', '100%', 'x']))}/{number}.wav"
    track = Track(TrackId(number), path, f"{number:064x}", SECONDS, 44100, 2, title, draw(names))
    annotations = Annotations(
        grid=draw(st.none() | grids()),
        sections=draw(st.just(()) | partitions()),
        cues=draw(cue_lists(**cue_choices)),
        key=draw(st.none() | st.sampled_from(ALL_KEYS)),
    )
    return ExportTrack(track, annotations)


@st.composite
def libraries(draw, most=3, **cue_choices):
    count = draw(st.integers(0, most))
    return [draw(export_tracks(number, **cue_choices)) for number in range(1, count + 1)]


def tracks_in(importer, path):
    return [item for item in importer.read(path) if isinstance(item, ImportedTrack)]


def playlists_in(importer, path):
    return [item for item in importer.read(path) if isinstance(item, ImportedPlaylist)]


def worst_beat(one, other, seconds=SECONDS):
    """Seconds that two grids differ at most, over beats and bar lines; inf where counts differ."""
    worst = 0.0
    for mine, theirs in (
        (one.beats(0.02, seconds), other.beats(0.02, seconds)),
        (one.downbeats(0.02, seconds), other.downbeats(0.02, seconds)),
    ):
        if not len(mine) or not len(theirs):
            continue
        apart = np.abs(mine[:, None] - theirs[None, :]).min(axis=1)
        worst = max(worst, float(apart[1:-1].max()) if len(apart) > 2 else 0.0)
    return worst


def annotated(cues=(), *, grid=None, seconds=SECONDS, number=1, path=None, raw=None, **facts):
    """One track with these cues, ready to leave."""
    path = path or f"/music/{number}.wav"
    track = Track(TrackId(number), path, f"{number:064x}", seconds, title=f"Track {number}")
    annotations = Annotations(grid=grid, cues=tuple(cues), **facts)
    return ExportTrack(track, annotations, raw or {})


def sentence_of(act):
    """What a person is told when it is refused; "." where it is not."""
    try:
        act()
    except Refused as refused:
        return refused.sentence
    return "."
