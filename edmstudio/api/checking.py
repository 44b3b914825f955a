"""What a script says of a track, checked before it is stored: the window trusts what it finds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite

from edmstudio.app.cue_templates import COLOUR
from edmstudio.app.recognising import within
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.grid_edits import placed
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import is_partition


def checked(said: Annotations, held: Annotations, seconds: float) -> Annotations:
    """What a script says, its cues in order of time and its sections from end to end of the track.

    Parameters
    ----------
    held : Annotations
        What the script began with; what it left as it was is not looked at.
    seconds : float
        Duration of the track.

    Raises
    ------
    Refused
        A beat lies in no track, sections leave gaps or overlap, or a cue is none.
    """
    if said.grid is not None and said.grid != held.grid:
        placed(said.grid)
    if said.sections != held.sections:
        said = replace(said, sections=within(said, seconds).sections)
        if not is_partition(said.sections):
            raise Refused("Sections have to follow each other without gap or overlap.")
    if said.cues != held.cues:
        _check(said.cues)
        said = replace(said, cues=tuple(sorted(said.cues)))
    return said


def _check(cues: Sequence[CuePoint]) -> None:
    for cue in cues:
        ends = cue.end is None or cue.seconds < cue.end < inf
        if not (isfinite(cue.seconds) and ends):
            raise Refused("A cue has to lie at a moment, and a loop to end after it begins.")
        if cue.slot not in ("", *SLOTS):
            raise Refused(f"There is no pad “{cue.slot}”; they are A to H.")
        if not COLOUR.fullmatch(cue.colour):
            raise Refused(f"“{cue.colour}” is no colour; write such as “#E62828”.")
    number, count = Counter(cue.cue_id for cue in cues).most_common(1)[0] if cues else (0, 0)
    if count > 1:
        raise Refused(f"Two cues have the number {number}; `fresh_cue_id` gives a free one.")
