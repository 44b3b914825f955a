"""Hypothesis strategies for the plain values of the house."""

from itertools import pairwise

from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations, Fact, Trust
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel

LENGTH = 300.0
moments = st.floats(0, LENGTH, allow_nan=False)
tempi = st.floats(60, 200, allow_nan=False)
unit = st.floats(0, 1, allow_nan=False)
provenances = st.builds(Provenance, st.sampled_from(Voice), st.text("abc7. ", max_size=6))
cues = st.builds(
    CuePoint,
    moments,
    st.integers(1, 9),
    st.sampled_from(CueKind),
    st.text(max_size=8),
    st.sampled_from(["", *"ABCDEFGH"]),
    colour=st.sampled_from(["", "#E62828"]),
    confidence=unit,
    locked=st.booleans(),
    by=provenances,
)


@st.composite
def tempo_maps(draw, most=5):
    """Grids with up to `most` anchors, some of them cutting a beat short."""
    seconds, beat, anchors = draw(st.floats(0, 2)), 0, []
    for _ in range(draw(st.integers(1, most))):
        anchor = Anchor(
            beat, seconds, draw(tempi), draw(st.sampled_from([3, 4, 4, 4])), draw(st.integers(0, 3))
        )
        anchors.append(anchor)
        beats = draw(st.integers(1, 64))
        seconds += (beats - draw(st.sampled_from([0.0, 0.0, 0.4]))) * anchor.period
        beat += beats
    return TempoMap(tuple(anchors))


@st.composite
def partitions(draw):
    """Sections that cover the track."""
    inner = draw(st.lists(st.floats(1, LENGTH - 1), max_size=6, unique=True))
    bounds = [0.0, *sorted(inner), LENGTH]
    return tuple(
        Section(start, end, draw(st.sampled_from(SectionLabel)), draw(unit), draw(provenances))
        for start, end in pairwise(bounds)
    )


annotations = st.builds(
    Annotations,
    grid=st.none() | tempo_maps(),
    sections=st.just(()) | partitions(),
    cues=st.lists(cues, max_size=6, unique_by=lambda cue: cue.cue_id).map(
        lambda found: tuple(sorted(found, key=lambda cue: (cue.seconds, cue.cue_id)))
    ),
    key=st.none() | st.sampled_from(ALL_KEYS),
    energy=st.none()
    | st.builds(EnergyCurve, st.integers(1, 10), curve=st.lists(unit, max_size=5).map(tuple)),
    genre=st.text(max_size=5),
    grid_by=provenances,
    key_by=provenances,
    energy_by=provenances,
    decided=st.frozensets(st.sampled_from(Fact)),
    grid_locked=st.booleans(),
    trust=st.builds(Trust, unit, unit, unit, unit, unit),
)
