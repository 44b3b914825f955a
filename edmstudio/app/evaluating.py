"""Scoring analysers on a folder of tracks whose truth is known."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from edmstudio.app.answers import ANALYSERS, MODEL, PEERS, answer
from edmstudio.app.evaluation import Evaluation, Report, Scored
from edmstudio.app.finding_files import SUFFIXES
from edmstudio.app.scoring import scores
from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.truth import read_truth
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread

CLOCK = time.perf_counter


@dataclass(frozen=True, slots=True)
class Question:
    """One file to be heard by one analyser."""

    path: str
    truth: str
    analyser: str


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
    heard = [path for path in files if path.suffix.lower() in SUFFIXES]
    return [(path, truths[path.stem]) for path in heard if path.stem in truths]


def score_file(question: Question) -> Scored:
    """Hear one file and score the answer; runs in a worker."""
    truth = read_truth(Path(question.truth))
    said = answer(Path(question.path), question.analyser)
    constant = truth.bpm is not None and truth.beats is not None and len(truth.beats) > 4
    return Scored(question.path, said.seconds, constant, scores(truth, said))


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
