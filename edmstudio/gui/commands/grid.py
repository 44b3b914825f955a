"""Commands of the beat grid."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.tempo_here import SECONDS, tempo_here
from edmstudio.domain.edits import Edit
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import (
    AlignGrid,
    BarFromHere,
    DownbeatHere,
    LockGrid,
    PlaceGrid,
    ShiftBeats,
    ShiftGrid,
    UnlockGrid,
)
from edmstudio.domain.tempo_edits import (
    DoubleTempo,
    HalveTempo,
    RemoveAnchor,
    SetTempo,
    StretchBeat,
    TempoFromHere,
)
from edmstudio.gui.asking import AskNumber, Question
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.tapping import Taps
from edmstudio.gui.words import tr

Attacks = Callable[[float, float], NDArray[np.float64]]
USUAL_BPM = 128.0
BPM_RANGE = (20.0, 400.0)


def grid_commands(hands: Hands, ask: AskNumber, attacks: Attacks) -> list[Command]:
    """Everything in the menu "Grid"."""
    taps = Taps()
    menu = tr("&Grid")
    return [
        *_shifts(hands),
        _command(hands, "grid.downbeat-here", tr("Downbeat here"), "D", "downbeat",
                 lambda: DownbeatHere(hands.at)),
        _command(hands, "grid.bar-from-here", tr("Bars from here only"), "Ctrl+D", "",
                 lambda: BarFromHere(hands.at)),
        _command(hands, "grid.align-here", tr("Align a beat with the playhead"), "Shift+D", "",
                 lambda: AlignGrid(hands.at)),
        _command(hands, "beat.insert", tr("Pin the nearest beat here"), ";", "",
                 partial(pin, hands)),
        *_tempo(hands, ask, attacks),
        Command("tap", tr("Tap the beat"), menu, partial(tap, hands, taps, attacks), ("T",),
                enabled=hands.has_track, icon="tap"),
        Command("grid.lock", tr("Lock grid"), menu, partial(toggle_lock, hands), ("Ctrl+Shift+L",),
                enabled=hands.has_grid, checked=lambda: hands.annotations.grid_locked,
                icon="lock"),
    ]  # fmt: skip


def _shifts(hands: Hands) -> list[Command]:
    menu = tr("&Grid/Shift")
    steps: list[tuple[str, str, str, Edit]] = [
        ("1-ms-earlier", tr("1 ms earlier"), ",", ShiftGrid(-0.001)),
        ("1-ms-later", tr("1 ms later"), ".", ShiftGrid(0.001)),
        ("10-ms-earlier", tr("10 ms earlier"), "Shift+,", ShiftGrid(-0.010)),
        ("10-ms-later", tr("10 ms later"), "Shift+.", ShiftGrid(0.010)),
        ("beat-earlier", tr("A beat earlier"), "Alt+,", ShiftBeats(-1.0)),
        ("beat-later", tr("A beat later"), "Alt+.", ShiftBeats(1.0)),
        ("half-beat-earlier", tr("Half a beat earlier"), "Ctrl+Alt+,", ShiftBeats(-0.5)),
        ("half-beat-later", tr("Half a beat later"), "Ctrl+Alt+.", ShiftBeats(0.5)),
    ]
    return [
        Command(f"grid.shift.{name}", title, menu, partial(hands.perform, edit), (key,),
                enabled=hands.can_regrid, repeats=True)
        for name, title, key, edit in steps
    ]  # fmt: skip


def _tempo(hands: Hands, ask: AskNumber, attacks: Attacks) -> list[Command]:
    menu = tr("&Grid/Tempo")
    return [
        Command("bpm.double", tr("Double"), menu, lambda: hands.perform(DoubleTempo()),
                ("Alt+Up",), enabled=hands.can_regrid, icon="double"),
        Command("bpm.halve", tr("Halve"), menu, lambda: hands.perform(HalveTempo()),
                ("Alt+Down",), enabled=hands.can_regrid, icon="halve"),
        Command("bpm.type", tr("Type tempo…"), menu, partial(type_tempo, hands, ask),
                ("Ctrl+B",), enabled=hands.has_track),
        Command("grid.from-here", tr("New tempo from here…"), menu,
                partial(tempo_from_here, hands, ask, attacks), ("Ctrl+G",),
                enabled=hands.can_regrid),
        Command("grid.remove-anchor", tr("Remove tempo change"), menu,
                lambda: hands.perform(RemoveAnchor(hands.at)), ("Ctrl+Shift+G",),
                enabled=partial(has_change, hands)),
    ]  # fmt: skip


def _command(
    hands: Hands, command_id: str, title: str, key: str, icon: str, edit: Callable[[], Edit]
) -> Command:
    return Command(command_id, title, tr("&Grid"), lambda: hands.perform(edit()), (key,),
                   enabled=hands.can_regrid, icon=icon)  # fmt: skip


def has_change(hands: Hands) -> bool:
    """Whether the tempo changes somewhere and may be edited."""
    return hands.can_regrid() and hands.grid is not None and len(hands.grid.anchors) > 1


def pin(hands: Hands) -> StretchBeat:
    """The nearest beat, taken to the playhead; the beats before it stretch."""
    beat = hands.grid.beat_at(hands.at) if hands.grid else 0.0
    return StretchBeat(round(beat), hands.at)


def type_tempo(hands: Hands, ask: AskNumber) -> None:
    """Ask for the tempo of the stretch under the playhead; without a grid lay one from here."""
    here, grid = hands.at, hands.grid
    bpm = grid.anchor_at(here).bpm if grid else USUAL_BPM

    def answered(typed: float) -> None:
        new: Edit = SetTempo(typed, here) if grid else PlaceGrid(TempoMap.constant(here, typed))
        hands.perform(new)

    whole = grid is None or len(grid.anchors) == 1
    title = tr("Tempo of the whole track") if whole else tr("Tempo of this stretch")
    ask(Question(title, bpm, *BPM_RANGE, decimals=3, suffix=" BPM"), answered)


def tempo_from_here(hands: Hands, ask: AskNumber, attacks: Attacks) -> None:
    """Ask for the tempo from the playhead on; what fits the sound there is the suggestion.

    Before the sound is decoded it is what the model heard.
    """
    here, model = hands.at, hands.session.prediction
    grid = model.grid if model and model.grid else hands.grid
    heard = grid.anchor_at(hands.beats_on(here, 1)).bpm if grid else USUAL_BPM
    bpm = tempo_here(attacks(here, here + SECONDS), here, heard) or heard
    question = Question(
        tr("Tempo from the playhead on"), bpm, *BPM_RANGE, decimals=3, suffix=" BPM"
    )
    ask(question, lambda typed: hands.perform(TempoFromHere(here, typed)))


def tap(hands: Hands, taps: Taps, attacks: Attacks) -> None:
    """Count a tap at the playhead; from the fourth on the grid follows what was tapped to."""
    taps.add(hands.at)
    if (grid := taps.grid(hands.grid, attacks(*taps.span))) is not None:
        hands.perform(PlaceGrid(grid))


def toggle_lock(hands: Hands) -> None:
    """Protect the grid, or let it be changed again."""
    hands.perform(UnlockGrid() if hands.annotations.grid_locked else LockGrid())
