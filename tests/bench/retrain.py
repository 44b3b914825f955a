"""A simulated person corrects 1, 3, 10, 30 of 60 rendered tracks: what that does to the others.

`EDMSTUDIO_BENCH_TRACKS`, `_FIRST`, `_STEPS`, `_KILLS`, `_MODEL` and `_FOLDER` make it smaller, take
other tracks, name another checkpoint than the bundled one, and keep the rendered tracks for the
next time.
"""

import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import numpy as np

from edmstudio.app import current_model, models, retraining
from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks
from edmstudio.app.holding import Holding
from edmstudio.app.renewing import renew
from edmstudio.app.retrain_plan import FROM_EAR
from edmstudio.audio.encode import encode
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.holding import signed
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.domain.retraining import Outcome
from edmstudio.domain.track import Track
from edmstudio.jobs.executors import Place, Processes, cores
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store import integrity
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.revisions import Act, Draft, Revisions
from edmstudio.store.tracks import Tracks
from edmstudio.synth.render import render
from tests.bench._hands_on import hands_on
from tests.bench._person import lesson_of, nonsense

Figures = dict[str, Any]
FLOORS = {
    "cue_gain_10": 0.20, "section_gain_10": 0.05, "worst_loss_10": 0.01, "level_2_seconds": 90.0,
    "nonsense_refused": 1.0, "cancel_s": 2.0, "rollback_s": 1.0, "jitter_p95_ms": 50.0,
    "underflows": 0.0, "kills": 50.0, "lost": 0.0,
}  # fmt: skip
STYLES = (
    "house", "drum and bass", "techno", "trance", "big room", "drum and bass", "tech house",
    "progressive", "electro", "hardstyle",
)  # fmt: skip
TRACKS = int(os.environ.get("EDMSTUDIO_BENCH_TRACKS", "60"))
FIRST = int(os.environ.get("EDMSTUDIO_BENCH_FIRST", "0"))
STEPS = tuple(map(int, os.environ.get("EDMSTUDIO_BENCH_STEPS", "1,3,10,30").split(",")))
KILLS = int(os.environ.get("EDMSTUDIO_BENCH_KILLS", "50"))
FIRST_SEED, MINUTES = 7000, 2.3
BY = Provenance(Voice.CORRECTION, "bench")


def measure() -> Figures:
    """The person's library from the first correction on, nonsense, and kills."""
    if model := os.environ.get("EDMSTUDIO_BENCH_MODEL"):
        current_model.FILE = Path(model).absolute()
        current_model.REFERENCE = current_model.FILE.with_name("reference.npz")
    place = Processes(cores())
    with TemporaryDirectory() as folder:
        home = Path(folder)
        music = Path(os.environ.get("EDMSTUDIO_BENCH_FOLDER", home / "music"))
        paths = rendered(place, music)
        library = filled(place, home, paths)
        library.close()
        figures = steps(place, home)
        figures |= refused_nonsense(place, home)
        figures |= felt(home)
        return figures | killed(home)


def rendered(place: Place, music: Path) -> list[Path]:
    """Tracks of the other family of instruments than a model trains on, in an order by chance."""
    music.mkdir(parents=True, exist_ok=True)
    numbers = range(FIRST, FIRST + TRACKS)
    for path, made in spread(Watch(), place, _render, [(str(music), n) for n in numbers]):
        if isinstance(made, Exception):
            raise RuntimeError(f"{path} can't be rendered") from made
    return [_path(music, int(n)) for n in np.random.default_rng(0).permutation(numbers)]


def _path(music: Path, number: int) -> Path:
    return music / f"{number:02d} {STYLES[number % len(STYLES)]}.flac"


def _render(wanted: tuple[str, int]) -> None:
    folder, number = wanted
    path = _path(Path(folder), number)
    if path.exists():
        return
    style = STYLES[number % len(STYLES)]
    made = render(FIRST_SEED + number, style, "b", minutes=MINUTES)
    path.with_suffix(".json").write_text(json.dumps(made.labels.truth()), encoding="utf-8")
    partial = path.with_name(f".{path.stem}.partial.flac")
    encode(made.waveform, partial)
    partial.replace(path)


def filled(place: Place, home: Path, paths: list[Path]) -> Library:
    """All tracks, each with what the base model says."""
    library = Library(home / "library.db")
    list(add(Watch(), library, paths, place=place, cache=home / "cache"))
    tracks = Tracks(library).all()
    list(analyse_tracks(Watch(), library, tracks, place=place, cache=home / "cache"))
    return library


