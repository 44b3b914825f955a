"""What people did to a track, wherever they did it, and what is true after all of it.

A track's truth is a function of the set of deeds alone: the order in which libraries met does not
matter, nor how often (an operation-based replicated data type; Shapiro, Preguiça, Baquero and
Zawirski, "Conflict-free replicated data types", 2011). Deeds are replayed in the order of their
time; of two that contradict each other the later one holds, and the contradiction is told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cue_join import CueBoard, alike
from edmstudio.domain.holding import BELONGS, taking
from edmstudio.domain.section_join import SectionBoard, named

EMPTY = Annotations()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deed:
    """One correction, undo or redo.

    Attributes
    ----------
    mark : str
        Its identity, the same in every library.
    annotator : str
    made_at : str
        ISO 8601, UTC; later than all that its maker knew of the track.
    facts : frozenset of Fact
        What it changed.
    known : frozenset of Fact
        Those of them whose value before is known.
    before, after : Annotations
        Only these facts; `decided` tells which of them a person had, and has, decided.
    """

    mark: str
    annotator: str
    made_at: str
    facts: frozenset[Fact]
    known: frozenset[Fact]
    before: Annotations
    after: Annotations

    @property
    def order(self) -> tuple[str, str]:
        """By time, then by identity, so that all libraries agree."""
        return self.made_at, self.mark


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two deeds of which neither knew the other and which can't both hold.

    Attributes
    ----------
    fact : Fact
    kept, lost : Deed
        The later one, which holds, and the other.
    """

    fact: Fact
    kept: Deed
    lost: Deed


@dataclass(frozen=True, slots=True)
class Replayed:
    """What holds after all deeds: the decided facts, and where people contradict each other."""

    annotations: Annotations
    contradictions: tuple[Contradiction, ...]


def replayed(deeds: Iterable[Deed]) -> Replayed:
    """The truth of one track; the same for every order of the same deeds."""
    held, contradictions = EMPTY, list[Contradiction]()
    line = sorted(deeds, key=lambda deed: deed.order)
    for fact in Fact:
        of_fact = [deed for deed in line if fact in deed.facts]
        track = _Track(fact)
        for deed in of_fact:
            track.take(deed)
        if track.decided:
            held = replace(taking(held, fact, track.value), decided=held.decided | {fact})
        contradictions += track.contradictions
    return Replayed(held, tuple(contradictions))


class _Track:
    """One fact of a track while its deeds are replayed."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact
        self.decided = False
        self.value = EMPTY
        self.contradictions: list[Contradiction] = []
        self._last: Deed | None = None
        self._board: CueBoard[Deed] | SectionBoard[Deed] | None = None

    def take(self, deed: Deed) -> None:
        if self.fact not in deed.after.decided:
            if self.decided and not agree(self.fact, self.value, deed.before):
                self._contradict(deed, self._last)
            self.decided, self.value, self._board = False, EMPTY, None
        elif not self.decided or self.fact not in deed.known:
            self._set(deed)
        elif agree(self.fact, self.value, deed.before):
            self._advance(deed)
        else:
            self._join(deed)
        self._last = deed

    def _set(self, deed: Deed) -> None:
        """Nobody had decided this fact, or what it was before is not known: it is so now."""
        if self.decided and not agree(self.fact, self.value, deed.after):
            self._contradict(deed, self._last)
        self.decided, self.value = True, deed.after
        known = self.fact in deed.known
        self._board = self._laid_out(deed.before if known else deed.after, deed)
        if self._board is not None and known:
            self._board.take(deed.before, deed.after, deed)

    def _advance(self, deed: Deed) -> None:
        """The deed was made on just what holds: the usual case."""
        if self._board is not None:
            self._board.take(deed.before, deed.after, deed)
        self.value = deed.after

    def _join(self, deed: Deed) -> None:
        """The deed was made without knowing all that was done before it."""
        if agree(self.fact, self.value, deed.after):
            return
        if self._board is None:
            self._contradict(deed, self._last)
            self.value = deed.after
            return
        for lost in self._board.take(deed.before, deed.after, deed):
            self._contradict(deed, lost)
        self.value = self._board.laid(deed.after)

    def _laid_out(
        self, annotations: Annotations, deed: Deed
    ) -> "CueBoard[Deed] | SectionBoard[Deed] | None":
        if self.fact is Fact.CUES:
            return CueBoard(annotations, deed)
        return SectionBoard(annotations, deed) if self.fact is Fact.SECTIONS else None

    def _contradict(self, kept: Deed, lost: Deed | None) -> None:
        if lost is not None and lost.mark != kept.mark:
            self.contradictions.append(Contradiction(self.fact, kept, lost))


def same(fact: Fact, one: Annotations, other: Annotations) -> bool:
    """Whether two annotations hold the same of a fact, said by the same."""
    return all(getattr(one, name) == getattr(other, name) for name in BELONGS[fact])


def agree(fact: Fact, one: Annotations, other: Annotations) -> bool:
    """Whether two annotations say the same of a fact, whoever says so."""
    match fact:
        case Fact.CUES:
            return _all(one.cues, other.cues, alike)
        case Fact.SECTIONS:
            return _all(one.sections, other.sections, lambda a, b: named(a) == named(b))
        case Fact.ENERGY if one.energy and other.energy:
            return one.energy.level == other.energy.level
        case _:
            return bool(getattr(one, BELONGS[fact][0]) == getattr(other, BELONGS[fact][0]))


def _all(one: tuple[T, ...], other: tuple[T, ...], equal: Callable[[T, T], bool]) -> bool:
    return len(one) == len(other) and all(map(equal, one, other))


def only(annotations: Annotations, facts: Iterable[Fact]) -> Annotations:
    """Annotations with these facts and nothing else."""
    kept, wanted = EMPTY, frozenset(facts)
    for fact in wanted:
        kept = taking(kept, fact, annotations)
    return replace(kept, decided=annotations.decided & wanted)
