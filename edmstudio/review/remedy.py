"""The edit that takes a suspicion's suggestion, or another value in its place."""

from dataclasses import replace

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import Edit, MoveCue, PlaceCue, RemoveCue, SetEnergy, SetKey, Several
from edmstudio.domain.grid_edits import ShiftBeats, ShiftGrid
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.tempo_edits import DoubleTempo, HalveTempo, SetTempo

HAIR = 0.02  # seconds


def remedy(
    suspicion: Suspicion,
    annotations: Annotations,
    *,
    label: str | None = None,
    at: float | None = None,
) -> Edit | None:
    """What accepting does; None where nothing of the track would change.

    Parameters
    ----------
    label : str or None
        In place of the suggested value: a section label, a cue kind, a key, an energy, a tempo.
    at : float or None
        Seconds in place of the suggested moment.

    Raises
    ------
    Refused
        Where the value is none of its kind, or what was in doubt is gone.
    """
    match suspicion.doubt:
        case Doubt.OCTAVE | Doubt.TEMPO:
            return _tempo(suspicion, annotations, label)
        case Doubt.HALF_BEAT | Doubt.BAR_PHASE | Doubt.PHRASE_PHASE:
            return ShiftBeats(suspicion.amount)
        case Doubt.OFFSET:
            return _shifted(suspicion, annotations)
        case Doubt.LABEL:
            return RelabelSection(_middle(suspicion), _section_label(label or suspicion.suggested))
        case Doubt.BOUNDARY:
            there = suspicion.amount if at is None else at
            return MoveBoundary(float(suspicion.label), there)
        case Doubt.KEY:
            return SetKey(_key(label or suspicion.suggested))
        case Doubt.ENERGY:
            return SetEnergy(_level(label or suspicion.suggested))
        case Doubt.OUTLIER | Doubt.NOT_MUSIC | Doubt.BROKEN | Doubt.DUPLICATE:
            return None
        case _:
            return _cue(suspicion, annotations, label, at)


def _tempo(suspicion: Suspicion, annotations: Annotations, label: str | None) -> Edit:
    if label is not None:
        return SetTempo(_number(label))
    if suspicion.doubt is Doubt.TEMPO:
        return SetTempo(suspicion.amount)
    if abs(suspicion.amount - 2.0) < 1e-6:
        return DoubleTempo()
    if abs(suspicion.amount - 0.5) < 1e-6:
        return HalveTempo()
    if annotations.grid is None:
        raise Refused("This track has no beat grid any more; analyse it again.")
    first, *rest = (SetTempo(a.bpm * suspicion.amount, a.seconds) for a in annotations.grid.anchors)
    return Several(first.title, (first, *rest)) if rest else first


def _shifted(suspicion: Suspicion, annotations: Annotations) -> Edit:
    """A source whose timeline is late has late cues too: all of it moves."""
    cues = [
        MoveCue(cue.cue_id, max(cue.seconds + suspicion.amount, 0.0))
        for cue in annotations.cues
        if cue.by.source == suspicion.source
    ]
    title = f"Shift by {suspicion.amount * 1000:+.1f} ms"
    return Several(title, (ShiftGrid(suspicion.amount), *cues))


def _cue(
    suspicion: Suspicion, annotations: Annotations, label: str | None, at: float | None
) -> Edit:
    there = suspicion.amount if at is None else at
    if suspicion.doubt is Doubt.CUE_MISSING:
        kind = _cue_kind(label or suspicion.suggested)
        return PlaceCue(CuePoint(there, annotations.fresh_cue_id(), kind))
    cue = meant(suspicion, annotations)
    if cue is None:
        raise Refused("This cue is not there any more.")
    if label is not None:
        changed = replace(cue, kind=_cue_kind(label), seconds=cue.seconds if at is None else at)
        return PlaceCue(changed, "Change cue")
    if suspicion.doubt is Doubt.CUE_KIND:
        return PlaceCue(replace(cue, kind=_cue_kind(suspicion.suggested)), "Change cue")
    if suspicion.doubt is Doubt.CUE_PLACE or at is not None:
        return MoveCue(cue.cue_id, there)
    return RemoveCue(cue.cue_id)


def meant(suspicion: Suspicion, annotations: Annotations) -> CuePoint | None:
    """The cue of this identity, or without one the cue that lies where it is asked about."""
    for cue in annotations.cues:
        near = abs(cue.seconds - suspicion.amount) < HAIR
        if cue.cue_id == suspicion.cue_id if suspicion.cue_id else near:
            return cue
    return None


def _middle(suspicion: Suspicion) -> float:
    return (suspicion.start + suspicion.end) / 2.0


def _section_label(text: str) -> SectionLabel:
    try:
        return SectionLabel(text)
    except ValueError as error:
        known = ", ".join(SectionLabel)
        raise Refused(f"“{text}” is no section label; the labels are {known}.") from error


def _cue_kind(text: str) -> CueKind:
    try:
        return CueKind(text)
    except ValueError as error:
        known = ", ".join(CueKind)
        raise Refused(f"“{text}” is no kind of cue; the kinds are {known}.") from error


def _key(text: str) -> Key:
    try:
        return Key.parse(text)
    except ValueError as error:
        raise Refused(f"“{text}” is not a key; write such as “A minor” or “8A”.") from error


def _level(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10:
        raise Refused(f"“{text}” is no energy; it is a whole number from 1 to 10.")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise Refused(f"“{text}” is not a tempo in BPM.") from error
