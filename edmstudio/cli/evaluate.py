"""`evaluate`: how good the analysis is on tracks whose truth is known."""

from pathlib import Path
from typing import Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import COUNT, FilePath

FIGURE = 12  # characters of a column


@click.command()
@click.argument("truth_dir", metavar="TRUTH_DIR", type=FilePath(file_okay=False))
@click.option(
    "--analyser",
    default="model",
    metavar="NAME",
    help="What is evaluated: model (the bundled one), classic, librosa, or a model's file.",
)
@click.option(
    "--against", multiple=True, metavar="NAME", help="A peer on the same files, such as librosa."
)
@click.option("--jobs", type=COUNT, metavar="N", help="Processes at a time.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler to work on instead.")
@common
def evaluate(
    desk: Desk,
    truth_dir: Path,
    *,
    analyser: str,
    against: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Score the analysis on a folder with truths.

    Every audio file that has a truth file beside it (NAME.json) is analysed afresh; the library
    is not touched.
    """
    from edmstudio.app.evaluating import evaluate as evaluate_folder

    desk.subject = str(truth_dir)
    place = desk.workers(jobs, scheduler)
    with desk.watching("Evaluating") as watch:
        found = evaluate_folder(watch, truth_dir, place=place, analyser=analyser, against=against)
    desk.output.record(found.record(), _table)
    for path, refusal in found.report.failed:
        desk.output.trouble(path, str(refusal))


def _table(record: dict[str, Any]) -> str:
    """A row for every figure: the mean, its interval, over constant tempi only, the peers."""
    peers = record.get("against", {})
    heads = [record["analyser"], "95 %", "one tempo", *peers]
    lines = [f"{len(record['tracks'])} tracks, {record['realtime_factor']} × real time", ""]
    lines.append(" " * 22 + "".join(f"{head:>{FIGURE + 4}}" for head in heads))
    for name, mean in record["mean"].items():
        low, high = record["interval"][name]
        cells = [
            _cell(mean),
            f"{_cell(low)}–{_cell(high)}",
            _cell(record["mean_constant_tempo"].get(name)),
            *(_cell(peer["mean"].get(name)) for peer in peers.values()),
        ]
        lines.append(f"{name:<22}" + "".join(f"{cell:>{FIGURE + 4}}" for cell in cells))
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
