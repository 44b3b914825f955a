"""The demo's tracks: rendered, taken in and heard; what an earlier call made is used again."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks, answered
from edmstudio.app.demo_step import Step, truth_file
from edmstudio.app.in_rendering import Commission, render
from edmstudio.app.outcome import Analysed, LeftOut
from edmstudio.domain.track import Track
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store.library import Library
from edmstudio.synth.demo import DEMO

TRACKS = DEMO


def rendered(watch: Watch, music: Path, place: Place) -> Iterator[Step]:
    """Render what is not there yet."""
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


def added(
    watch: Watch, library: Library, music: Path, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    """Add the tracks one by one, so that the same questions are asked every time."""
    for path in sorted(music.glob("*.flac")):
        for arrived in add(watch, library, [path], place=place, cache=cache):
            if isinstance(arrived, LeftOut):
                raise arrived.reason
            tracks.append(arrived.track)
            yield Step("add", {"path": arrived.track.path, "status": str(arrived.arrival)})


def analysed(
    watch: Watch, library: Library, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    """What is heard of them, and how fast that went."""
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
