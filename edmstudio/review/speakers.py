"""Who says what of a track: the source whose label holds, and the others that speak of the same."""

from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.review.case import Case

NAMES = {Fact.GRID: "grid", Fact.KEY: "key", Fact.ENERGY: "energy"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source other than the one whose label holds."""

    source: str
    annotations: Annotations


def holder(case: Case, fact: Fact) -> Provenance:
    """Whose grid, key or energy holds."""
    held = case.held
    return {Fact.GRID: held.grid_by, Fact.KEY: held.key_by, Fact.ENERGY: held.energy_by}[fact]


def speakers(case: Case, fact: Fact) -> list[Speaker]:
    """The other sources that say something about a kind of fact.

    Of labels that hold it is the first saying that they come from (`domain.holding.believed`).
    """
    said = [
        Speaker(source, annotations)
        for source, annotations in case.sayings
        if getattr(annotations, NAMES[fact]) is not None
    ]
    return said[1:] if holder(case, fact).voice is Voice.LABEL else said


@dataclass(frozen=True, slots=True)
class Votes:
    """Who agrees with the label, and who with what would stand in its place."""

    label: tuple[str, ...]
    instead: tuple[str, ...]

    def told(self, source: str, instead: str) -> str:
        """In words, "" where nobody else speaks."""
        said = []
        if self.instead:
            said.append(f"{_and(self.instead)} {_agree(self.instead)} with {instead}")
        if self.label:
            said.append(f"{_and(self.label)} {_agree(self.label)} with {source}")
        return "; ".join(said)

    def figures(self) -> tuple[tuple[str, float | str], ...]:
        """As the why-panel shows them."""
        return ("agree", ", ".join(self.instead)), ("differ", ", ".join(self.label))


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(names)


def _agree(names: tuple[str, ...]) -> str:
    return "agree" if len(names) > 1 else "agrees"
