"""What the demo's person does by hand when no question is left: mend the rest, say their energy.

They count energy lower than the analysis does, and keep the high levels for the peak of a night.
That is a habit which holds on every track, so that a retraining has something to learn; whether it
learns it is for the gate to say, as always.
"""

from collections.abc import Iterator
from dataclasses import replace

from edmstudio.app.demo_step import ANNOTATOR, Step, truth, wrong
from edmstudio.app.editing import Editor
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit, PlaceCue, RemoveCue, SetEnergy, SetKey, Several
from edmstudio.domain.grid_edits import PlaceGrid
from edmstudio.domain.provenance import Voice
from edmstudio.domain.track import Track
from edmstudio.interchange.vocabulary import CUE_NAMES
from edmstudio.store.library import Library

LOWER = 3  # levels of energy below the heard one


def by_hand(library: Library, tracks: list[Track]) -> Iterator[Step]:
    """Once for each track; a second time there is nothing left to do."""
    for track in tracks:
        editor = Editor(library, track.track_id, ANNOTATOR)
        edits = tuple(_mends(track, editor.annotations))
        if edits:
            editor.perform(Several("Put right by hand", edits))
            yield Step("mend", {"path": track.path, "edits": [edit.title for edit in edits]})
        energy = editor.annotations.energy
        if energy is not None and editor.annotations.energy_by.voice is not Voice.CORRECTION:
            level = max(energy.level - LOWER, 1)
            editor.perform(SetEnergy(level))
            yield Step("energy", {"path": track.path, "heard": energy.level, "said": level})


def _mends(track: Track, held: Annotations) -> Iterator[Edit]:
    """What is still wrong, put right."""
    true, left = truth(track), wrong(track, held)
    if left.grid and true.grid is not None:
        yield PlaceGrid(true.grid)
    if left.key and true.key is not None:
        yield SetKey(true.key)
    for cue in held.cues:
        if cue.seconds in left.extra:
            yield RemoveCue(cue.cue_id)
    missing = (cue for cue in true.cues if cue.seconds in left.missing)
    for cue_id, cue in enumerate(missing, start=held.fresh_cue_id()):
        yield PlaceCue(replace(cue, cue_id=cue_id, name=CUE_NAMES[cue.kind]))
