"""Commands about the library file itself, and about what did not get into it."""

from edmstudio.gui.commands.registry import Command
from edmstudio.gui.keeping.doors import KeepingDoors
from edmstudio.gui.words import tr


def keeping_commands(doors: KeepingDoors) -> list[Command]:
    """The foot of the menu "Library"."""
    menu = tr("&Library")
    return [
        Command("library.left-out", tr("What was left out…"), menu, doors.left_out,
                ("Ctrl+Alt+L",), enabled=doors.something_was_left_out, icon="warning"),
        Command("library.check", tr("Check the library"), menu, doors.check, ("Ctrl+Alt+C",),
                icon="check"),
        Command("library.restore", tr("Restore a backup…"), menu, doors.restore, ("Ctrl+Alt+B",),
                icon="history"),
    ]  # fmt: skip
