"""Labelled tracks as features on disk, so that training never decodes or renders twice.

One file a track, written whole or not at all; a name that is there is not made again, so a corpus
that was interrupted goes on where it stopped. numpy and scipy alone, so that any bare machine can
make it; only tracks that are to go through a codec need the audio libraries.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from edmstudio.domain.waveform import Waveform
from edmstudio.features.model_input import ModelInput, model_input
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.learning.round_trip import through
from edmstudio.synth.render import render

SUFFIX = ".npz"
NOTHING = np.zeros((0, 0), dtype=np.float16)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One labelled track.

    Attributes
    ----------
    name : str
        Unique in its corpus.
    heard : ModelInput
    truth : dict
        A truth file's content (`interchange.truth`), with ``bars`` where it is rendered.
    """

    name: str
    heard: ModelInput
    truth: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """One rendering to make; `codec` is of `round_trip.CODECS`, "" for none."""

    seed: int
    style: str
    family: str
    codec: str = ""

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.family}-{self.style.replace(' ', '_')}-{self.seed:06d}"


def make(watch: Watch, place: Place, orders: Sequence[Order], folder: Path) -> list[str]:
    """Render what is missing and write its features; returns the names that failed."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [order for order in orders if not (folder / f"{order.name}{SUFFIX}").exists()]
    failed = []
    for order, result in spread(watch, place, partial(_make_one, folder), missing):
        if isinstance(result, Exception):
            failed.append(order.name)
    write_manifest(folder)
    return failed


def _make_one(folder: Path, order: Order) -> str:
    rendering = render(order.seed, order.style, order.family)
    if order.codec:
        rendering = through(rendering, order.codec)
    write(folder, order.name, rendering.waveform, rendering.labels.truth())
    return order.name


def write(folder: Path, name: str, waveform: Waveform, truth: dict[str, Any]) -> Path:
    """Compute and store one example, atomically."""
    heard = model_input(waveform)
    target, partial_file = folder / f"{name}{SUFFIX}", folder / f".{name}.partial"
    half = {part: getattr(heard, part).astype(np.float16) for part in ModelInput.__slots__}
    with partial_file.open("wb") as file:
        np.savez(file, truth=np.frombuffer(json.dumps(truth).encode(), dtype=np.uint8), **half)
    os.replace(partial_file, target)
    return target


def read(path: Path, parts: Sequence[str] = ModelInput.__slots__) -> Example:
    """One example; of its features, in half precision as they are stored, only `parts`."""
    with np.load(path, allow_pickle=False) as stored:
        held: dict[str, Any] = {
            part: stored[part] if part in parts else NOTHING for part in ModelInput.__slots__
        }
        truth = json.loads(bytes(stored["truth"]))
    return Example(path.stem, ModelInput(**held), truth)


def names(folder: Path) -> Iterator[Path]:
    """Files of a corpus, in the order of their names."""
    return iter(sorted(folder.glob(f"*{SUFFIX}")))


def write_manifest(folder: Path) -> None:
    """What the corpus holds: a line a track with its name and bytes."""
    rows = [{"name": path.stem, "bytes": path.stat().st_size} for path in names(folder)]
    partial_file = folder / ".manifest.partial"
    partial_file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    os.replace(partial_file, folder / "manifest.jsonl")
