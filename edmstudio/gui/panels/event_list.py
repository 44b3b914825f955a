"""All events of a track in one list: beats that are pinned, sections, cues, key, energy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import floor

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import Edit, MoveCue, PlaceCue
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.tempo_edits import SetTempo
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.session import Selection
from edmstudio.gui.words import section_name, tr


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the list, and what an answer typed into it would do.

    Attributes
    ----------
    seconds : float
    kind : str
        Such as "Section" or "Cue A".
    label : str
    confidence : float or None
        0 to 1, None where nobody says.
    by : str
    selection : Selection
        What a click on the line picks.
    move : callable or None
        Seconds to the edit that takes it there.
    rename : callable or None
        Text to the edit that calls it that; raises `Refused` where it can't be called so.
    choices : tuple of str
        What the label can be, empty for any text.
    """

    seconds: float
    kind: str
    label: str
    confidence: float | None
    by: str
    selection: Selection
    move: Callable[[float], Edit] | None = None
    rename: Callable[[str], Edit] | None = None
    choices: tuple[str, ...] = ()


def events(annotations: Annotations) -> list[Event]:
    """Every event, in order of time."""
    found = [*_tempos(annotations), *_sections(annotations), *_cues(annotations)]
    return sorted(found, key=lambda event: (event.seconds, event.kind))


def place(seconds: float, grid: TempoMap | None) -> str:
    """Bar and beat of a moment, counted from 1, such as "17.1"; with a part of a beat "17.1.50"."""
    if grid is None:
        return ""
    nearest = grid.beat_at(seconds)
    part = nearest - round(nearest)
    beat = nearest if abs(part) > 0.02 else float(round(nearest))
    whole = floor(beat)
    anchor = grid.anchor_of_beat(whole)
    bar, in_bar = grid.bar_at(whole) + 1, (whole - anchor.shift) % anchor.meter + 1
    rest = beat - whole
    return f"{bar}.{in_bar}" + (f".{round(rest * 100):02}" if rest else "")


def moment(seconds: float) -> str:
    """Such as "1:02.345"."""
    minutes, rest = divmod(max(round(seconds, 3), 0.0), 60)
    return f"{int(minutes)}:{rest:06.3f}"


def seconds_of(text: str) -> float:
    """What was typed as a moment: "62.3", "1:02.3" or "1:02,3"; ValueError otherwise."""
    total = 0.0
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _tempos(annotations: Annotations) -> Iterator[Event]:
    for anchor in annotations.grid.anchors if annotations.grid else ():
        yield Event(
            anchor.seconds,
            tr("Tempo"),
            f"{anchor.bpm:.3f} BPM",
            annotations.trust.grid or None,
            said_by(annotations.grid_by),
            Selection(beat=anchor.beat),
            rename=_tempo_typed(anchor),
        )


def _tempo_typed(anchor: Anchor) -> Callable[[str], Edit]:
    def typed(text: str) -> Edit:
        number = text.casefold().removesuffix("bpm").strip().replace(",", ".")
        try:
            return SetTempo(float(number), anchor.seconds)
        except ValueError:
            raise Refused(tr("Type the tempo as a number, such as 128.")) from None

    return typed


def _sections(annotations: Annotations) -> Iterator[Event]:
    for number, section in enumerate(annotations.sections):
        middle = (section.start + section.end) / 2
        yield Event(
            section.start,
            tr("Section"),
            section_name(section.label),
            section.confidence,
            said_by(section.by),
            Selection(section=middle),
            move=_boundary_moved(section) if number else None,
            rename=_relabelled(middle),
            choices=tuple(map(section_name, SectionLabel)),
        )


def _boundary_moved(section: Section) -> Callable[[float], Edit]:
    return lambda seconds: MoveBoundary(section.start, seconds)


def _relabelled(middle: float) -> Callable[[str], Edit]:
    def typed(text: str) -> Edit:
        for label in SectionLabel:
            if text.casefold() in (label, section_name(label).casefold()):
                return RelabelSection(middle, label)
        raise Refused(tr("“{text}” is none of the ten section labels.").format(text=text))

    return typed


def _cues(annotations: Annotations) -> Iterator[Event]:
    for cue in annotations.cues:
        kind = tr("Cue {slot}").format(slot=cue.slot) if cue.slot else tr("Memory cue")
        yield Event(
            cue.seconds,
            tr("Loop {slot}").format(slot=cue.slot).strip() if cue.end else kind,
            cue.name or tr(KIND_NAMES[cue.kind]),
            cue.confidence,
            said_by(cue.by),
            Selection(frozenset({cue.cue_id})),
            move=partial(MoveCue, cue.cue_id),
            rename=partial(_named, cue),
        )


def _named(cue: CuePoint, name: str) -> Edit:
    return PlaceCue(replace(cue, name=name), "Name cue")


def said_by(by: Provenance) -> str:
    """Who says so, for the person's eyes."""
    if by.voice is Voice.CORRECTION:
        return by.source or tr("You")
    if by.voice is Voice.LABEL:
        return by.source
    return tr("Model {name}").format(name=by.source) if by.source else ""
