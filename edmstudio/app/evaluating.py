"""Scoring analysers on a folder of tracks whose truth is known."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from edmstudio.app.answers import ANALYSERS, MODEL, PEERS, answer
from edmstudio.app.scoring import Scores, scores
from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.truth import read_truth
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.metrics.intervals import mean_interval, paired

CLOCK = time.perf_counter


@dataclass(frozen=True, slots=True)
class Question:
    """One file to be heard by one analyser."""

    path: str
    truth: str
    analyser: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One file's scores; `constant` where its truth has one tempo throughout."""

    path: str
    seconds: float
    constant: bool
    scores: Scores

    def record(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"path": self.path, "duration": round(self.seconds, 3), **self.scores}


@dataclass(frozen=True, slots=True)
class Report:
    """One analyser over a whole folder.

    Attributes
    ----------
    analyser : str
    tracks : tuple of Scored
        In order of path.
    failed : tuple of (path, Refused)
    realtime_factor : float
        Seconds of audio for each second of the whole run, decoding included.
    """

    analyser: str
    tracks: tuple[Scored, ...]
    failed: tuple[tuple[str, Refused], ...]
    realtime_factor: float

    def values(self, name: str, tracks: Iterable[Scored] | None = None) -> dict[str, float]:
        """One field of every track that has it, by path."""
        held = self.tracks if tracks is None else tracks
        found = {track.path: track.scores.get(name) for track in held}
        return {path: float(value) for path, value in found.items() if value is not None}

    def mean(self, tracks: Sequence[Scored] | None = None) -> dict[str, float]:
        """Mean of every field over the tracks that have it; `grid_ms` is the median."""
        held = self.tracks if tracks is None else tracks
        names = dict.fromkeys(name for track in held for name in track.scores)
        means = {}
        for name in names:
            values = list(self.values(name, held).values())
            middle = np.median(values) if name == "grid_ms" else np.mean(values)
            means[name] = round(float(middle), 4)
        return means

    def constant(self) -> dict[str, float]:
        """The same over the tracks of one tempo."""
        return self.mean([track for track in self.tracks if track.constant])

    def intervals(self) -> dict[str, list[float]]:
        """95 % bootstrap interval of every mean."""
        found = {}
        for name in self.mean():
            interval = mean_interval(list(self.values(name).values()))
            found[name] = [round(interval.low, 4), round(interval.high, 4)]
        return found

    def record(self) -> dict[str, Any]:
        """As the command line prints it: `tracks`, `mean`, `realtime_factor` and more."""
        return {
            "analyser": self.analyser,
            "tracks": [track.record() for track in self.tracks],
            "failed": [
                {"path": path, "error": {"kind": refused.fault.value, "message": str(refused)}}
                for path, refused in self.failed
            ],
            "mean": self.mean(),
            "mean_constant_tempo": self.constant(),
            "interval": self.intervals(),
            "realtime_factor": round(self.realtime_factor, 1),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An analyser, and its peers on the same files in the same run."""

    report: Report
    peers: tuple[Report, ...] = field(default=())

    def record(self) -> dict[str, Any]:
        """The report, with `against` by name of the peer where there is one."""
        held = self.report.record()
        if self.peers:
            held["against"] = {
                peer.analyser: {**peer.record(), "better": better(self.report, peer)}
                for peer in self.peers
            }
        return held


def evaluate(
    watch: Watch,
    folder: Path,
    *,
    place: Place,
    analyser: str = MODEL,
    against: Sequence[str] = (),
    clock: Callable[[], float] = CLOCK,
) -> Evaluation:
    """Score an analyser, and each of `against`, on every audio file with a truth beside it.

    Raises
    ------
    Refused
        Where the folder is none or holds no such file, or an analyser is not known.
    """
    for name in (analyser, *against):
        if name not in ANALYSERS and not Path(name).is_file():
            known = ", ".join(ANALYSERS)
            raise Refused(f"“{name}” is neither an analyser ({known}) nor a model's file.")
    pairs = labelled(folder)
    if not pairs:
        raise Refused(f"“{folder}” holds no audio file with a truth file (NAME.json) beside it.")
    reports = [_report(watch, pairs, name, place, clock) for name in (analyser, *against)]
    return Evaluation(reports[0], tuple(reports[1:]))


def labelled(folder: Path) -> list[tuple[Path, Path]]:
    """Audio files of a folder with their truth files, in order of name."""
    if not folder.is_dir():
        raise Refused(f"“{folder}” is not a folder.", Fault.MISSING)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    truths = {path.stem: path for path in files if path.suffix.lower() == ".json"}
    silent = {".json", ".jams", ".md", ".txt", ".csv", ".xml", ".nml"}
    heard = [path for path in files if path.suffix.lower() not in silent]
    return [(path, truths[path.stem]) for path in heard if path.stem in truths]


def score_file(question: Question) -> Scored:
    """Hear one file and score the answer; runs in a worker."""
    truth = read_truth(Path(question.truth))
    said = answer(Path(question.path), question.analyser)
    constant = truth.bpm is not None and truth.beats is not None and len(truth.beats) > 4
    return Scored(question.path, said.seconds, constant, scores(truth, said))


def better(ours: Report, theirs: Report) -> dict[str, float]:
    """For each field, the share of bootstrap draws over tracks in which ours is higher."""
    shares = {}
    for name in ours.mean():
        left, right = ours.values(name), theirs.values(name)
        both = sorted(left.keys() & right.keys())
        if both:
            pairs = paired([left[path] for path in both], [right[path] for path in both])
            shares[name] = round(pairs.better, 4)
    return shares


def _report(
    watch: Watch,
    pairs: Sequence[tuple[Path, Path]],
    analyser: str,
    place: Place,
    clock: Callable[[], float],
) -> Report:
    questions = [Question(str(path), str(truth), analyser) for path, truth in pairs]
    begun = clock()
    tracks, failed = [], []
    # A peer's first track goes alone: numba's cache on disk breaks where several processes write
    # it at once, and whoever reads it then dies (numba issue 10128).
    alone = 1 if analyser in PEERS else 0
    for batch in (questions[:alone], questions[alone:]):
        for question, outcome in spread(watch, place, score_file, batch):
            if isinstance(outcome, Refused):
                failed.append((question.path, outcome))
            elif isinstance(outcome, Exception):
                raise outcome
            else:
                tracks.append(outcome)
    took = max(clock() - begun, 1e-9)
    heard = sum(track.seconds for track in tracks)
    in_order = tuple(sorted(tracks, key=lambda track: track.path))
    return Report(analyser, in_order, tuple(sorted(failed, key=lambda f: f[0])), heard / took)
