"""The whole loop on tracks that are rendered here, with labels in which errors were planted.

Render, add, import, analyse, look for doubts, answer, correct, undo, redo, mend by hand, retrain,
export. All of it lies in one folder, with a library of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks, answered
from edmstudio.app.demo_hand import by_hand
from edmstudio.app.demo_labels import imported, planted, wrong_at_first
from edmstudio.app.demo_lesson import learned
from edmstudio.app.demo_review import looked, reviewed
from edmstudio.app.demo_step import ANNOTATOR, Step, truth_file, wrong_now
from edmstudio.app.editing import Editor
from edmstudio.app.exporting import export
from edmstudio.app.in_worker import Commission, render
from edmstudio.app.outcome import Analysed, LeftOut
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import Edit, MoveCue, PlaceCue
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import ExportOptions, exporter_named
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store.library import Library
from edmstudio.synth.demo import DEMO

TRACKS = DEMO
NEAR = 4.0  # seconds within which a predicted drop means the true one
EXACT = 0.001  # seconds


def demo(
    watch: Watch, library: Library, folder: Path, *, place: Place, cache: Path
) -> Iterator[Step]:
    """Go once round; what an earlier call left in the folder is used again."""
    tracks: list[Track] = []
    yield from _brought_in(watch, library, folder, tracks, place=place, cache=cache)
    yield from reviewed(library)
    yield from _corrected(library, tracks[0])
    yield from by_hand(library, tracks)
    yield from learned(watch, library, folder / "retrained.json", place=place, cache=cache)
    yield _exported(watch, library, tracks, folder / "rekordbox.xml")
    yield _counted(library, tracks)


def brought_in(
    watch: Watch, library: Library, folder: Path, *, place: Place, cache: Path
) -> Iterator[Step]:
    """The first half: the questions wait for a person, and nothing is decided in their place."""
    yield from _brought_in(watch, library, folder, [], place=place, cache=cache)


def _brought_in(
    watch: Watch, library: Library, folder: Path, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    yield from _rendered(watch, folder / "music", place)
    yield from _added(watch, library, folder / "music", tracks, place=place, cache=cache)
    yield from imported(watch, library, tracks, folder / "collection.xml")
    yield from _analysed(watch, library, tracks, place=place, cache=cache)
    yield from looked(watch, library, tracks, place)


def _added(
    watch: Watch, library: Library, music: Path, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    """Add the tracks one by one, so that the same questions are asked every time."""
    for path in sorted(music.glob("*.flac")):
        for arrived in add(watch, library, [path], place=place, cache=cache):
            if isinstance(arrived, LeftOut):
                raise arrived.reason
            tracks.append(arrived.track)
            yield Step("add", {"path": arrived.track.path, "status": str(arrived.arrival)})


def _rendered(watch: Watch, music: Path, place: Place) -> Iterator[Step]:
    music.mkdir(parents=True, exist_ok=True)
    commissions = [
        Commission(str(music / f"{track.title}.flac"), track.style, track.seed, track.minutes)
        for track in TRACKS
    ]
    for commission, outcome in spread(watch, place, render, commissions):
        if isinstance(outcome, Exception):
            raise outcome
        facts = {"path": commission.path, "style": commission.style, "seed": commission.seed}
        yield Step("render", facts)


def _analysed(
    watch: Watch, library: Library, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    known = {each.track.track_id: each for each in answered(library, tracks)}
    yield from map(_prediction, known.values())
    waiting = [track for track in tracks if track.track_id not in known]
    begun = perf_counter()
    for outcome in analyse_tracks(watch, library, waiting, place=place, cache=cache):
        if isinstance(outcome, LeftOut):
            raise outcome.reason
        yield _prediction(outcome)
    if waiting:
        spent, sound = perf_counter() - begun, sum(track.seconds for track in waiting)
        yield Step("speed", {"realtime_factor": round(sound / spent, 1)})


def _prediction(outcome: Analysed) -> Step:
    """What was heard, beside what is known to be there."""
    track, heard = outcome.track, outcome.prediction.annotations
    truth = truth_file(track)
    beats = [] if heard.grid is None else heard.grid.beats(0.0, track.seconds).tolist()
    errors = [min(abs(beat - other) for other in beats) for beat in truth["beats"]] if beats else []
    return Step(
        "analyse",
        {
            "path": track.path,
            "bpm": heard.grid and round(heard.grid.bpm_over(0.0, track.seconds), 3),
            "true_bpm": round(truth["tempo_map"][0]["bpm"], 3),
            "grid_ms": round(median(errors) * 1000, 2) if errors else None,
            "key": heard.key and heard.key.name,
            "true_key": truth["key"],
            "sections": len(heard.sections),
            "cues": len(heard.cues),
        },
    )


def _corrected(library: Library, track: Track) -> Iterator[Step]:
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


def _exported(watch: Watch, library: Library, tracks: list[Track], target: Path) -> Step:
    report = export(
        watch,
        library,
        tracks,
        exporter=exporter_named("rekordbox-xml"),
        target=target,
        options=ExportOptions(),
    )
    return Step("export", {"format": "rekordbox-xml", "out": str(target), **report.counts})


def _counted(library: Library, tracks: list[Track]) -> Step:
    """How many labels were wrong as they came in, and how many are."""
    before, after = wrong_at_first(tracks), wrong_now(library, tracks)
    facts = {"planted": planted(tracks).total(), "before": before, "after": after}
    return Step("errors", {**facts, "mended": before - after})
