"""Commands of what is seen: zoom, lanes, panels, theme, size of text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from edmstudio.gui.canvas.canvas import Canvas, Follow
from edmstudio.gui.canvas.layout import ALWAYS, Lane
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.waveform_lane import Shape
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.manner import Manner
from edmstudio.gui.track.shown_lanes import ShownLanes
from edmstudio.gui.words import tr

LANE_NAMES = {
    Lane.CUES: "Cues",
    Lane.SPECTROGRAM: "Spectrogram",
    Lane.SECTIONS: "Sections",
    Lane.MODEL: "What the model heard",
    Lane.CURVES: "Energy and activations",
}
FOLLOW_NAMES = {
    Follow.CENTRE: "The playhead stays in the middle",
    Follow.PAGE: "The view turns pages",
    Follow.FREE: "The view stays where it is",
}
LANE_KEYS = {
    Lane.CUES: "C", Lane.SPECTROGRAM: "P", Lane.SECTIONS: "B", Lane.MODEL: "M", Lane.CURVES: "A",
}  # fmt: skip
FOLLOW_KEYS = {Follow.CENTRE: "I", Follow.PAGE: "G", Follow.FREE: "Y"}
PANEL_KEYS = {"library": "L", "events": "E", "history": "H", "similarity": "S", "review": "R"}
LEADER = "V, {}"  # what is seen: one key after the other
MARGIN = 0.05  # of what is zoomed to, left and right


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the window that can be shown and hidden."""

    title: str
    toggle: Callable[[], object]
    shown: Callable[[], bool]


def manner_commands(manner: Manner) -> list[Command]:
    """How the timeline moves and draws."""
    return [
        *(
            Command(f"follow.{follow.value}", tr(name), tr("&View/While it plays"),
                    partial(manner.go_along, follow), (LEADER.format(FOLLOW_KEYS[follow]),),
                    checked=partial(_follows, manner, follow))
            for follow, name in FOLLOW_NAMES.items()
        ),
        Command("wave.mirrored", tr("Left channel up, right channel down"), tr("&View/Lanes"),
                partial(_mirror, manner), (LEADER.format("U"),),
                checked=lambda: manner.shape is Shape.MIRRORED),
        Command("spectrogram.mel", tr("Spectrogram by the mel scale"), tr("&View/Lanes"),
                partial(_respace, manner), (LEADER.format("T"),),
                checked=lambda: manner.pitch is PitchScale.MEL),
    ]  # fmt: skip


def _follows(manner: Manner, follow: Follow) -> bool:
    return manner.follow is follow


def _mirror(manner: Manner) -> None:
    manner.draw(Shape.COMBINED if manner.shape is Shape.MIRRORED else Shape.MIRRORED)


def _respace(manner: Manner) -> None:
    manner.space(PitchScale.OCTAVES if manner.pitch is PitchScale.MEL else PitchScale.MEL)


def view_commands(
    hands: Hands, canvas: Canvas, lanes: ShownLanes, panels: Mapping[str, Panel]
) -> list[Command]:
    """The part of the menu "View" that is about the track."""
    menu = tr("&View")
    return [
        Command("zoom.in", tr("Zoom in"), menu, partial(zoom, hands, canvas, 1), ("Up",),
                enabled=hands.has_track, repeats=True, icon="zoom-in"),
        Command("zoom.out", tr("Zoom out"), menu, partial(zoom, hands, canvas, -1), ("Down",),
                enabled=hands.has_track, repeats=True, icon="zoom-out"),
        Command("zoom.fit", tr("Whole track"), menu,
                lambda: hands.session.look_at(0.0, hands.session.duration), ("F",),
                enabled=hands.has_track, icon="zoom-fit"),
        Command("zoom.selection", tr("Zoom to the selection"), menu, partial(fit, hands),
                ("Shift+F",), enabled=hands.has_track),
        *(_lane(lanes, lane) for lane in Lane if lane not in ALWAYS),
        *(
            Command(f"panel.{name}", panel.title, tr("&View/Panels"), panel.toggle,
                    (LEADER.format(PANEL_KEYS[name]),), checked=panel.shown)
            for name, panel in panels.items()
        ),
    ]  # fmt: skip


def _lane(lanes: ShownLanes, lane: Lane) -> Command:
    return Command(
        f"lane.{lane}",
        tr(LANE_NAMES[lane]),
        tr("&View/Lanes"),
        partial(lanes.toggle, lane),
        (LEADER.format(LANE_KEYS[lane]),),
        checked=lambda: lane in lanes.wanted,
    )


def zoom(hands: Hands, canvas: Canvas, steps: int) -> None:
    """Zoom round the playhead; where it is out of view, round the middle."""
    span, at = hands.session.span, hands.at
    middle = at if span.start <= at <= span.stop else (span.start + span.stop) / 2
    canvas.zoom(steps, canvas.view().axis.x_at(middle))


def fit(hands: Hands) -> None:
    """Bring the picked cues, the picked section, or the section under the playhead into view."""
    cues = hands.meant_cues()
    section = hands.meant_section()
    if cues:
        start, stop = cues[0].seconds, max(cue.end or cue.seconds for cue in cues)
        start, stop = hands.bars_on(start, -2), hands.bars_on(stop, 2)
    elif section is not None:
        start, stop = section.start, section.end
    else:
        start, stop = 0.0, hands.session.duration
    margin = (stop - start) * MARGIN
    hands.session.look_at(start - margin, stop + margin)
