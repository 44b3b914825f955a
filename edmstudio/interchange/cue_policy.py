"""Which cues go to a program, given what it holds already."""

from collections.abc import Iterable
from dataclasses import replace

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
        The program's own cues, on our timeline.
    """
    held = tuple(existing)
    cues = _by_policy(annotations, held, options.cues)
    every = sorted((*cues, *_sections(annotations, cues, options.sections)), key=_by_time)
    return tuple(replace(cue, cue_id=number) for number, cue in enumerate(every, start=1))


def _by_time(cue: CuePoint) -> tuple[float, str]:
    return cue.seconds, cue.slot


def _by_policy(
    annotations: Annotations, held: tuple[CuePoint, ...], policy: CuePolicy
) -> list[CuePoint]:
    ours = annotations.cues
    if policy is CuePolicy.ALL:
        return list(ours)
    if policy is CuePolicy.EMPTY:
        return [*held, *(cue for cue in ours if _is_free(cue, held))]
    wanted = [c for c in ours if c.by.voice is Voice.CORRECTION or any(alike(c, h) for h in held)]
    if Fact.CUES not in annotations.decided:  # then nobody deleted what is missing here
        wanted += [cue for cue in held if _is_free(cue, tuple(wanted))]
    return wanted


def alike(one: CuePoint, other: CuePoint) -> bool:
    """Whether two cues mark the same moment (and the same loop) on the same pad."""
    if one.slot != other.slot or (one.end is None) != (other.end is None):
        return False
    ends_meet = one.end is None or other.end is None or abs(one.end - other.end) <= SAME
    return ends_meet and abs(one.seconds - other.seconds) <= SAME


def _is_free(cue: CuePoint, held: tuple[CuePoint, ...]) -> bool:
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
