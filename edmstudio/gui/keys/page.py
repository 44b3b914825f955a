"""The page of all commands and keys in the manual, made from the registry."""

from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.presets import PRESETS

HEAD = """\
# Commands and keys

Every command is in a menu and in the palette (Ctrl+Shift+P); its keys can be changed in
Edit, Keys…, where the presets of other programs are too. Letters are the keys as they are
printed, digits and punctuation the keys at the same place of a US keyboard. "E, I" is one key
after the other. On a Mac, Ctrl is the Command key.

The mouse on the timeline: a click seeks, a drag of a cue, a boundary or a beat moves it (Alt:
off the beat; Esc: let it go), Ctrl and a drag slip the whole grid, a double click auditions,
the wheel zooms, Shift and the wheel pan.
"""


def keys_page(commands: Commands) -> str:
    """The page as Markdown: a table a menu, then what each preset has other."""
    keymap = Keymap()
    menus = list(dict.fromkeys(map(_menu, commands)))
    parts = [HEAD]
    for menu in menus:
        members = [command for command in commands if _menu(command) == menu]
        lines = "".join(_line(command, keymap) for command in members)
        parts.append(f"## {menu}\n\n| command | keys | id |\n| --- | --- | --- |\n{lines}")
    for name, other in PRESETS.items():
        lines = "".join(f"| {_said(commands[each])} | {_keys(other[each])} |\n" for each in other)
        if lines:
            parts.append(f"## Preset: {name}\n\n| command | keys |\n| --- | --- |\n{lines}")
    return "\n".join(parts)


def _line(command: Command, keymap: Keymap) -> str:
    return f"| {_said(command)} | {_keys(keymap.keys_of(command))} | `{command.command_id}` |\n"


def _keys(keys: tuple[str, ...]) -> str:
    return " or ".join(f"`{key}`" for key in keys) or "–"


def _said(command: Command) -> str:
    inner = plain(command.menu).split("/")[1:]
    return ": ".join([*inner, plain(command.title)])


def _menu(command: Command) -> str:
    return plain(command.menu).split("/")[0]
