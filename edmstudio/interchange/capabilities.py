"""What each program can hold; the export preview is made from it."""

from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint


@dataclass(frozen=True, slots=True)
class Capability:
    """What fits into one format.

    Attributes
    ----------
    hot_cues, memory_cues, loops : int
        How many of each a track can have; hot cues and loops share the pads where
        `loops_on_pads`.
    loops_on_pads : bool
    name_bytes : int
        Longest cue name in UTF-8 bytes, 0 where cues have no name.
    colours : str
        "any", "hot cues", "fixed" (nearest of a palette) or "none".
    grid : str
        "variable", "constant" or "none".
    downbeat, sections, key, energy, playlists : bool
        Whether these travel as such.
    in_files : bool
        Whether it is written into the sound files themselves: the person sees a dry run first.
    """

    hot_cues: int = 0
    memory_cues: int = 0
    loops: int = 0
    loops_on_pads: bool = True
    name_bytes: int = 0
    colours: str = "none"
    grid: str = "none"
    downbeat: bool = False
    sections: bool = False
    key: bool = False
    energy: bool = False
    playlists: bool = False
    in_files: bool = False


MANY = 10_000
REKORDBOX_XML = Capability(
    hot_cues=8,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    colours="hot cues",
    grid="variable",
    downbeat=True,
    key=True,
    playlists=True,
)
SERATO_TAGS = Capability(
    hot_cues=8,
    loops=8,
    loops_on_pads=False,
    name_bytes=51,
    colours="fixed",
    grid="variable",
    downbeat=True,
    key=False,
    in_files=True,
)
TRAKTOR_NML = Capability(
    hot_cues=8,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    grid="variable",
    downbeat=True,
    key=True,
    playlists=True,
)
PLAYLISTS_ONLY = Capability(playlists=True)
OPEN_ANNOTATIONS = Capability(
    hot_cues=MANY,
    memory_cues=MANY,
    loops=MANY,
    name_bytes=MANY,
    colours="any",
    grid="variable",
    downbeat=True,
    sections=True,
    key=True,
    energy=True,
)
LABEL_TRACK = Capability(
    hot_cues=MANY, memory_cues=MANY, loops=MANY, name_bytes=MANY, sections=True
)


def losses(annotations: Annotations, capability: Capability) -> tuple[str, ...]:
    """What of a track will not arrive, one short line each."""
    return (*_lost_cues(annotations.cues, capability), *_lost_facts(annotations, capability))


def _lost_cues(cues: tuple[CuePoint, ...], capability: Capability) -> list[str]:
    points = [cue for cue in cues if cue.end is None]
    loops = [cue for cue in cues if cue.end is not None]
    lost = []
    padless = 0 if capability.memory_cues else sum(not cue.slot for cue in points)
    if over := max(len(points) - capability.hot_cues - capability.memory_cues, 0):
        lost.append(f"{over} of {len(points)} cues find no place")
    elif padless:
        lost.append(f"{padless} cues without a pad get one")
    if over := max(len(loops) - capability.loops, 0):
        lost.append(f"{over} of {len(loops)} loops find no place")
    if cut := sum(len(cue.name.encode()) > capability.name_bytes for cue in cues):
        lost.append(f"{cut} cue names are cut short" if capability.name_bytes else "cue names")
    if capability.colours == "none" and any(cue.colour for cue in cues):
        lost.append("cue colours")
    if capability.colours == "fixed" and any(cue.colour for cue in cues):
        lost.append("cue colours become the nearest of the program's own")
    return lost


def _lost_facts(annotations: Annotations, capability: Capability) -> list[str]:
    grid = annotations.grid
    lost = []
    if grid is not None and capability.grid == "none":
        lost.append("the grid")
    if grid is not None and len(grid.anchors) > 1 and capability.grid == "constant":
        lost.append(f"{len(grid.anchors) - 1} tempo changes")
    if annotations.sections and not capability.sections:
        lost.append("sections, unless as cues or loops")
    if annotations.key is not None and not capability.key:
        lost.append("the key")
    if annotations.energy is not None and not capability.energy:
        lost.append("the energy")
    return lost
