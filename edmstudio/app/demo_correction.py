"""The demo corrects by hand: the first drop is moved, taken back, and moved again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from edmstudio.app.demo_step import ANNOTATOR, Step, truth_file
from edmstudio.app.editing import Editor
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import Edit, MoveCue, PlaceCue
from edmstudio.domain.track import Track
from edmstudio.store.library import Library

NEAR = 4.0  # seconds within which a predicted drop means the true one
EXACT = 0.001  # seconds


def corrected(library: Library, track: Track) -> Iterator[Step]:
    """The first drop is put where it truly is, taken back, and done again."""
    editor = Editor(library, track.track_id, ANNOTATOR)
    edit = _correction(editor, truth_file(track))
    if edit is not None:
        editor.perform(edit)
    held = editor.annotations
    yield Step("correct", {"path": track.path, "title": editor.undo_title, "cues": _cues(editor)})
    editor.undo()
    yield Step("undo", {"path": track.path, "cues": _cues(editor)})
    again = Editor(library, track.track_id, ANNOTATOR)  # as another process would
    again.redo()
    if again.annotations != held:
        raise AssertionError("redo did not bring back what undo took")
    yield Step("redo", {"path": track.path, "cues": _cues(again)})


def _correction(editor: Editor, truth: dict[str, Any]) -> Edit | None:
    """What a person would do about the first drop; None where it is right already."""
    true = min(truth["cues"], key=lambda cue: (cue["kind"] != "drop", cue["time"]))["time"]
    drops = [cue for cue in editor.annotations.cues if cue.kind is CueKind.DROP]
    nearest = min(drops, key=lambda cue: abs(cue.seconds - true), default=None)
    if nearest is None or abs(nearest.seconds - true) > NEAR:
        cue_id = editor.annotations.fresh_cue_id()
        return PlaceCue(CuePoint(true, cue_id, CueKind.DROP, "First drop", "D"))
    if abs(nearest.seconds - true) > EXACT:
        return MoveCue(nearest.cue_id, true)
    if editor.undo_title is None:
        return PlaceCue(replace(nearest, name="First drop"), "Name cue")
    return None


def _cues(editor: Editor) -> list[dict[str, Any]]:
    return [
        {"time": round(cue.seconds, 4), "kind": str(cue.kind), "name": cue.name}
        for cue in editor.annotations.cues
    ]
