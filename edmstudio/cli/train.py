"""`train-base`: the bundled model, from renderings, from a seed."""

from pathlib import Path
from typing import Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.values import FilePath


@click.command("train-base")
@click.option("--config", type=FilePath(), metavar="FILE", help="A recipe (TOML).")
@click.option(
    "--out",
    type=FilePath(),
    default=Path("base.safetensors"),
    metavar="FILE",
    help="The checkpoint to write.",
)
@click.option(
    "--folder",
    type=FilePath(file_okay=False),
    metavar="DIR",
    help="Where corpora and states are kept; otherwise beside the checkpoint.",
)
@common
def train_base(desk: Desk, *, config: Path | None, out: Path, folder: Path | None) -> None:
    """Make the bundled model: render, listen, train.

    This takes hours. Interrupted, the same call goes on from there.
    """
    from edmstudio.app.base_training import train_base as train

    desk.subject = str(out)
    place = folder or out.with_name(f"{out.stem} workshop")

    def tell(news: dict[str, Any]) -> None:
        desk.output.record(news, _line)

    with desk.watching("Training") as watch:
        digest = train(watch, tell, config=config, folder=place, out=out)
    desk.output.record({"checkpoint": digest, "out": str(out)}, lambda said: f"{out} {digest}")


def _line(news: dict[str, Any]) -> str:
    """One stretch of training."""
    costs = {name: value for name, value in news.items() if isinstance(value, float)}
    told = "  ".join(f"{name} {value:.4f}" for name, value in costs.items())
    return f"{news['stage']} {news['step']} of {news['of']}  {told}"
