"""Options that take a varying number of values: `--cue TIME KIND [NAME]`, `--tracks PATH…`.

Click knows options of a fixed number of values only. Before it parses, what was left away is
filled in, and a row of values becomes the same option again and again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import click

_NUMBER = re.compile(r"-[\d.]")


class Padded(click.Command):
    """A command some of whose options may leave away their last value.

    Parameters
    ----------
    padded : mapping of str to int
        How many values each of them has at most; missing ones arrive as "".
    """

    def __init__(self, *args: Any, padded: Mapping[str, int], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._padded = padded

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, pad(args, self._padded))
        except click.BadOptionUsage as error:  # click would say that all values have to be there
            name = error.option_name
            if name not in self._padded:
                raise
            takes = next(each.metavar for each in self.params if name in each.opts)
            raise click.BadOptionUsage(name, f"{name} takes {takes}.", ctx) from error


class Repeated(click.Command):
    """A command some of whose options take a row of values."""

    def __init__(self, *args: Any, repeated: Sequence[str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._repeated = repeated

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, repeat(args, self._repeated))


def pad(args: Sequence[str], padded: Mapping[str, int]) -> list[str]:
    """Fill up the values of each of these options with "".

    The value that may be missing is the last one; an option after it, or the end, ends the row.
    """
    filled: list[str] = []
    rest = list(args)
    while rest:
        option = rest.pop(0)
        filled.append(option)
        if option == "--":
            return [*filled, *rest]
        wanted = padded.get(option, 0)
        values: list[str] = []
        while len(values) < wanted and rest and not _is_option(rest[0]):
            values.append(rest.pop(0))
        missing = 1 if wanted and len(values) == wanted - 1 else 0
        filled += [*values, *[""] * missing]
    return filled


def repeat(args: Sequence[str], repeated: Sequence[str]) -> list[str]:
    """Write each of these options once for every value of its row.

    A row without values is a wrong call: left out, it would mean everything.
    """
    written: list[str] = []
    running, values = "", 1
    for each in [*args, "--end"]:
        if not _is_option(each):
            written += [running, each] if running else [each]
            values += 1
            continue
        if running and not values:
            raise click.BadOptionUsage(running, f"{running} needs at least one value.")
        running, values = (each if each in repeated else ""), 0
        if not running:
            written.append(each)
    return written[:-1]


def _is_option(text: str) -> bool:
    return text.startswith("-") and text != "-" and not _NUMBER.match(text)
