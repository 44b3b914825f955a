"""What holds for a track, out of what models, programs and people said of it.

A correction outranks a label, a label a prediction, fact by fact (grid, sections, cues, key,
energy). What a person decided is never renewed: a cue that was deleted stays deleted.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.provenance import Provenance

BELONGS: dict[Fact, tuple[str, ...]] = {
    Fact.GRID: ("grid", "grid_by", "grid_locked"),
    Fact.SECTIONS: ("sections",),
    Fact.CUES: ("cues",),
    Fact.KEY: ("key", "key_by"),
    Fact.ENERGY: ("energy", "energy_by"),
}
EMPTY = Annotations()
HAIR = 1e-6  # seconds


def says(annotations: Annotations, fact: Fact) -> bool:
    """Whether there is anything about this kind of fact."""
    return fact in annotations.decided or bool(getattr(annotations, BELONGS[fact][0]))


def taking(base: Annotations, fact: Fact, other: Annotations) -> Annotations:
    """`base` with one kind of fact as `other` has it."""
    return replace(base, **{name: getattr(other, name) for name in BELONGS[fact]})


def believed(prediction: Annotations | None, labels: Iterable[Annotations]) -> Annotations:
    """Labels, the most trusted first, over the prediction."""
    said = [annotations for annotations in (*labels, prediction) if annotations is not None]
    trusted = prediction or EMPTY
    base = replace(EMPTY, genre=trusted.genre, trust=trusted.trust)
    for fact in Fact:
        speaker = next((annotations for annotations in said if says(annotations, fact)), EMPTY)
        base = taking(base, fact, speaker)
    return base


def renewed(decided: Annotations, base: Annotations) -> Annotations:
    """A person's annotations, with the facts that nobody decided as `base` has them now."""
    open_facts = [fact for fact in Fact if fact not in decided.decided]
    fresh = reduce(lambda held, fact: taking(held, fact, base), open_facts, decided)
    return replace(fresh, trust=base.trust, genre=decided.genre or base.genre)


def signed(before: Annotations, after: Annotations, by: Provenance) -> Annotations:
    """`after`, with all that differs from `before` marked as decided by a person."""
    changed = frozenset(fact for fact in Fact if _differs(before, after, fact))
    signed = replace(after, decided=after.decided | changed)
    if Fact.GRID in changed:
        signed = replace(signed, grid_by=by)
    if Fact.KEY in changed:
        signed = replace(signed, key_by=by)
    if Fact.ENERGY in changed:
        signed = replace(signed, energy_by=by)
    if Fact.CUES in changed:
        left = {*before.cues, *_carried(before, after)}
        cues = tuple(c if c in left else replace(c, by=by, confidence=1.0) for c in after.cues)
        signed = replace(signed, cues=cues)
    if Fact.SECTIONS in changed:
        sections = tuple(
            s if s in before.sections else replace(s, by=by, confidence=1.0) for s in after.sections
        )
        signed = replace(signed, sections=sections)
    return signed


def _carried(before: Annotations, after: Annotations) -> list[CuePoint]:
    """Cues that were moved along with the whole grid: that is no word about any of them."""
    if before.grid is None or after.grid is None:
        return []
    way = after.grid.anchors[0].seconds - before.grid.anchors[0].seconds
    were = {cue.cue_id: cue for cue in before.cues}
    return [
        cue
        for cue in after.cues
        if (was := were.get(cue.cue_id)) is not None
        and way
        and replace(was, seconds=cue.seconds, end=cue.end) == cue
        and abs(cue.seconds - max(was.seconds + way, 0.0)) < HAIR
    ]


def _differs(before: Annotations, after: Annotations, fact: Fact) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in BELONGS[fact])


def restamped(said: Annotations, by: Provenance) -> Annotations:
    """The same, all of it said by one voice."""
    return replace(
        said,
        sections=tuple(replace(section, by=by) for section in said.sections),
        cues=tuple(replace(cue, by=by) for cue in said.cues),
        grid_by=by,
        key_by=by,
        energy_by=by,
    )
