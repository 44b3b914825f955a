"""How far a retraining is, over all its stages, and what its costs do meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from edmstudio.jobs.job import Watch

Tell = Callable[[dict[str, Any]], None]
OFTEN = 5  # steps between two points of a curve


@dataclass(slots=True)
class Course:
    """Stages report here; the person sees one bar, and one curve a stage.

    Attributes
    ----------
    watch : Watch
    tell : callable
        Hears ``{"stage", "step", "costs"}``, and ``{"level", "rows"}`` of what was judged.
    total : int
        Steps of all stages, as well as they are known.
    """

    watch: Watch
    tell: Tell
    total: int = 0
    done: int = 0
    note: str = ""
    _sums: dict[str, float] = field(default_factory=dict)

    def enter(self, note: str) -> None:
        """Another stage begins."""
        self.note, self._sums = note, {}
        self.watch.step(self.done, self.total, note)

    def step(self) -> None:
        """One more step; raises `Cancelled` where the person has had enough."""
        self.done += 1
        self.total = max(self.total, self.done)
        self.watch.step(self.done, self.total, self.note)

    def learned(self, step: int, costs: dict[str, float]) -> None:
        """One more step of training."""
        self.step()
        for name, cost in costs.items():
            self._sums[name] = self._sums.get(name, 0.0) + cost / OFTEN
        if (step + 1) % OFTEN == 0:
            self.tell({"stage": self.note, "step": step + 1, "costs": self._sums})
            self._sums = {}
