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

HUNDRED, ON_IT = 100, 2  # hundredths of a beat; so near to one, a moment is on it
NEARLY = 1e-6  # of a beat; a playhead put on a beat is on it


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
        Who says so, in a word or two.
    source : str
        The same with the name of the model.
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
    source: str
    selection: Selection
    move: Callable[[float], Edit] | None = None
    rename: Callable[[str], Edit] | None = None
    choices: tuple[str, ...] = ()


def events(annotations: Annotations) -> list[Event]:
    """Every event, in order of time."""
    found = [*_tempos(annotations), *_sections(annotations), *_cues(annotations)]
    return sorted(found, key=lambda event: (event.seconds, event.kind))


def bar_and_beat(seconds: float, grid: TempoMap | None) -> str:
    """The beat that a moment lies in, counted from 1, such as "17.1"."""
    return "" if grid is None else _named_beat(floor(grid.beat_at(seconds) + NEARLY), grid)


def place(seconds: float, grid: TempoMap | None) -> str:
    """Bar, beat and hundredths of a beat, such as "17.1.50"; what is on a beat says ".00"."""
    if grid is None:
        return ""
    hundredths = round(grid.beat_at(seconds) * HUNDRED)
    nearest = round(hundredths / HUNDRED) * HUNDRED
    if abs(hundredths - nearest) <= ON_IT:
        hundredths = nearest
    whole, rest = divmod(hundredths, HUNDRED)
    return f"{_named_beat(whole, grid)}.{rest:02}"


def _named_beat(beat: int, grid: TempoMap) -> str:
    anchor = grid.anchor_of_beat(beat)
    return f"{grid.bar_at(beat) + 1}.{(beat - anchor.shift) % anchor.meter + 1}"


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


def tempo(bpm: float) -> str:
    """Such as "124.00"; a third figure only where it says something."""
    said = f"{bpm:.3f}"
    return said.removesuffix("0")


def _tempos(annotations: Annotations) -> Iterator[Event]:
    for anchor in annotations.grid.anchors if annotations.grid else ():
        yield Event(
            anchor.seconds,
            tr("Tempo"),
            f"{tempo(anchor.bpm)} BPM",
            annotations.trust.grid or None,
            said_by(annotations.grid_by),
            source_of(annotations.grid_by),
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
            source_of(section.by),
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
            source_of(cue.by),
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
    return tr("Model") if by.source else ""


def source_of(by: Provenance) -> str:
    """The same with the name of the model, for tips."""
    model = by.voice is Voice.PREDICTION and by.source
    return tr("Model {name}").format(name=by.source) if model else said_by(by)
