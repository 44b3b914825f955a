"""The one registry of everything that a person can ask the window to do.

Menus, context menus, palette, cheat sheet, key editor, buttons and the tests all read it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Context(StrEnum):
    """Where a key is heard; the keys of a list and of a question come first there."""

    TRACK = "track"
    LIBRARY = "library"
    REVIEW = "review"


def always() -> bool:
    """A command that can always be asked for."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A named action of the window.

    Attributes
    ----------
    command_id : str
        Such as "grid.shift.half-beat-later"; keys, presets and tests speak of it by this name.
    title : str
        What the menu says, in the person's language.
    menu : str
        Path of the menu it hangs in, such as "&Grid" or "&Sections/Label".
    run : callable
    keys : tuple of str
        Portable sequences; "E, I" is one key after the other.
    context : Context
    enabled : callable
        Whether it makes sense now.
    checked : callable or None
        For what can be on or off: whether it is on.
    released : callable or None
        For what lasts while the key is down: what happens when it comes up.
    repeats : bool
        Whether a held key does it again and again.
    in_text : bool
        Whether its keys are heard while the person types text.
    in_dialogs : bool
        Whether its keys are heard in the dialogs over the window too.
    icon : str
        Name of the picture in `resources/icons`, "" for none.
    """

    command_id: str
    title: str
    menu: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    context: Context = Context.TRACK
    enabled: Callable[[], bool] = always
    checked: Callable[[], bool] | None = None
    released: Callable[[], object] | None = None
    repeats: bool = False
    in_text: bool = False
    in_dialogs: bool = False
    icon: str = ""


@dataclass(slots=True)
class Commands:
    """Every command by its id, in the order of the menus."""

    _by_id: dict[str, Command] = field(default_factory=dict)

    def add(self, commands: Iterable[Command]) -> None:
        """Register commands; ValueError where an id is taken."""
        for command in commands:
            if command.command_id in self._by_id:
                raise ValueError(f"the command {command.command_id} is there twice")
            self._by_id[command.command_id] = command

    def swap(self, gone: Iterable[str], made: Iterable[Command]) -> None:
        """Others in place of some, where the first of those stood."""
        leaving = set(gone)
        place = next((at for at, name in enumerate(self._by_id) if name in leaving), len(self))
        held = list(self._by_id.values())
        before = [command for command in held[:place] if command.command_id not in leaving]
        after = [command for command in held[place:] if command.command_id not in leaving]
        self._by_id.clear()
        self.add([*before, *made, *after])

    def __getitem__(self, command_id: str) -> Command:
        return self._by_id[command_id]

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, command_id: object) -> bool:
        return command_id in self._by_id
