"""Whether a correction made on the timeline answers a question, and what it says to it."""

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.remedy import meant

HAIR = 1e-3  # seconds
# Beats by which the first downbeat has to move before it is that what was asked about.
MOVED = {Doubt.HALF_BEAT: 1 / 8, Doubt.BAR_PHASE: 0.5, Doubt.PHRASE_PHASE: 2.0}


def said_by_hand(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    """The value that holds since, "" for nothing; None where the question is not answered."""
    match about.doubt:
        case Doubt.OCTAVE | Doubt.TEMPO:
            return _tempo(about, before, after)
        case Doubt.OFFSET | Doubt.HALF_BEAT | Doubt.BAR_PHASE | Doubt.PHRASE_PHASE:
            return _moved(about, before, after)
        case Doubt.LABEL:
            return _label(about, after)
        case Doubt.BOUNDARY:
            return _boundary(about, before, after)
        case Doubt.CUE_MISSING:
            return _new_cue(about, before, after)
        case Doubt.CUE_KIND | Doubt.CUE_PLACE | Doubt.CUE_DOUBTFUL:
            return _cue(about, before, after)
        case Doubt.KEY:
            return after.key.name if after.key and after.key != before.key else None
        case Doubt.ENERGY:
            level = after.energy and after.energy.level
            return f"{level}" if level and f"{level}" != about.label else None
        case _:
            return None


def _tempo(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    if before.grid is None or after.grid is None:
        return None
    here, there = (g.bpm_over(about.start, about.end) for g in (before.grid, after.grid))
    if here == there:
        return None
    return f"{there:.3f}" if about.doubt is Doubt.TEMPO else f"{there:.2f}"


def _moved(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    if before.grid is None or after.grid is None:
        return None
    seconds = after.grid.seconds_at(0) - before.grid.seconds_at(0)
    enough = MOVED.get(about.doubt, 0.0) * before.grid.anchors[0].period
    if abs(seconds) < max(enough, 1e-5):
        return None
    if about.doubt is Doubt.OFFSET:
        return f"{float(about.label.removesuffix(' ms')) + seconds * 1000:+.1f} ms"
    return f"moved by {seconds * 1000:+.1f} ms"


def _label(about: Suspicion, after: Annotations) -> str | None:
    middle = (about.start + about.end) / 2.0
    held = after.section_at(middle)
    return str(held.label) if held and str(held.label) != about.label else None


def _boundary(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    asked, was = float(about.label), [s.start for s in before.sections]
    if any(abs(s.start - asked) < HAIR for s in after.sections):
        return None
    new = [s.start for s in after.sections if s.start not in was]
    there = min(new, key=lambda start: abs(start - asked), default=None)
    return "" if there is None else f"{there:.3f}"


def _new_cue(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    known = {cue.cue_id for cue in before.cues}
    new = [c for c in after.cues if c.cue_id not in known and about.start <= c.seconds <= about.end]
    found = min(new, key=lambda cue: abs(cue.seconds - about.amount), default=None)
    return None if found is None else str(found.kind)


def _cue(about: Suspicion, before: Annotations, after: Annotations) -> str | None:
    was = meant(about, before)
    held = next((cue for cue in after.cues if was and cue.cue_id == was.cue_id), None)
    if was is None or held == was:
        return None
    if held is None:
        return ""
    if about.doubt is Doubt.CUE_KIND:
        return str(held.kind) if held.kind is not was.kind else None
    if held.seconds != was.seconds:
        return f"{held.seconds:.3f}"
    changed = about.doubt is Doubt.CUE_DOUBTFUL and held.kind is not was.kind
    return str(held.kind) if changed else None
