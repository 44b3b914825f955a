"""Every kind of correction there is, drawn by chance for a track that changes under it."""

from dataclasses import replace

from hypothesis import strategies as st

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.decoding.cue_template import TEMPLATES
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue, RemoveCue, SetEnergy, SetKey, Several
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import (
    AlignGrid,
    BarFromHere,
    DownbeatHere,
    LockGrid,
    PlaceGrid,
    ShiftBeats,
    ShiftGrid,
    UnlockGrid,
)
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.section_edits import (
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    PaintSection,
    RelabelSection,
    SplitSection,
)
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.tempo_edits import (
    DoubleTempo,
    HalveTempo,
    RemoveAnchor,
    SetTempo,
    StretchBeat,
    TempoFromHere,
)
from tests.domain.strategies import LENGTH

moments = st.floats(0, LENGTH)
tempi = st.floats(60, 190)
labels = st.sampled_from(SectionLabel)
ids = st.integers(1, 12)
slots = st.sampled_from(["", *"ABCDEFGH"])
cues = st.builds(
    CuePoint, moments, ids, st.sampled_from(CueKind), st.text("abc", max_size=3), slots,
    locked=st.booleans(),
)  # fmt: skip
GRID = [
    st.builds(ShiftGrid, st.sampled_from([-0.01, -0.001, 0.001, 0.01])),
    st.builds(ShiftBeats, st.sampled_from([-1.0, -0.5, 0.5, 1.0])),
    st.builds(AlignGrid, moments),
    st.builds(DownbeatHere, moments),
    st.builds(BarFromHere, moments),
    st.builds(DoubleTempo),
    st.builds(HalveTempo),
    st.builds(SetTempo, tempi, moments),
    st.builds(TempoFromHere, moments, tempi),
    st.builds(StretchBeat, st.integers(1, 500), moments),
    st.builds(RemoveAnchor, moments),
    st.builds(PlaceGrid, st.builds(TempoMap.constant, moments, tempi)),
    st.builds(LockGrid),
    st.builds(UnlockGrid),
]
SECTIONS = [
    st.builds(SplitSection, moments),
    st.builds(MergeWithNext, moments),
    st.builds(MergeWithPrevious, moments),
    st.builds(RelabelSection, moments, labels),
    st.builds(MoveBoundary, moments, moments),
    st.builds(PaintSection, moments, moments, labels, st.just(LENGTH)),
]
CUES = [
    st.builds(PlaceCue, cues),
    st.builds(MoveCue, ids, moments),
    st.builds(RemoveCue, ids),
    st.builds(ApplyTemplate, st.sampled_from(list(TEMPLATES.values()))),
]
TRACK = [st.builds(SetKey, st.sampled_from(ALL_KEYS)), st.builds(SetEnergy, st.integers(1, 10))]
single = st.one_of(*GRID, *SECTIONS, *CUES, *TRACK)
edits = st.one_of(
    single,
    st.builds(Several, st.just("Several"), st.lists(single, min_size=2, max_size=4).map(tuple)),
)


def analysed() -> Annotations:
    """What a model may have said of a track, for the edits to begin on."""
    bounds = [0.0, 30.0, 62.5, 120.0, 180.0, 241.0, LENGTH]
    names = ["intro", "build", "drop", "break", "drop", "outro"]
    sections = tuple(
        Section(start, end, SectionLabel(name), 0.7)
        for start, end, name in zip(bounds, bounds[1:], names, strict=False)
    )
    bare = Annotations(grid=TempoMap.constant(0.25, 128.0), sections=sections)
    held = ApplyTemplate(TEMPLATES["club"]).apply(bare)
    return replace(held, key=ALL_KEYS[3])
