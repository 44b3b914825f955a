"""Where other programs put second 0, against ours: a table per program and MP3 case.

Programs differ in whether they play the Xing/Info frame (1152 samples) and the encoder's delay
(dj-data-converter issue 3; pestrela, "DJ collection converters"; Mixxx `rekordboxfeature.cpp` and
`serato/tags.cpp`). Other formats than MP3 agree. The cases are those of `Timeline.case`.
"""

from dataclasses import dataclass, replace

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.timeline import Timeline
from edmstudio.interchange.exporter import ExportTrack

INFO_FRAME = 1152  # samples
_OF_MPEG_FRAME = {44100: 0.026, 48000: 0.024, 32000: 0.036, 22050: 0.026, 24000: 0.024}


@dataclass(frozen=True, slots=True)
class Offset:
    """How much later a program hears the same sound in such a file, as frames of MPEG audio."""

    program: str
    case: str
    frames: int


TABLE = (
    Offset("rekordbox", "A", 0),
    Offset("rekordbox", "B", 0),
    Offset("rekordbox", "C", 0),
    Offset("rekordbox", "D", 1),
    Offset("serato", "A", 1),
    Offset("serato", "B", 1),
    Offset("serato", "C", 1),
    Offset("serato", "D", 1),
    Offset("traktor", "A", 0),
    Offset("traktor", "B", 1),
    Offset("traktor", "C", 1),
    Offset("traktor", "D", 1),
)


def offset(program: str, timeline: Timeline, rate: int) -> float:
    """Seconds to take away from a program's times to have ours; 0 where it agrees with us."""
    frames = sum(r.frames for r in TABLE if (r.program, r.case) == (program, timeline.case))
    return frames * _OF_MPEG_FRAME.get(rate, round(INFO_FRAME / max(rate, 8000), 3))


def to_ours(annotations: Annotations, program: str, timeline: Timeline, rate: int) -> Annotations:
    """A program's annotations on our timeline."""
    return moved(annotations, -offset(program, timeline, rate))


def way_out(entry: ExportTrack, program: str) -> float:
    """Seconds to add to our times to have a program's, a person's nudge on the way in undone."""
    return offset(program, entry.track.timeline, entry.track.rate) - entry.nudge


def moved(annotations: Annotations, seconds: float) -> Annotations:
    """All of a track later by `seconds`: the nudge of a whole track too."""
    if not seconds:
        return annotations
    grid = annotations.grid
    sections = [
        replace(s, start=s.start + seconds, end=s.end + seconds) for s in annotations.sections
    ]
    cues = [
        replace(c, seconds=c.seconds + seconds, end=None if c.end is None else c.end + seconds)
        for c in annotations.cues
    ]
    return replace(
        annotations,
        grid=None if grid is None else grid.shifted(seconds),
        sections=tuple(sections),
        cues=tuple(cues),
    )
