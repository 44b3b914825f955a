"""Commands that set cues by a template, on the open track and on all that are picked."""

from collections.abc import Callable
from functools import partial

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.app.cue_templates import BUILT_IN, NamedTemplate
from edmstudio.domain.edits import Edit
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.template_shelf import TemplateShelf
from edmstudio.gui.words import tr

SET, PICKED = "cue.template.", "picked.template."
KEYED = 9  # templates that have a key of their own


def template_commands(
    hands: Hands, shelf: TemplateShelf, edit: Callable[[], None]
) -> list[Command]:
    """The usual one, the editor, and each by its name."""
    menu = tr("&Cues/Set by template")

    def able() -> bool:
        return hands.has_sections() and hands.has_grid()

    def set_usual() -> None:
        hands.perform(ApplyTemplate(shelf.usual.template))

    return [
        Command("cue.template", tr("Set cues by the usual template"), tr("&Cues"), set_usual,
                ("Ctrl+T",), enabled=able, icon="template"),
        Command("cue.templates", tr("Cue templates…"), tr("&Cues"), edit, ("Ctrl+Alt+T",)),
        *(
            Command(f"{SET}{named.key}", title_of(named), menu,
                    partial(hands.perform, ApplyTemplate(named.template)), _keys(place),
                    enabled=able)
            for place, named in enumerate(shelf.held.all, start=1)
        ),
    ]  # fmt: skip


def picked_template_commands(
    shelf: TemplateShelf, perform: Callable[[Edit], None], some: Callable[[], bool]
) -> list[Command]:
    """The same for every picked track, in one step."""
    menu = tr("&Library/Correct the picked tracks")

    def set_usual() -> None:
        perform(ApplyTemplate(shelf.usual.template))

    return [
        Command("picked.template", tr("Cues by the usual template"), menu, set_usual,
                ("Shift+B, T",), enabled=some),
        *(
            Command(f"{PICKED}{named.key}", tr("Cues: {name}").format(name=title_of(named)),
                    tr("&Library/Correct the picked tracks/Cues by template"),
                    partial(perform, ApplyTemplate(named.template)), enabled=some)
            for named in shelf.held.all
        ),
    ]  # fmt: skip


def title_of(named: NamedTemplate) -> str:
    """What a template is called: ours in the person's language, theirs as they wrote it."""
    return tr(named.name) if named in BUILT_IN else named.name.replace("&", "&&")


def _keys(place: int) -> tuple[str, ...]:
    return (f"Shift+T, {place}",) if place <= KEYED else ()
