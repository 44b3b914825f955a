"""What may stand behind an option: finite numbers, keys, sizes; a wrong one is a wrong call."""

from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from edmstudio.domain.key import Key

MOST = 1_000_000_000  # of anything that is counted; the library has room for it
COUNT = click.IntRange(min=1, max=MOST)


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


class FilePath(click.Path):
    """A file or folder; an empty name, such as an unset variable's, is not the folder here.

    Whether it may be read is seen when it is: one that may not be is no reason to leave out others.
    """

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, dir_okay=dir_okay, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("An empty name is no file or folder.", param, ctx)
        return super().convert(value, param, ctx)


class Words(click.ParamType[str]):
    """Text that can be kept; bytes that are none in any language cannot."""

    name = "text"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(f"{text!a} is not readable text.", param, ctx)
        return text


class Beat(click.ParamType[int]):
    """A number of a beat, counted from 1; "" where it was left away."""

    name = "beat"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        try:
            number = int(str(value) or "1")
        except ValueError:
            number = 0
        if not 1 <= number <= MOST:
            self.fail(f"“{value}” is no number of a beat; the 1 of the first bar is 1.", param, ctx)
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
        if not (cross and width.isdecimal() and height.isdecimal()):
            self.fail(f"“{value}” is not a size; write such as “1600x900”.", param, ctx)
        size = Pixels(int(width), int(height))
        if not (200 <= size.width <= 10_000 and 200 <= size.height <= 10_000):
            self.fail(f"{value} is not between 200 and 10000 pixels.", param, ctx)
        return size
