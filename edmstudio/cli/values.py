"""What may stand behind an option: finite numbers, keys, sizes; a wrong one is a wrong call."""

from math import isfinite
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from edmstudio.domain.key import Key


class FormatName(click.ParamType[str]):
    """The name of a format, ours or another package's; whether it exists is the format's matter."""

    name = "format"

    def __init__(self, group: str) -> None:
        self._group = group

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """All that begin so; nothing is loaded for it."""
        from edmstudio.interchange.plug_ins import points

        names = sorted(point.name for point in points(self._group))
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


class Finite(click.ParamType[float]):
    """A number that is neither infinite nor no number at all."""

    name = "number"

    def __init__(self, lowest: float | None = None) -> None:
        self._lowest = lowest

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            number = float(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a number.", param, ctx)
        if not isfinite(number) or (self._lowest is not None and number < self._lowest):
            self.fail(f"{value} is out of range.", param, ctx)
        return number


class MusicalKey(click.ParamType[Key]):
    """A key in any notation: "Am", "A minor", "8A", "1m"."""

    name = "key"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Key:
        if isinstance(value, Key):
            return value
        try:
            return Key.parse(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a key; write such as “A minor” or “8A”.", param, ctx)


class Pixels(NamedTuple):
    """A size on the screen."""

    width: int
    height: int


class Size(click.ParamType[Pixels]):
    """Such as "1600x900"."""

    name = "size"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Pixels:
        if isinstance(value, Pixels):
            return value
        width, cross, height = str(value).lower().partition("x")
        if not (cross and width.isdigit() and height.isdigit()):
            self.fail(f"“{value}” is not a size; write such as “1600x900”.", param, ctx)
        size = Pixels(int(width), int(height))
        if not (200 <= size.width <= 10_000 and 200 <= size.height <= 10_000):
            self.fail(f"{value} is not between 200 and 10000 pixels.", param, ctx)
        return size
