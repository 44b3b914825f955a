"""`demo`: the whole loop on tracks that the program renders itself."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.desk import Desk, common
from edmstudio.cli.window import has_display, show_window

if TYPE_CHECKING:
    from edmstudio.app.demo_step import Step

Record = dict[str, Any]


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where everything goes; otherwise beside the usual library.",
)
@click.option("--headless", is_flag=True, help="No window: pictures of it, and a report.")
@common
def demo(desk: Desk, *, out: Path | None, headless: bool) -> None:
    """Go once round on rendered tracks.

    Render, add, analyse, correct a cue, undo, redo, export.

    Then the window opens on the result, or, where there is no screen, its pictures are drawn.
    """
    folder = (out or desk.places.library.parent / "demo").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    desk.library_file = desk.library_file or folder / "demo.db"
    headless = headless or not has_display(os.environ, sys.platform)
    steps = [_told(desk, step) for step in _steps(desk, folder)]
    if headless:
        steps += [_told(desk, step) for step in _pictures(desk, folder, _shown(steps))]
    report = folder / "report.md"
    report.write_text(as_report(steps), encoding="utf-8")
    desk.output.record({"step": "report", "out": str(report)}, _line)
    if not headless:
        desk.close()  # the window opens the library itself
        show_window(desk, (folder / "music",))


def _steps(desk: Desk, folder: Path) -> "Iterator[Step]":
    from edmstudio.app.demo import demo as once_round

    place, cache = desk.workers(), desk.places.cache
    with desk.watching("Demo") as watch:
        yield from once_round(watch, desk.library, folder, place=place, cache=cache)


def _shown(steps: list[Record]) -> Record:
    """What the pictures show: the corrected track, around the cue that was corrected."""
    done = {step["step"]: step for step in steps}
    corrected, before = done["correct"], done["undo"]["cues"]
    moments = [cue["time"] for cue in corrected["cues"] if cue not in before]
    return {"track": Path(corrected["path"]), "at": min(moments, default=30.0)}


def _pictures(desk: Desk, folder: Path, shown: Record) -> "Iterator[Step]":
    """The real window, drawn offscreen."""
    from edmstudio.app.demo_step import Step
    from edmstudio.gui.screenshot import Shot, View, take

    places, settings = desk.places, desk.settings
    desk.close()
    for name, shot in {
        "track-dark": Shot(Path(), **shown),
        "track-light": Shot(Path(), **shown, theme="light"),
        "library": Shot(Path(), **shown, view=View.LIBRARY),
        "export": Shot(Path(), **shown, view=View.EXPORT),
    }.items():
        out = folder / f"{name}.png"
        take(places, settings, replace(shot, out=out))
        yield Step("screenshot", {"out": str(out), "view": str(shot.view), "theme": shot.theme})


def _told(desk: Desk, step: "Step") -> Record:
    record = {"step": step.name, **step.facts}
    desk.output.record(record, _line)
    return record


def _line(record: Record) -> str:
    """One step for a person."""
    facts = [
        f"{name} {value}"
        for name, value in record.items()
        if name not in {"step", "path", "out", "cues"} and value is not None
    ]
    about = record.get("path") or record.get("out") or ""
    return "  ".join(part for part in (f"{record['step']:<10}", about, ", ".join(facts)) if part)


def as_report(steps: list[Record]) -> str:
    """The report that is left behind: what was heard beside what is true, and what was made."""
    heard = [step for step in steps if step["step"] == "analyse"]
    made = [step for step in steps if step["step"] in {"export", "screenshot"}]
    cues = {step["step"]: step["cues"] for step in steps if "cues" in step}
    lines = [
        "# EDM Studio, once round",
        "",
        "| track | BPM heard | true | grid off by (ms) | key heard | true | sections | cues |",
        "|---|---|---|---|---|---|---|---|",
        *map(_row, heard),
        "",
        *[f"- {step}: {_cues(held)}" for step, held in cues.items() if isinstance(held, list)],
        "",
        *[f"- {step['step']}: {Path(step['out']).name}" for step in made],
    ]
    return "\n".join(lines) + "\n"


def _row(step: Record) -> str:
    cells = (
        Path(step["path"]).stem, step["bpm"], step["true_bpm"], step["grid_ms"], step["key"],
        step["true_key"], step["sections"], step["cues"],
    )  # fmt: skip
    return f"| {' | '.join('–' if cell is None else str(cell) for cell in cells)} |"


def _cues(held: list[Record]) -> str:
    return ", ".join(f"{cue['kind']} at {cue['time']:.3f} s" for cue in held) or "no cues"
