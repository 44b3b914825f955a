"""What each program can hold; the preview of what is lost (`loss_report.py`) is made from it."""

from dataclasses import dataclass
from enum import StrEnum


class Bars(StrEnum):
    """What a program knows of bar lines."""

    ANY = "any"
    FOUR = "four"  # the place of each beat, in bars of four
    ANCHORS = "anchors"  # bars of four that begin at each change of tempo
    STEADY = "steady"  # bars of four from the first one to the end
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capability:
    """What fits into one format.

    Attributes
    ----------
    hot_cues, memory_cues, loops : int
        How many of each a track can have.
    pads, loop_pads : bool
        Whether cues, and loops, keep the pad they sit on.
    name_bytes : int
        Longest cue name in UTF-8 bytes, 0 where cues have no name.
    kinds : bool
        Whether the kind of a cue travels as such; otherwise its name has to tell it.
    colours : str
        "any", "hot cues", "fixed" (nearest of a palette) or "none".
    cue_locks, grid_locks : bool
        Whether the lock of a loop, and of a grid, travels.
    grid : bool
        Whether there is one; all that hold one hold changes of its tempo.
    bars : Bars
    energy : str
        "curve", "level" or "none".
    sections, key, playlists : bool
        Whether these travel as such.
    in_files : bool
        Whether it is written into the sound files themselves: the person sees a dry run first.
    """

    hot_cues: int = 0
    memory_cues: int = 0
    loops: int = 0
    pads: bool = True
    loop_pads: bool = True
    name_bytes: int = 0
    kinds: bool = False
    colours: str = "none"
    cue_locks: bool = False
    grid_locks: bool = False
    grid: bool = False
    bars: Bars = Bars.NONE
    energy: str = "none"
    sections: bool = False
    key: bool = False
    playlists: bool = False
    in_files: bool = False


MANY = 10_000
REKORDBOX_XML = Capability(
    hot_cues=8,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    colours="hot cues",
    grid=True,
    bars=Bars.FOUR,
    key=True,
    playlists=True,
)
SERATO_TAGS = Capability(
    hot_cues=8,
    loops=8,
    loop_pads=False,
    name_bytes=51,
    colours="fixed",
    cue_locks=True,
    grid_locks=True,
    grid=True,
    bars=Bars.STEADY,
    in_files=True,
)
TRAKTOR_NML = Capability(
    hot_cues=8,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    grid_locks=True,
    grid=True,
    bars=Bars.ANCHORS,
    key=True,
    playlists=True,
)
MIXXX = Capability(
    hot_cues=36, loops=36, name_bytes=MANY, colours="any", grid_locks=True, grid=True
)
PLAYLISTS_ONLY = Capability(playlists=True)
JAMS = Capability(
    hot_cues=MANY,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    kinds=True,
    colours="any",
    grid=True,
    bars=Bars.ANY,
    energy="curve",
    sections=True,
    key=True,
)
CSV = Capability(
    hot_cues=MANY,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    kinds=True,
    grid=True,
    bars=Bars.ANY,
    energy="level",
    sections=True,
    key=True,
)
LABEL_TRACK = Capability(
    hot_cues=MANY,
    memory_cues=MANY,
    loops=MANY,
    pads=False,
    loop_pads=False,
    name_bytes=MANY,
    sections=True,
)
