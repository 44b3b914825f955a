"""Which keys ask for which command: a preset, and over it what the person chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from edmstudio.gui.commands.registry import Command, Context
from edmstudio.gui.keys.physical_keys import normal
from edmstudio.gui.keys.presets import PRESETS

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two commands that one key would ask for, in one context."""

    keys: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by command.

    Attributes
    ----------
    preset : str
        One of `PRESETS`; where it says nothing the command's own keys hold.
    own : mapping of str to tuple of str
        What the person chose, by command id.
    """

    preset: str = "EDM Studio"
    own: Mapping[str, Keys] = field(default_factory=dict)

    def keys_of(self, command: Command) -> Keys:
        """The keys that ask for a command."""
        if command.command_id in self.own:
            return tuple(normal(keys) for keys in self.own[command.command_id])
        preset = PRESETS.get(self.preset, {})
        taken = {normal(keys) for chosen in preset.values() for keys in chosen}
        if command.command_id in preset:
            return tuple(normal(keys) for keys in preset[command.command_id])
        return tuple(keys for keys in map(normal, command.keys) if keys not in taken)

    def with_keys(self, command_id: str, keys: Keys) -> "Keymap":
        """With other keys for one command."""
        return replace(self, own={**self.own, command_id: keys})

    def without_own(self, command_id: str) -> "Keymap":
        """With the preset's keys for one command again."""
        own = {known: keys for known, keys in self.own.items() if known != command_id}
        return replace(self, own=own)

    def giving(self, command_id: str, keys: str, commands: Iterable[Command]) -> "Keymap":
        """With a key for one command, taken from those that have it."""
        known = {command.command_id: command for command in commands}
        given = self.with_keys(command_id, (keys,))
        for loser_id, lost in given.losers(command_id, known.values()):
            held = given.keys_of(known[loser_id])
            given = given.with_keys(loser_id, tuple(k for k in held if k not in (lost, keys)))
        return given

    def losers(self, command_id: str, commands: Iterable[Command]) -> list[tuple[str, str]]:
        """The other commands that a command's keys ask for, each with the key that does."""
        return [
            (conflict.first if conflict.second == command_id else conflict.second, conflict.keys)
            for conflict in self.conflicts(commands)
            if command_id in (conflict.first, conflict.second)
        ]

    def conflicts(self, commands: Iterable[Command]) -> list[Conflict]:
        """Every key that asks for two commands, and every key that begins another's sequence."""
        found: list[Conflict] = []
        seen: dict[Context, dict[str, str]] = {context: {} for context in Context}
        for command in commands:
            held = seen[command.context]
            for keys in self.keys_of(command):
                found += [
                    Conflict(keys, other_id, command.command_id)
                    for other, other_id in held.items()
                    if _clash(keys, other) and other_id != command.command_id
                ]
                held[keys] = command.command_id
        return found


def _clash(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}, ") or other.startswith(f"{one}, ")
