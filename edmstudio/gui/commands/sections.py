"""Commands of the sections."""

from functools import partial

from edmstudio.domain.section_edits import (
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    PaintSection,
    RelabelSection,
    SplitSection,
)
from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.words import section_name, tr

LABEL_KEYS = {
    SectionLabel.INTRO: ("F2", "E, I"),
    SectionLabel.VERSE: ("F3", "E, V"),
    SectionLabel.BUILD: ("F4", "E, B"),
    SectionLabel.DROP: ("F5", "E, D"),
    SectionLabel.BREAK: ("F6", "E, K"),
    SectionLabel.CHORUS: ("F7", "E, C"),
    SectionLabel.COOLDOWN: ("F8", "E, L"),
    SectionLabel.OUTRO: ("F9", "E, O"),
    SectionLabel.BRIDGE: ("Shift+F6", "E, R"),
    SectionLabel.SILENCE: ("E, S",),
}


def section_commands(hands: Hands) -> list[Command]:
    """Everything in the menu "Sections"."""
    menu = tr("&Sections")
    return [
        *_labels(hands),
        Command("section.split", tr("Split here"), menu, partial(split, hands), ("B",),
                enabled=hands.has_track, icon="split"),
        Command("section.merge-previous", tr("Merge with previous"), menu,
                lambda: hands.perform(MergeWithPrevious(hands.meant_moment())), ("J",),
                enabled=hands.has_sections, icon="merge"),
        Command("section.merge-next", tr("Merge with next"), menu,
                lambda: hands.perform(MergeWithNext(hands.meant_moment())), ("Shift+J",),
                enabled=hands.has_sections),
        *_boundaries(hands),
    ]  # fmt: skip


def _labels(hands: Hands) -> list[Command]:
    return [
        Command(f"section.label.{label}", section_name(label), tr("&Sections/Label"),
                partial(relabel, hands, label), keys, enabled=hands.has_track)
        for label, keys in LABEL_KEYS.items()
    ]  # fmt: skip


def _boundaries(hands: Hands) -> list[Command]:
    menu = tr("&Sections/Boundary")
    steps = (
        ("bar-earlier", tr("A bar earlier"), "[", -4.0),
        ("bar-later", tr("A bar later"), "]", 4.0),
        ("beat-earlier", tr("A beat earlier"), "Shift+[", -1.0),
        ("beat-later", tr("A beat later"), "Shift+]", 1.0),
    )
    return [
        Command(f"boundary.{name}", title, menu, partial(move_boundary, hands, beats), (key,),
                enabled=partial(has_boundary, hands), repeats=True)
        for name, title, key, beats in steps
    ]  # fmt: skip


def has_boundary(hands: Hands) -> bool:
    """Whether there is a boundary to move."""
    return len(hands.annotations.sections) > 1


def split(hands: Hands) -> None:
    """Cut the section under the playhead; a track without sections gets its first two."""
    if hands.has_sections():
        hands.perform(SplitSection(hands.snapped))
    else:
        end = hands.session.duration
        hands.perform(PaintSection(hands.snapped, end, SectionLabel.DROP, end))


def relabel(hands: Hands, label: SectionLabel) -> None:
    """Another label for the section that is meant; a track without sections gets one."""
    if hands.has_sections():
        hands.perform(RelabelSection(hands.meant_moment(), label))
    else:
        end = hands.session.duration
        hands.perform(PaintSection(0.0, end, label, end))


def nearest_boundary(hands: Hands) -> float:
    """The start of the picked section; where none is picked, the boundary near the playhead."""
    starts = [section.start for section in hands.annotations.sections[1:]]
    picked = hands.session.selection.section
    section = None if picked is None else hands.annotations.section_at(picked)
    near = section.start if section is not None and section.start in starts else hands.at
    return min(starts, key=lambda start: abs(start - near))


def move_boundary(hands: Hands, beats: float) -> None:
    """Take the boundary some beats on; a bar is as long as the meter there."""
    boundary = nearest_boundary(hands)
    meter = hands.grid.anchor_at(boundary).meter if hands.grid else 4
    steps = beats / 4 * meter if abs(beats) == 4 else beats
    hands.perform(MoveBoundary(boundary, hands.beats_on(boundary, steps)))
