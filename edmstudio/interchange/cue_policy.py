"""Which cues go to a program, given what it holds already."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.provenance import Voice
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, SectionsAs

SAME = 0.002  # seconds: what two programs may make of one moment
# Who gets a pad first where there are fewer pads than cues.
RANK = (
    CueKind.DROP,
    CueKind.MIX_IN,
    CueKind.BREAK,
    CueKind.BUILD,
    CueKind.MIX_OUT,
    CueKind.FIRST_BEAT,
    CueKind.VOCAL,
    CueKind.LOOP,
    CueKind.OTHER,
)
_KIND_OF_SECTION = {"intro": CueKind.MIX_IN, "outro": CueKind.MIX_OUT, "chorus": CueKind.DROP}


def chosen(
    annotations: Annotations, existing: Iterable[CuePoint], options: ExportOptions
) -> tuple[CuePoint, ...]:
    """The cues that the program shall have, in order of time, sections among them if wanted.

    They are numbered anew, for ours and the program's may share identities.

    Parameters
    ----------
    existing : iterable of CuePoint
        The program's own cues, on our timeline. Those that are locked there always stay.
    """
    held, policy = tuple(existing), options.cues
    kept = [cue for cue in held if _stays(cue, policy)]
    ours = _wanted(annotations, held, policy)
    ours += _sections(annotations, ours, options.sections)
    others = _without(ours, kept)
    beside = [cue for each in others if (cue := _beside(each, kept, policy)) is not None]
    every = sorted((*kept, *beside), key=_by_time)
    return tuple(replace(cue, cue_id=number) for number, cue in enumerate(every, start=1))


def waiting(annotations: Annotations, existing: Iterable[CuePoint], options: ExportOptions) -> int:
    """How many of our cues stay behind because their pads are taken there."""
    if options.cues is not CuePolicy.EMPTY:
        return 0
    held = list(existing)
    return sum(
        _beside(cue, held, options.cues) is None for cue in _without([*annotations.cues], held)
    )


def _by_time(cue: CuePoint) -> tuple[float, str]:
    return cue.seconds, cue.slot


def _stays(cue: CuePoint, policy: CuePolicy) -> bool:
    """Whether a cue of the program's stays whatever ours say."""
    if policy is CuePolicy.EMPTY:
        return True
    return cue.locked or (policy is CuePolicy.KEEP and bool(cue.slot))


def _wanted(
    annotations: Annotations, held: tuple[CuePoint, ...], policy: CuePolicy
) -> list[CuePoint]:
    """Ours that shall leave; with `CORRECTED` the program's too, as far as nobody deleted them."""
    ours = list(annotations.cues)
    if policy is not CuePolicy.CORRECTED:
        return ours
    wanted = [cue for cue in ours if _is_decided(cue) or any(alike(cue, h) for h in held)]
    if Fact.CUES not in annotations.decided:
        wanted += [cue for cue in held if _is_free(cue, wanted)]
    return wanted


def _is_decided(cue: CuePoint) -> bool:
    return cue.locked or cue.by.voice is Voice.CORRECTION


def _without(ours: list[CuePoint], kept: list[CuePoint]) -> list[CuePoint]:
    """Ours but for those that cues which stay mark already, each one of them."""
    left = list(ours)
    for other in kept:
        same = [cue for cue in left if marks_the_same(cue, other)]
        if same:
            left.remove(min(same, key=partial(_apart, other)))
    return left


def _apart(one: CuePoint, other: CuePoint) -> tuple[bool, bool, bool]:
    """The more alike, the less."""
    return one.slot != other.slot, one.locked != other.locked, one.name != other.name


def _beside(cue: CuePoint, kept: list[CuePoint], policy: CuePolicy) -> CuePoint | None:
    """A cue of ours on no pad of those that stay; None where it has to wait for its pad."""
    if not cue.slot or all(other.slot != cue.slot for other in kept):
        return cue
    return None if policy is CuePolicy.EMPTY else replace(cue, slot="")


def alike(one: CuePoint, other: CuePoint) -> bool:
    """Whether two cues mark the same moment (and the same loop) on the same pad."""
    return one.slot == other.slot and marks_the_same(one, other)


def marks_the_same(one: CuePoint, other: CuePoint) -> bool:
    """Whether two cues mark the same moment (and the same loop), on whichever pads."""
    if (one.end is None) != (other.end is None):
        return False
    ends_meet = one.end is None or other.end is None or abs(one.end - other.end) <= SAME
    return ends_meet and abs(one.seconds - other.seconds) <= SAME


def _is_free(cue: CuePoint, held: list[CuePoint]) -> bool:
    if cue.slot:
        return all(other.slot != cue.slot for other in held)
    return all(other.slot or not alike(cue, other) for other in held)


def _sections(
    annotations: Annotations, cues: Iterable[CuePoint], sections: SectionsAs
) -> list[CuePoint]:
    if sections is SectionsAs.NOTHING:
        return []
    taken = [cue.seconds for cue in cues if cue.end is None]
    made = []
    for number, section in enumerate(annotations.sections, annotations.fresh_cue_id()):
        if section.label == "silence":
            continue
        loop = sections is SectionsAs.LOOPS
        if not loop and any(abs(seconds - section.start) < 0.05 for seconds in taken):
            continue
        kind = _KIND_OF_SECTION.get(section.label) or _kind(section.label)
        cue = CuePoint(section.start, number, kind, section.label.capitalize(), by=section.by)
        made.append(replace(cue, kind=CueKind.LOOP, end=section.end) if loop else cue)
    return made


def _kind(label: str) -> CueKind:
    return CueKind(label) if label in set(CueKind) else CueKind.OTHER


def on_pads(cues: Iterable[CuePoint], pads: str = SLOTS) -> tuple[CuePoint, ...]:
    """For programs without memory cues: free pads for those without one, the best kinds first.

    Those that find no pad keep ``slot == ""``; the caller reports them.
    """
    ordered = sorted(cues, key=_by_time)
    free = [pad for pad in pads if all(cue.slot != pad for cue in ordered)]
    waiting = sorted((c for c in ordered if not c.slot), key=lambda cue: RANK.index(cue.kind))
    lucky = sorted(waiting[: len(free)], key=_by_time)  # pads run from left to right
    given = {cue.cue_id: pad for cue, pad in zip(lucky, free, strict=False)}
    return tuple(replace(cue, slot=cue.slot or given.get(cue.cue_id, "")) for cue in ordered)
