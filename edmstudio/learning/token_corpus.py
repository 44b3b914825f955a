"""Tracks of a corpus as bars for the arranger: computed once for an ear, in several variations."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.model_input import ModelInput
from edmstudio.jobs.job import Watch
from edmstudio.learning import corpus
from edmstudio.learning.augment import varied
from edmstudio.learning.targets import Truths, sure_downbeats, truths
from edmstudio.model.bar_tokens import bar_tokens
from edmstudio.model.listen import listen
from edmstudio.model.network import Ear

Floats = NDArray[np.float32]
Seconds = NDArray[np.float64]
VARIATIONS = ("plain", "coloured", "shifted")
FEWEST = 8  # bars; less is no track


@dataclass(frozen=True, slots=True, eq=False)
class Barred:
    """One track, bar by bar.

    Attributes
    ----------
    name : str
    rows : ndarray, shape (bars, columns)
    truth : Truths
        Of the bars.
    """

    name: str
    rows: Floats
    truth: Truths


def make_tokens(watch: Watch, ear: Ear, examples: Sequence[Path], folder: Path) -> None:
    """Write what is missing, a file for each track and variation."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(path, kind) for path in examples for kind in VARIATIONS]
    missing = [(p, k) for p, k in wanted if not _file(folder, p.stem, k).exists()]
    for done, (path, kind) in enumerate(missing):
        watch.step(done, len(missing), "Listening")
        _make_one(ear, path, kind, folder)


def read_tokens(folder: Path, names: Sequence[str]) -> list[tuple[Barred, ...]]:
    """All variations of each track that has bars, in the order of `names`."""
    return [found for name in names if (found := tuple(_variations(folder, name)))]


def true_lines(truth: dict[str, Any], seconds: float) -> Seconds:
    """Bar lines from 0 to the end of a track whose downbeats are sure; empty where they are not."""
    downbeats = np.array(sure_downbeats(truth) or [], dtype=np.float64)
    if len(downbeats) < FEWEST:
        return np.zeros(0)
    bar = float(np.median(np.diff(downbeats)))
    before = np.arange(downbeats[0] % bar, downbeats[0] - bar / 2, bar)
    after = np.arange(downbeats[-1] + bar, seconds, bar)
    inner = np.concatenate([before, downbeats, after])
    inner = inner[(inner > bar / 4) & (inner < seconds - bar / 4)]
    return np.concatenate([[0.0], inner, [seconds]])


def _make_one(ear: Ear, path: Path, kind: str, folder: Path) -> None:
    example = corpus.read(path)
    random = np.random.default_rng((len(path.stem), *path.stem.encode()))
    heard = _single(example.heard)
    lines = true_lines(example.truth, heard.seconds)
    if kind == "coloured":
        heard = ModelInput(varied(heard.mel, random), heard.notes, heard.place)
    if kind == "shifted" and len(lines):
        lines = shifted(lines, random)
    if len(lines) <= FEWEST:
        _write(folder, path.stem, kind, np.zeros((0, 0), np.float32), None)
        return
    tokens = bar_tokens(heard, listen(heard.mel, ear), lines)
    reach = float(np.median(np.diff(lines))) * 0.51
    _write(folder, path.stem, kind, tokens.rows, truths(example.truth, lines[:-1], reach))


def shifted(lines: Seconds, random: np.random.Generator) -> Seconds:
    """The lines of a grid that is wrong: a beat or two off, or of half or double the tempo."""
    change = random.integers(5)
    if change == 0:
        return np.concatenate([lines[:1], lines[2:-1:2], lines[-1:]])
    if change == 1:
        between = np.sort(np.concatenate([lines, (lines[1:-2] + lines[2:-1]) / 2]))
        return np.asarray(between)
    beats = (change - 1) / 4.0
    moved = lines[1:-2] + np.diff(lines)[1:-1] * beats
    return np.concatenate([lines[:1], moved, lines[-1:]])


def _single(heard: ModelInput) -> ModelInput:
    parts = {name: getattr(heard, name).astype(np.float32) for name in ModelInput.__slots__}
    return ModelInput(**parts)


def _file(folder: Path, name: str, kind: str) -> Path:
    return folder / f"{name}.{kind}.npz"


def _write(folder: Path, name: str, kind: str, rows: Floats, truth: Truths | None) -> None:
    target = _file(folder, name, kind)
    partial = target.with_name(f".{target.name}.partial")
    said = {} if truth is None else {part: getattr(truth, part) for part in Truths.names()}
    with partial.open("wb") as file:
        np.savez(file, rows=rows.astype(np.float16), **said)
    os.replace(partial, target)


def _variations(folder: Path, name: str) -> Iterator[Barred]:
    for kind in VARIATIONS:
        path = _file(folder, name, kind)
        if not path.exists():
            continue
        with np.load(path, allow_pickle=False) as held:
            if not len(held["rows"]):
                continue
            truth = Truths(**{part: held[part] for part in Truths.names()})
            yield Barred(name, held["rows"].astype(np.float32), truth)
