"""Commands of the menu "Help"."""

from edmstudio.gui.commands.registry import Command
from edmstudio.gui.doors import WindowDoors
from edmstudio.gui.words import tr


def help_commands(doors: WindowDoors) -> list[Command]:
    """The manual by way of where the person is, of the contents, and of the last error."""
    menu, helps = tr("&Help"), doors.help
    return [
        Command("palette.open", tr("Find a command…"), menu, doors.palette,
                ("Ctrl+Shift+P", "Ctrl+K"), in_text=True, icon="palette"),
        Command("help.here", tr("Help for this view"), menu, helps.here, ("F1",), in_text=True,
                in_dialogs=True, icon="help"),
        Command("help.contents", tr("Manual"), menu, helps.contents, ("Ctrl+F1",), in_text=True),
        Command("help.explain", tr("What to do about the last error"), menu, helps.explain,
                ("Shift+F1",), in_text=True, in_dialogs=True, enabled=helps.something_was_refused),
        Command("help.tour", tr("Tour of the window"), menu, helps.tour, ("Ctrl+Shift+F1",),
                enabled=helps.something_to_show),
        Command("help.keys", tr("All keys on a page"), menu, doors.cheat_sheet, ("?",),
                icon="keyboard"),
        Command("help.news", tr("What’s new"), menu, helps.news, ("Ctrl+Alt+N",)),
        Command("help.about", tr("About EDM Studio"), menu, helps.about, ("Ctrl+Alt+I",)),
    ]  # fmt: skip
