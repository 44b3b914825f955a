"""Rendered tracks that keep a checkpoint from forgetting: some are trained on again, some frozen.

Both come from seeds. Their bars as the bundled ear hears them are shipped in half precision; of
some the log-mel frames as well, in eight bits, so that an ear can learn and be judged without
anything being rendered where it is retrained.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.retraining import Scores
from edmstudio.learning.targets import LABELS, truths
from edmstudio.learning.token_corpus import Barred, true_lines
from edmstudio.model.arrange import arrange
from edmstudio.model.bar_tokens import BarTokens, as_heard, bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import listen
from edmstudio.model.measured import Measured
from edmstudio.model.network import Ear

Floats = NDArray[np.float32]
AGAIN, FROZEN, SOUNDING = 40, 24, 8  # tracks; of each kind, those whose sound is shipped
FIRST_SEED = 880_000  # far from those of any corpus
MINUTES = 1.6
FINE, FINE_MEL = 256.0, 12.0  # steps of a value of 1: what is finer is not kept


@dataclass(frozen=True, slots=True)
class Part:
    """One rendered track of the reference."""

    seed: int
    style: str
    family: str
    frozen: bool
    sounding: bool = False

    @property
    def name(self) -> str:
        """Unique among them."""
        return f"{self.family}-{self.style.replace(' ', '_')}-{self.seed}"


@dataclass(frozen=True, slots=True, eq=False)
class Sounding:
    """What of a rendered track an ear can listen to, and all that is true of it.

    Attributes
    ----------
    steps : ndarray, shape (frames, 128), uint8
        Log-mel in steps of `FINE_MEL`.
    truth : mapping
    """

    steps: NDArray[np.uint8]
    truth: Mapping[str, Any]

    @property
    def mel(self) -> Floats:
        """Log-mel frames, as an ear takes them."""
        return self.steps.astype(np.float32) / FINE_MEL


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A rendered track, bar by bar, and of some the sound."""

    name: str
    lines: NDArray[np.float64]
    bars: Barred
    sounding: Sounding | None = None

    def heard_by(self, ear: Ear) -> "Piece":
        """As another ear hears it; it has to have its sound."""
        assert self.sounding is not None
        said = listen(self.sounding.mel, ear)
        rows = _rounded(as_heard(self.bars.rows, said, self.lines))
        return replace(self, bars=replace(self.bars, rows=rows))


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

    @property
    def sounding(self) -> "Reference":
        """What any ear can listen to."""
        again, frozen = (tuple(p for p in k if p.sounding) for k in (self.again, self.frozen))
        return Reference(self.ear, again, frozen)

    def heard_by(self, ear: Ear) -> "Reference":
        """All of it by the ear that heard it, what is sounding by any other."""
        digest = ear_digest(ear)
        if digest == self.ear:
            return self
        some = self.sounding
        again, frozen = (tuple(p.heard_by(ear) for p in k) for k in (some.again, some.frozen))
        return Reference(digest, again, frozen)


def parts(again: int = AGAIN, frozen: int = FROZEN, sounding: int = SOUNDING) -> list[Part]:
    """Both families in turn, style by style."""
    from edmstudio.synth.style import STYLES

    styles = sorted(STYLES)
    return [
        Part(
            FIRST_SEED + n,
            styles[n % len(styles)],
            "ab"[n % 2 if n >= again else 0],
            frozen=n >= again,
            sounding=(n - again if n >= again else n) < sounding,
        )
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
    steps = np.clip(np.rint(measured.inputs.mel * FINE_MEL), 0, 255).astype(np.uint8)
    sound = Sounding(steps, truth)
    rows = _rounded(bar_tokens(measured.inputs, listen(sound.mel, ear), lines).rows)
    reach = float(np.median(np.diff(lines))) * 0.51
    bars = Barred(part.name, rows, truths(truth, lines[:-1], reach))
    return Piece(part.name, lines, bars, sound if part.sounding else None)


def _rounded(rows: Floats) -> Floats:
    return np.asarray(np.rint(rows * FINE) / FINE, dtype=np.float32)


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
