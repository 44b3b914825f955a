"""What a question of the review says: one that "yes" answers, and its two answers."""

from collections.abc import Callable
from dataclasses import dataclass

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt, Kind, Suspicion
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.numbers import several
from edmstudio.gui.words import clock, section_name, tr

FINE = 0.001  # seconds to which a moment is told
RATHER = {
    Doubt.OCTAVE: "Is the tempo {new} rather than {old} BPM?",
    Doubt.TEMPO: "Is the tempo {new} rather than {old} BPM?",
    Doubt.LABEL: "Is this section “{new}” rather than “{old}”?",
    Doubt.BOUNDARY: "Does the section begin at {new} rather than {old}?",
    Doubt.CUE_KIND: "Is this cue “{new}” rather than “{old}”?",
    Doubt.CUE_PLACE: "Does the cue belong at {new} rather than {old}?",
    Doubt.CUE_MISSING: "Is a cue “{new}” missing here?",
    Doubt.CUE_DOUBTFUL: "Is the cue “{old}” one too many?",
    Doubt.KEY: "Is the key {new} rather than {old}?",
    Doubt.ENERGY: "Is the energy {new} rather than {old}?",
    Doubt.OUTLIER: "Is this track unlike the others?",
    Doubt.NOT_MUSIC: "Is this no music to mix?",
    Doubt.BROKEN: "Is the recording damaged?",
    Doubt.DUPLICATE: "Is this track here twice?",
}
BY_VALUE = {Doubt.OCTAVE, Doubt.TEMPO, Doubt.LABEL, Doubt.CUE_KIND, Doubt.KEY, Doubt.ENERGY}
ANSWERS = {Doubt.CUE_MISSING: ("Add it", "Add none"), Doubt.CUE_DOUBTFUL: ("Remove it", "Keep it")}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and what accepting and keeping are called for it."""

    title: str
    accept: str
    keep: str


def asked(about: Suspicion) -> Asked:
    """In a person's words, with both values in it."""
    old, new = said(about, about.label), said(about, about.suggested)
    return Asked(_title(about, old, new), *_answers(about, old, new))


def by_hand(about: Suspicion, value: str) -> str:
    """What the person put in the place of it while it was asked."""
    old, new = said(about, about.label), said(about, value)
    return tr("Corrected by hand: {old} → {new}").format(old=old, new=new)


def said(about: Suspicion, value: str) -> str:
    """A value of a question as a person reads it; `nothing` where there is none."""
    if not value:
        return tr("nothing")
    return _told(about.doubt, value)


def _told(doubt: Doubt, value: str) -> str:
    match doubt:
        case Doubt.LABEL:
            return _named(value, lambda each: section_name(SectionLabel(each)))
        case Doubt.CUE_KIND | Doubt.CUE_MISSING | Doubt.CUE_DOUBTFUL:
            return _named(value, lambda each: KIND_NAMES[CueKind(each)])
        case Doubt.BOUNDARY | Doubt.CUE_PLACE:
            return _named(value, lambda each: clock(float(each), FINE))
        case _:
            return value


def _named(value: str, name: Callable[[str], str]) -> str:
    """As it stands where it is none of its kind: two reviewers may have said anything."""
    try:
        return tr(name(value))
    except ValueError:
        return value


def _title(about: Suspicion, old: str, new: str) -> str:
    if (text := RATHER.get(about.doubt)) is not None:
        return tr(text).format(old=old, new=new)
    way = tr("later") if about.amount > 0 else tr("earlier")
    match about.doubt:
        case Doubt.OFFSET:
            text, much = tr("Do the beats lie {much} {way}?"), f"{abs(about.amount) * 1000:.1f} ms"
        case Doubt.HALF_BEAT:
            text, much = tr("Do the beats fall {much} {way}?"), _parts(abs(about.amount))
        case Doubt.BAR_PHASE:
            text, much = (
                tr("Does the bar begin {much} {way}?"),
                several(abs(round(about.amount)), "beat", "beats"),
            )
        case _:
            bars = abs(round(about.amount / 4))
            text, much = tr("Does the phrase begin {much} {way}?"), several(bars, "bar", "bars")
    return text.format(much=much, way=way)


def _parts(beats: float) -> str:
    return tr("half a beat") if beats == 0.5 else tr("a quarter of a beat")


def _answers(about: Suspicion, old: str, new: str) -> tuple[str, str]:
    if about.doubt in BY_VALUE:
        return tr("Use {value}").format(value=new), tr("Keep {value}").format(value=old)
    if about.kind is Kind.TRACK:
        return tr("Yes"), tr("No")
    accept, keep = ANSWERS.get(about.doubt, ("Move it", "Leave it"))
    return tr(accept), tr(keep)