def steps(place: Place, home: Path) -> Figures:
    """One library that is retrained after 1, 3, 10, 30 corrections, as a person would."""
    library = _copy(home, "steps")
    tracks = _in_order(library)
    made, done = [], 0
    base = {t.track_id: Predictions(library).newest(t.track_id) for t in tracks}
    for count in STEPS:
        for track in tracks[done:count]:
            correct(library, track, lesson_of(Path(track.path)).held)
        done = count
        others = tracks[count:]
        before = scored(others, (base[t.track_id].annotations for t in others))
        outcome, seconds = learn(place, library, home)
        if outcome.verdict.promoted:
            models.promote(library, outcome)
            list(renew(Watch(), library, place=place, cache=home / "cache"))
        newest = (Predictions(library).newest(t.track_id) for t in others)
        after = scored(others, (each.annotations for each in newest))
        made.append(
            {
                "tracks": count,
                "level": str(outcome.level),
                "promoted": outcome.verdict.promoted,
                "reason": outcome.verdict.reason,
                "seconds": outcome.seconds,
                "seconds_with_measuring": seconds,
                "before": before,
                "after": after,
            }
        )
    library.close()
    return {"base": made[0]["before"], "steps": made} | _summed(made)


def _summed(made: list[Figures]) -> Figures:
    ten = next((step for step in made if step["tracks"] == 10), None)
    if ten is None:
        return {}
    gains = {task: ten["after"][task] - value for task, value in ten["before"].items()}
    ears = [step["seconds"] for step in made if step["tracks"] >= FROM_EAR]
    return {
        "cue_gain_10": round(gains["cue_f"], 3),
        "section_gain_10": round(gains["section_accuracy"], 3),
        "worst_loss_10": round(-min(*gains.values(), 0.0), 3),
        "level_2_seconds": max(ears),
    }


def refused_nonsense(place: Place, home: Path) -> Figures:
    """Random wrong corrections of ten tracks: 1 where the gate keeps them out."""
    library = _copy(home, "nonsense")
    tracks, chance = _in_order(library), np.random.default_rng(5)
    said = [lesson_of(Path(track.path)).held for track in tracks]
    for number, track in enumerate(tracks[: min(10, len(tracks) - 1)]):
        other = said[(number + 7) % len(said)]
        correct(library, track, nonsense(said[number], other, chance))
    outcome, _ = learn(place, library, home)
    library.close()
    return {
        "nonsense_refused": float(not outcome.verdict.promoted),
        "nonsense_reason": outcome.verdict.reason,
    }


def felt(home: Path) -> Figures:
    """What the person feels of it in the window."""
    library = _copy(home, "felt")
    for track in _in_order(library)[:3]:
        correct(library, track, lesson_of(Path(track.path)).held)
    library.close()
    return dict(hands_on(home / "felt" / "library.db", home / "cache"))


def killed(home: Path) -> Figures:
    """Kills at any moment of a retraining; lost is what is not as it was before."""
    library = _copy(home, "kills")
    for track in _in_order(library)[:1]:
        correct(library, track, lesson_of(Path(track.path)).held)
    before, lost = _state(library), 0
    chance = np.random.default_rng(9)
    length = 10.0
    for _ in range(KILLS):
        killer = threading.Thread(target=_kill, args=(float(chance.uniform(0.0, length)),))
        killer.start()
        with suppress(Refused):
            outcome, length = learn(Processes(1), library, home)
            models.discard(library, outcome)
        killer.join()
        lost += _state(library) != before
    library.close()
    return {"kills": float(KILLS), "lost": float(lost)}


def _kill(seconds: float) -> None:
    sleep(seconds)
    for child in multiprocessing.active_children():
        child.kill()


def _state(library: Library) -> object:
    """All that a person would miss, and whether the file is sound."""
    lines = {t.track_id: Revisions(library).line(t.track_id) for t in Tracks(library).all()}
    rows = Tracks(library).rows()
    return lines, rows, current_model.current(library), list(integrity.findings(library))


def learn(place: Place, library: Library, home: Path) -> tuple[Outcome, float]:
    """One retraining, and how long it took with all that had to be measured first."""
    began = perf_counter()
    outcome = retraining.retrain(
        Watch(), lambda news: None, library, place=place, cache=home / "cache"
    )
    return outcome, round(perf_counter() - began, 1)


def correct(library: Library, track: Track, held: Annotations) -> None:
    """One revision with all that a person says."""
    revisions, holding = Revisions(library), Holding(library)
    after = signed(holding.annotations(track.track_id), held, BY)
    line = revisions.line(track.track_id)
    draft = Draft(track.track_id, line[-1] if line else None, Act.EDIT, "Corrected", after)
    revisions.append([draft], annotator=BY.source, made_at=datetime.now(UTC), batch="")
    holding.summarise(track.track_id)


def scored(tracks: list[Track], said: Iterable[Annotations]) -> dict[str, float]:
    """Mean scores of what is said of tracks, against what this person would say."""
    from edmstudio.learning.task_scores import mean_scores, task_scores

    every = [
        task_scores(lesson_of(Path(track.path)), each)
        for track, each in zip(tracks, said, strict=True)
    ]
    return {task: round(value, 4) for task, value in mean_scores(every).items()}


def _in_order(library: Library) -> list[Track]:
    """As they were added, which is by chance."""
    return Tracks(library).all()


def _copy(home: Path, name: str) -> Library:
    (home / name).mkdir()
    shutil.copyfile(home / "library.db", home / name / "library.db")
    return Library(home / name / "library.db")
