"""`python -m edmstudio.learning.make_reference MODEL OUT`: the reference of a bundled model."""

import argparse
from functools import partial
from pathlib import Path

from edmstudio.jobs.executors import Place, Processes, cores
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.learning.reference import (
    AGAIN,
    FROZEN,
    MINUTES,
    Part,
    Piece,
    Reference,
    ear_digest,
    parts,
    piece_of,
)
from edmstudio.learning.reference_file import save
from edmstudio.model.checkpoint import load
from edmstudio.model.measured import measure
from edmstudio.synth.render import render


def make_reference(
    watch: Watch,
    place: Place,
    model: Path,
    out: Path,
    *,
    wanted: list[Part] | None = None,
    minutes: float = MINUTES,
) -> Reference:
    """Render, measure and listen to every part; whoever fails is left out."""
    made: dict[Part, Piece | None] = {}
    wanted = parts() if wanted is None else wanted
    for part, piece in spread(watch, place, partial(_piece, str(model), minutes), wanted):
        made[part] = piece if isinstance(piece, Piece) else None
    pieces = [(part, piece) for part in wanted if (piece := made.get(part)) is not None]
    reference = Reference(
        ear_digest(load(model).network.ear),
        tuple(piece for part, piece in pieces if not part.frozen),
        tuple(piece for part, piece in pieces if part.frozen),
    )
    save(reference, out)
    return reference


def _piece(model: str, minutes: float, part: Part) -> Piece | None:
    rendering = render(part.seed, part.style, part.family, minutes=minutes)
    measured = measure(rendering.waveform)
    return piece_of(part, rendering.labels.truth(), measured, load(Path(model)).network.ear)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--again", type=int, default=AGAIN)
    parser.add_argument("--frozen", type=int, default=FROZEN)
    asked = parser.parse_args()
    wanted = parts(asked.again, asked.frozen)
    make_reference(Watch(), Processes(asked.jobs), asked.model, asked.out, wanted=wanted)


if __name__ == "__main__":
    main()
