"""What a page of keys tells: one line a command, and one for what all eight pads have."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from edmstudio.domain.cues import SLOTS
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.keymap import Keymap, Keys

PAD = re.compile(r"^(hotcue|cue\.slot)\.([1-8A-H])(.*)$")
LAST = re.compile(r"1$")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line.

    Attributes
    ----------
    menu, title : str
    keys : tuple of str
        Each a way to ask for it.
    upto : str
        The last of a row of keys that begins with `keys`, "" for a single command.
    """

    menu: str
    title: str
    keys: Keys
    upto: str = ""


def lines(commands: Iterable[Command], keymap: Keymap) -> list[KeyLine]:
    """Commands that have a key: menus in their order, what hangs together side by side."""
    keyed = [command for command in commands if keymap.keys_of(command)]
    menus = {menu: place for place, menu in enumerate(dict.fromkeys(map(_outer, keyed)))}
    inner = {menu: place for place, menu in enumerate(dict.fromkeys(map(_inner, keyed)))}
    ordered = sorted(keyed, key=lambda command: (menus[_outer(command)], inner[_inner(command)]))
    found: dict[str, list[Command]] = {}
    for command in ordered:
        found.setdefault(_kind(command), []).append(command)
    return [line for alike in found.values() for line in _folded(alike, keymap)]


def said(command: Command) -> str:
    """The title, under the name of its inner menu where that says more."""
    _, _, inner = plain(command.menu).partition("/")
    title = plain(command.title)
    return f"{inner} › {title}" if inner and inner.casefold() not in title.casefold() else title


def under_menus(found: Sequence[KeyLine], words: str = "") -> list[tuple[str, list[KeyLine]]]:
    """The lines in which all these words are, by menu."""
    wanted = words.casefold().split()
    fits = [
        each
        for each in found
        if all(word in f"{each.menu} {each.title} {each.keys}".casefold() for word in wanted)
    ]
    return [(menu, list(members)) for menu, members in groupby(fits, key=lambda line: line.menu)]


def _folded(alike: Sequence[Command], keymap: Keymap) -> list[KeyLine]:
    """One line for a row of pads whose keys count up with them; otherwise a line each."""
    keys = [keymap.keys_of(command) for command in alike]
    first, *others = keys
    counts = all(
        key == tuple(LAST.sub(str(number), each) for each in first) and key != first
        for number, key in enumerate(others, start=2)
    )
    if len(alike) == len(SLOTS) and len(first) == 1 and counts:
        title = re.sub(r"\bA\b", f"A to {SLOTS[-1]}", said(alike[0]))
        return [KeyLine(_outer(alike[0]), title, first, upto=str(len(SLOTS)))]
    return [KeyLine(_outer(each), said(each), held) for each, held in zip(alike, keys, strict=True)]


def _kind(command: Command) -> str:
    """The same for what all pads have."""
    return PAD.sub(r"\1.#\3", command.command_id)


def _outer(command: Command) -> str:
    return plain(command.menu).split("/")[0]


def _inner(command: Command) -> str:
    return plain(command.menu)
