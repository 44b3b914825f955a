"""Everything that may be wrong in a library, one kind of label after the other."""

from collections.abc import Sequence
from dataclasses import replace

from edmstudio.domain.suspicion import Suspicion
from edmstudio.learning.suspect_cues import suspect_cues
from edmstudio.learning.suspect_energy import suspect_energies
from edmstudio.learning.suspect_grid import Relations, suspect_grids
from edmstudio.learning.suspect_key import suspect_keys
from edmstudio.learning.suspect_offsets import suspect_offsets
from edmstudio.learning.suspect_sections import suspect_sections
from edmstudio.learning.suspect_track import suspect_tracks
from edmstudio.review.case import Case


def suspect(cases: Sequence[Case]) -> list[Suspicion]:
    """All suspicions, the most probable first; runs in a worker process, as it loads cleanlab."""
    relations = Relations()
    found = [
        *suspect_grids(cases, relations),
        *suspect_offsets(cases, relations),
        *suspect_sections(cases),
        *suspect_cues(cases),
        *suspect_keys(cases),
        *suspect_energies(cases),
        *suspect_tracks(cases),
    ]
    bounded = (replace(each, score=min(max(each.score, 0.0), 1.0)) for each in found)
    return sorted(bounded, key=lambda each: -each.score)
