"""`edit`: scripted corrections, each an undoable revision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from edmstudio.cli.arity import Padded
from edmstudio.cli.desk import Desk, common
from edmstudio.cli.track import ANNOTATOR, PATH, editor_of, found, tell_track
from edmstudio.cli.values import Beat, Finite, MusicalKey, Words
from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel

CORRECTIONS = "corrections"
MOMENT = Finite(lowest=0.0)
LABELS = click.Choice([str(label) for label in SectionLabel])
KINDS = click.Choice([str(kind) for kind in CueKind])


def _noted(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    """Collect the corrections; click calls options in the order in which they first stand."""
    for each in value if option.multiple else [value]:
        if each is not None and each is not False:
            ctx.meta.setdefault(CORRECTIONS, []).append((option.name, each))


def _correction(*names: str, **extra: Any) -> Callable[[Any], Any]:
    return click.option(*names, expose_value=False, callback=_noted, **extra)


@click.command(cls=Padded, padded={"--cue": 3, "--grid": 3})
@PATH
@_correction(
    "--section",
    type=(MOMENT, MOMENT, LABELS),
    multiple=True,
    metavar="START END LABEL",
    help="Label a span; what it covers gives way.",
)
@_correction(
    "--cue",
    type=(MOMENT, KINDS, Words()),
    multiple=True,
    metavar="TIME KIND [NAME]",
    help="Add a cue.",
)
@_correction(
    "--delete-cue", type=MOMENT, multiple=True, metavar="TIME", help="Delete the cue there."
)
@_correction(
    "--grid",
    type=(MOMENT, Finite(), Beat()),
    metavar="TIME BPM [BEAT]",
    help="A grid of one tempo with beat BEAT (1 is a downbeat) at TIME.",
)
@_correction("--shift", type=Finite(), metavar="MS", help="Move the grid later (-: earlier).")
@_correction("--double", is_flag=True, help="Twice the tempo.")
@_correction("--halve", is_flag=True, help="Half the tempo.")
@_correction("--key", type=MusicalKey(), metavar="KEY", help="Such as “A minor”, “Am” or “8A”.")
@_correction("--energy", type=click.IntRange(1, 10), metavar="N", help="1 to 10.")
@ANNOTATOR
@common
def edit(desk: Desk, path: Path, *, annotator: str | None) -> None:
    """Correct a track; PATH comes first.

    All corrections of one call are kept, or none. They are made in the order in which their
    options first appear, and `edmstudio undo` takes them back one by one.
    """
    from edmstudio.cli.scripted import corrected

    wanted = click.get_current_context().meta.get(CORRECTIONS)
    if not wanted:
        raise click.UsageError("Say what to correct, such as --key “8A”.")
    track = found(desk, path)
    with desk.library.writing():  # from reading on, so that calls side by side wait for each other
        editor = editor_of(desk, track, annotator)
        for name, value in wanted:
            editor.perform(corrected(name, value, track, editor.annotations))
    tell_track(desk, track)
