"""How the bundled model is made: every number of it, from one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from edmstudio.domain.refused import Refused
from edmstudio.learning.training import Pace
from edmstudio.model.network import Shape


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a workshop works by.

    Attributes
    ----------
    name : str
    seeds, first : int
        Renderings of each style of family A, and the first seed.
    codecs : float
        Share of them that goes through a lossy codec.
    real : str
        A folder of tracks with truths to learn from as well; "" for none.
    real_share : float
        Share of the crops that is cut from them.
    held_out : str
        A folder of real tracks with truths that nothing is trained on; the odds are calibrated on
        them and on as many renderings of family B; "" for those alone.
    unseen : int
        First seed of these renderings, one a style.
    compiled : bool
        Whether torch may compile the ear, which takes a C++ compiler and saves a fifth of the time.
    ear, arranger, key : Pace
    shape : Shape
    """

    name: str = "base"
    seeds: int = 40
    first: int = 1000
    codecs: float = 0.3
    real: str = ""
    real_share: float = 0.25
    held_out: str = ""
    unseen: int = 5000
    compiled: bool = False
    ear: Pace = field(default_factory=lambda: Pace(steps=20_000))
    arranger: Pace = field(default_factory=lambda: Pace(steps=4_000, rate=5e-4, seed=2))
    key: Pace = field(default_factory=lambda: Pace(steps=3_000, rate=3e-3, seed=3))
    shape: Shape = field(default_factory=Shape)


def recipe_of(table: Mapping[str, Any]) -> Recipe:
    """A recipe from a table as TOML gives it; what is not named stays as it is by default.

    Raises
    ------
    Refused
        Where a name is not known or a value is of the wrong kind.
    """
    recipe: Recipe = _filled(Recipe(), table, "")
    return recipe


def _filled(default: Any, table: Mapping[str, Any], place: str) -> Any:
    known = {each.name: getattr(default, each.name) for each in fields(default)}
    values = dict(known)
    for name, value in table.items():
        if name not in known:
            raise Refused(f"The recipe knows no “{place}{name}”.")
        values[name] = _fitting(known[name], value, f"{place}{name}")
    return type(default)(**values)


def _fitting(held: Any, value: Any, name: str) -> Any:
    if isinstance(value, Mapping) and not isinstance(held, str | int | float):
        return _filled(held, value, f"{name}.")
    if isinstance(held, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(held):
        raise Refused(f"In the recipe, {name} has to be like {held!r}.")
    return value
