"""Every command of the window, made from its parts."""

from PySide6.QtWidgets import QDockWidget

from edmstudio.gui.asking import NumberPopup, TextPopup
from edmstudio.gui.commands.app import edit_commands, file_commands, library_commands, look_commands
from edmstudio.gui.commands.batch import Picked, batch_commands
from edmstudio.gui.commands.cue_looks import cue_look_commands
from edmstudio.gui.commands.cues import cue_commands
from edmstudio.gui.commands.grid import grid_commands
from edmstudio.gui.commands.help import help_commands
from edmstudio.gui.commands.keeping import keeping_commands
from edmstudio.gui.commands.listening import listening_commands
from edmstudio.gui.commands.model import model_commands
from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.commands.review import review_commands, reviewers_commands
from edmstudio.gui.commands.sections import section_commands
from edmstudio.gui.commands.templates import picked_template_commands, template_commands
from edmstudio.gui.commands.transport import transport_commands
from edmstudio.gui.commands.view import manner_commands, view_commands
from edmstudio.gui.panels.template_dialog import edit_templates
from edmstudio.gui.parts import Parts
from edmstudio.gui.review.label_next import LabelNext


class AllCommands:
    """Those of every subject, and new ones for templates that the person changed.

    Attributes
    ----------
    number, text : NumberPopup, TextPopup
        Where a command asks for a number, or for a name.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.number, self.text = NumberPopup(parts.window), TextPopup(parts.window)
        self._picked = Picked(parts.studio, parts.doors.library.picked_ids)
        self._label_next = LabelNext(parts.studio)

    def made(self) -> Commands:
        """All of them, in the order of the menus."""
        parts, ask = self._parts, self.number.ask
        studio, hands, doors = parts.studio, parts.hands, parts.doors
        commands = Commands()
        for some in (
            file_commands(studio, doors),
            edit_commands(studio, doors),
            view_commands(hands, parts.canvas, parts.lanes, parts.window.panels()),
            manner_commands(parts.manner),
            look_commands(doors),
            transport_commands(hands),
            listening_commands(hands),
            cue_commands(hands),
            cue_look_commands(hands, self.text.ask),
            self._templates(),
            grid_commands(hands, ask, studio.opening.attacks),
            section_commands(hands),
            library_commands(studio, doors),
            batch_commands(self._picked, ask),
            self._picked_templates(),
            keeping_commands(doors.keeping),
            review_commands(parts.reviewer, parts.queue, self._label_next, self._make_room),
            reviewers_commands(parts.reviewers),
            model_commands(parts.models),
            help_commands(doors),
        ):
            commands.add(some)
        return commands

    def renew_templates(self) -> None:
        """The person changed the templates: menus, palette and keys follow."""
        parts = self._parts
        for start, made in (
            ("cue.template", self._templates()),
            ("picked.template", self._picked_templates()),
        ):
            gone = [held.command_id for held in parts.commands if held.command_id.startswith(start)]
            parts.commands.swap(gone, made)
        parts.router.use(parts.router.keymap)
        parts.actions.renew(parts.window.menuBar())

    def _templates(self) -> list[Command]:
        return template_commands(self._parts.hands, self._parts.shelf, self._edit_templates)

    def _picked_templates(self) -> list[Command]:
        return picked_template_commands(self._parts.shelf, self._picked.perform, self._picked.some)

    def _edit_templates(self) -> None:
        parts = self._parts
        edit_templates(parts.shelf, parts.hands, parts.overview, parts.looks.theme, parts.window)

    def _make_room(self, dock: QDockWidget) -> None:
        self._parts.window.make_room(dock, self._parts.queue.room)
