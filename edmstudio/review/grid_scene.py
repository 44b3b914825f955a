"""A case with all that is compared about its grid: the prediction, other sources, its own marks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.case import Case
from edmstudio.review.grid_relation import Relation, relation
from edmstudio.review.grid_support import Support, support
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question, logit
from edmstudio.review.speakers import Votes, holder, speakers

TO_HEAR = 8  # beats
SILENT = Votes((), ())  # nobody else speaks, as on most tracks
Classify = Callable[["Beside"], int]
Figures = tuple[tuple[str, float | str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A grid beside the predicted one, and beside the one that holds."""

    predicted: Relation
    held: Relation


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the questions about one grid are asked of.

    Attributes
    ----------
    held : Relation
        Of the grid that holds to the predicted one.
    others : tuple of pairs
        Each other source, and how its grid lies.
    """

    case: Case
    lore: Lore
    grid: TempoMap
    held: Relation
    support: Support
    others: tuple[tuple[str, Beside], ...]

    @property
    def source(self) -> str:
        """Whose grid holds."""
        return holder(self.case, Fact.GRID).source or "the grid"

    def votes(self, classify: Classify, label: int, instead: int) -> Votes:
        """Which of the others are of the class of the label, and of the one in its place."""
        if not self.others:
            return SILENT
        classes = [(name, classify(beside)) for name, beside in self.others]
        return Votes(
            tuple(name for name, found in classes if found == label),
            tuple(name for name, found in classes if found == instead),
        )

    def weight(self, votes: Votes) -> float:
        """Nats of the votes against the label."""
        if votes is SILENT:
            return 0.0
        against = sum(self.lore.vote(Fact.GRID, name) for name in votes.instead)
        return against - sum(self.lore.vote(Fact.GRID, name) for name in votes.label)


def scene(case: Case, lore: Lore) -> Scene | None:
    """None where no grid holds that could be asked about."""
    grid = case.held.grid
    found = None if grid is None or case.held.grid_locked else support(case, grid)
    if grid is None or found is None:
        return None
    others = tuple(
        (each.source, _beside(case, each.annotations, grid)) for each in speakers(case, Fact.GRID)
    )
    return Scene(case, lore, grid, _related(case, grid, case.predicted.grid), found, others)


def _beside(case: Case, said: Annotations, held: TempoMap) -> Beside:
    return Beside(_related(case, said.grid, case.predicted.grid), _related(case, said.grid, held))


def _related(case: Case, grid: TempoMap | None, other: TempoMap | None) -> Relation:
    if grid is None or other is None:
        return Relation()
    return relation(grid, other, case.seconds)


def model_says(instead: bool, label: bool, trust: float) -> float:
    """Nats of the prediction: for what would stand in the label's place, for the label, or none."""
    return logit(trust) * (float(instead) - float(label))


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of the label."""

    label: str
    suggested: str
    amount: float


def ask(
    scene: Scene,
    doubt: Doubt,
    change: Change,
    *,
    opening: str,
    figures: Figures,
    nats: tuple[float, ...],
    told: tuple[str, ...],
) -> Question:
    """A question about the grid, to be listened to from its first downbeat on."""
    source = holder(scene.case, Fact.GRID).source
    about = partial(_about, scene, doubt, change, opening=opening, figures=figures)
    return Question(doubt, source, nats, told, about)


def _about(
    scene: Scene, doubt: Doubt, change: Change, *, opening: str, figures: Figures
) -> Suspicion:
    start = max(scene.grid.seconds_at(0), 0.0)
    return Suspicion(
        scene.case.track_id,
        doubt,
        holder(scene.case, Fact.GRID).source,
        start=start,
        end=min(start + TO_HEAR * scene.grid.anchors[0].period, scene.case.seconds),
        label=change.label,
        suggested=change.suggested,
        score=0.0,
        reason=opening,
        amount=change.amount,
        figures=figures,
    )
