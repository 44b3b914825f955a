"""``python -m edmstudio.learning.make_corpus FOLDER``: renderings as features, on all cores.

Needs numpy and scipy alone, so that any machine with many cores can make the corpus; only
`--codecs` asks for more. Interrupted, the same call goes on where it stopped.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from edmstudio.jobs.executors import Processes, cores
from edmstudio.jobs.job import Progress, Watch
from edmstudio.learning.corpus import Order, make
from edmstudio.learning.round_trip import choose_codec
from edmstudio.synth.style import STYLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked; 1 where some renderings failed."""
    asked = _parser().parse_args(arguments)
    orders = [
        Order(seed, style, asked.family, choose_codec(asked.codecs, seed, style, asked.family))
        for seed in range(asked.first, asked.first + asked.seeds)
        for style in asked.styles
    ]
    failed = make(Watch(_teller()), Processes(asked.jobs), orders, asked.folder)
    for name in failed:
        sys.stderr.write(f"{name} could not be rendered\n")
    return int(bool(failed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m edmstudio.learning.make_corpus", description=__doc__
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=10, help="how many of each style")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--family", choices=("a", "b"), default="a")
    parser.add_argument("--styles", nargs="+", choices=sorted(STYLES), default=sorted(STYLES))
    parser.add_argument(
        "--codecs",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="share of the tracks that go through MP3, AAC or Ogg and back (needs PyAV)",
    )
    parser.add_argument("--jobs", type=int, default=cores())
    return parser


def _teller() -> Callable[[Progress], None]:
    """Say how many tracks there are whenever there is one more."""
    told = -1

    def tell(progress: Progress) -> None:
        nonlocal told
        if progress.done != told:
            told = progress.done
            sys.stderr.write(f"\r{progress.done} of {progress.total} tracks")
            sys.stderr.flush()

    return tell


if __name__ == "__main__":
    sys.exit(main())
