"""What a merge brought, and who contradicted whom, as records."""

from typing import Any

from edmstudio.app.merging import Conflict, Met
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cue_join import alike
from edmstudio.domain.deeds import Deed
from edmstudio.domain.section_join import named

Record = dict[str, Any]


def met(found: Met) -> Record:
    """One merge; `backup` is None for a preview."""
    return {
        "file": str(found.file),
        "backup": None if found.backup is None else str(found.backup),
        "added": [track.path for track in found.added],
        "changed": [track.path for track in found.changed],
        "labels": found.labels,
        "predictions": found.predictions,
        "decisions": found.decisions,
        "conflicts": [conflict(each) for each in found.conflicts],
    }


def conflict(found: Conflict) -> Record:
    """Which of two decisions holds, and the one that gave way."""
    about = found.contradiction
    return {
        "path": found.track.path,
        "fact": str(about.fact),
        "kept": _deed(about.fact, about.kept),
        "lost": _deed(about.fact, about.lost),
    }


def _deed(fact: Fact, deed: Deed) -> Record:
    said = in_words(fact, deed.before, deed.after)
    return {"annotator": deed.annotator, "made_at": deed.made_at, "said": said}


def in_words(fact: Fact, before: Annotations, after: Annotations) -> str:
    """What a correction made of a fact, such as "8A" or "drop at 61.203 s, no loop at 12.000 s"."""
    if fact not in after.decided:
        return "as it was before anyone decided"
    match fact:
        case Fact.KEY:
            return after.key.name if after.key else "no key"
        case Fact.ENERGY:
            return f"energy {after.energy.level}" if after.energy else "no energy"
        case Fact.GRID:
            return _grid(after)
        case Fact.CUES:
            return _cues(before, after)
        case _:
            return _sections(before, after)


def _grid(after: Annotations) -> str:
    if after.grid is None:
        return "no grid"
    first = after.grid.anchors[0]
    return f"{first.bpm:.3f} BPM from {first.seconds:.3f} s"


def _cues(before: Annotations, after: Annotations) -> str:
    fresh = [c for c in after.cues if not any(alike(c, other) for other in before.cues)]
    gone = [c for c in before.cues if not any(alike(c, other) for other in after.cues)]
    moved = {c.cue_id for c in fresh}
    said = [f"{c.kind} at {c.seconds:.3f} s" for c in fresh]
    said += [f"no {c.kind} at {c.seconds:.3f} s" for c in gone if c.cue_id not in moved]
    return ", ".join(said) or f"{len(after.cues)} cues"


def _sections(before: Annotations, after: Annotations) -> str:
    known = set(map(named, before.sections))
    fresh = [s for s in after.sections if named(s) not in known]
    said = [f"{s.label} from {s.start:.3f} to {s.end:.3f} s" for s in fresh]
    return ", ".join(said) or f"{len(after.sections)} sections"
