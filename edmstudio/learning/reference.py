"""Rendered tracks that keep a checkpoint from forgetting: some are trained on again, some frozen.

Both come from seeds. Their bars as the bundled ear hears them are shipped in half precision, so
that a retraining of the arranger needs no sound; who has another ear renders them once.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray

from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.retraining import Scores
from edmstudio.learning.targets import LABELS, Truths, truths
from edmstudio.learning.token_corpus import Barred, true_lines
from edmstudio.model.arrange import arrange
from edmstudio.model.bar_tokens import BarTokens, bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import listen
from edmstudio.model.measured import Measured
from edmstudio.model.network import Ear

Floats = NDArray[np.float32]
FILE = Path("resources") / "models" / "reference.npz"
AGAIN, FROZEN = 40, 24  # tracks
FIRST_SEED = 880_000  # far from those of any corpus
MINUTES = 1.6
FINE = 256.0  # steps of a value of 1: what is finer is not kept


@dataclass(frozen=True, slots=True)
class Part:
    """One rendered track of the reference."""

    seed: int
    style: str
    family: str
    frozen: bool

    @property
    def name(self) -> str:
        """Unique among them."""
        return f"{self.family}-{self.style.replace(' ', '_')}-{self.seed}"


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A rendered track, bar by bar."""

    name: str
    lines: NDArray[np.float64]
    bars: Barred


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What is shipped, or made for an ear.

    Attributes
    ----------
    ear : str
        `ear_digest` of the ear that heard it.
    again, frozen : tuple of Piece
        To be trained on again; never to be trained on.
    """

    ear: str = ""
    again: tuple[Piece, ...] = ()
    frozen: tuple[Piece, ...] = ()


def parts(again: int = AGAIN, frozen: int = FROZEN) -> list[Part]:
    """Both families in turn, style by style."""
    from edmstudio.synth.style import STYLES

    styles = sorted(STYLES)
    return [
        Part(FIRST_SEED + n, styles[n % len(styles)], "ab"[n % 2 if n >= again else 0], n >= again)
        for n in range(again + frozen)
    ]


def ear_digest(ear: Ear) -> str:
    """Of the weights, in the precision in which they are kept."""
    hashed = blake2b(digest_size=12)
    for name, weight in sorted(ear.state_dict().items()):
        hashed.update(name.encode())
        hashed.update(weight.detach().to(torch.float16).numpy().tobytes())
    return hashed.hexdigest()


def piece_of(part: Part, truth: dict[str, Any], measured: Measured, ear: Ear) -> Piece | None:
    """A rendered track as an ear hears its bars; None where it has too few."""
    lines = true_lines(truth, measured.seconds)
    if len(lines) < 2:
        return None
    tokens = bar_tokens(measured.inputs, listen(measured.inputs.mel, ear), lines)
    reach = float(np.median(np.diff(lines))) * 0.51
    rows = np.rint(tokens.rows * FINE) / FINE
    return Piece(part.name, lines, Barred(part.name, rows, truths(truth, lines[:-1], reach)))


def save(reference: Reference, path: Path) -> None:
    """Write compressed, whole or not at all."""
    arrays: dict[str, Any] = {"ear": np.array(reference.ear)}
    for kind in ("again", "frozen"):
        pieces: Sequence[Piece] = getattr(reference, kind)
        arrays[f"{kind}.names"] = np.array([piece.name for piece in pieces])
        for number, piece in enumerate(pieces):
            at = f"{kind}.{number}"
            arrays[f"{at}.rows"] = piece.bars.rows.astype(np.float16)
            arrays[f"{at}.lines"] = piece.lines
            for name in Truths.names():
                column = getattr(piece.bars.truth, name)
                slim = column if column.dtype == np.bool_ else column.astype(np.float16)
                arrays[f"{at}.{name}"] = slim
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        np.savez_compressed(file, **arrays)
    os.replace(partial, path)


def load(path: Path | None) -> Reference:
    """What `save` left; empty where there is nothing sound."""
    if path is None or not path.is_file():
        return Reference()
    try:
        with np.load(path, allow_pickle=False) as held:
            kinds = {kind: _pieces(held, kind) for kind in ("again", "frozen")}
            return Reference(str(held["ear"]), **kinds)
    except (OSError, ValueError, KeyError, BadZipFile):
        return Reference()


def _pieces(held: Any, kind: str) -> tuple[Piece, ...]:
    found = []
    for number, name in enumerate(held[f"{kind}.names"]):
        at = f"{kind}.{number}"
        truth = {
            part: value if value.dtype == np.bool_ else value.astype(np.float32)
            for part in Truths.names()
            for value in (held[f"{at}.{part}"],)
        }
        bars = Barred(str(name), held[f"{at}.rows"].astype(np.float32), Truths(**truth))
        found.append(Piece(str(name), held[f"{at}.lines"], bars))
    return tuple(found)


def frozen_scores(checkpoint: Checkpoint, pieces: Sequence[Piece]) -> dict[str, Scores]:
    """How well the bundled model's way of labelling is still known, track by track."""
    plain = checkpoint.as_bundled()
    return {piece.name: _scored(plain, piece) for piece in pieces}


def _scored(checkpoint: Checkpoint, piece: Piece) -> Scores:
    said = arrange(BarTokens(piece.lines, piece.bars.rows), checkpoint)
    mapped = map_sections(said, float(piece.lines[-1]))
    truth, starts = piece.bars.truth, piece.lines[:-1]
    found = np.zeros(len(starts), dtype=np.bool_)
    label = np.zeros(len(starts), dtype=np.intp)
    for section in mapped.sections:
        first = int(np.abs(starts - section.start).argmin())
        found[first] = section.start > 0.0
        label[first:] = LABELS.index(section.label)
    return {
        "boundary_f_0.5": f_of(found, truth.boundary > 0.5),
        "section_accuracy": float(truth.allowed[np.arange(len(label)), label].mean()),
        "cue_f": f_of(said.cue > 0.5, truth.cue > 0.5),
        "energy": 1.0 - float(np.nanmean(np.abs(said.energy - truth.energy))),
    }


def f_of(found: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """F measure of marks on the same rows; 1 where there is nothing to find and nothing found."""
    both = float(found.sum() + true.sum())
    return 2.0 * float((found & true).sum()) / both if both else 1.0
