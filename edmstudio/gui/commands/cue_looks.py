"""Commands that say what the picked cues are: their name, kind, colour and pad."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.refused import Refused
from edmstudio.gui.asking import AskText
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.look.cue_colours import COLOURS
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.words import tr

KIND_NAMES = {
    CueKind.FIRST_BEAT: "First beat",
    CueKind.MIX_IN: "Mix in",
    CueKind.BUILD: "Build",
    CueKind.DROP: "Drop",
    CueKind.BREAK: "Break",
    CueKind.VOCAL: "Vocal",
    CueKind.MIX_OUT: "Mix out",
    CueKind.LOOP: "Loop",
    CueKind.OTHER: "Other",
}
KIND_KEYS = {
    CueKind.FIRST_BEAT: "F", CueKind.MIX_IN: "I", CueKind.BUILD: "U", CueKind.DROP: "D",
    CueKind.BREAK: "K", CueKind.VOCAL: "V", CueKind.MIX_OUT: "O", CueKind.LOOP: "L",
    CueKind.OTHER: "X",
}  # fmt: skip
LEADER = "Y, {}"  # what a cue is: one key after the other


def cue_look_commands(hands: Hands, ask: AskText) -> list[Command]:
    """The menus "Cues/Kind", "Cues/Colour" and "Cues/Pad of the picked cue"."""

    def made(name: str, title: str, menu: str, run: Callable[[], None], *keys: str) -> Command:
        pressed = tuple(LEADER.format(key) for key in keys)
        return Command(f"cue.{name}", title, menu, run, pressed, enabled=hands.has_meant_cue)

    kinds, colours = tr("&Cues/Kind"), tr("&Cues/Colour")
    pads = tr("&Cues/Pad of the picked cue")
    return [
        replace(made("name", tr("Name the picked cue…"), tr("&Cues"), partial(name, hands, ask)),
                keys=("Shift+N",)),
        *(
            made(f"kind.{kind}", tr(KIND_NAMES[kind]), kinds, partial(set_kind, hands, kind),
                 KIND_KEYS[kind])
            for kind in CueKind
        ),
        made("colour.kind", tr("As its kind"), colours, partial(set_colour, hands, ""), "C"),
        *(
            made(f"colour.{said.casefold()}", tr(said), colours, partial(set_colour, hands, colour))
            for colour, said in COLOURS.items()
        ),
        *(
            made(f"slot.{slot}", tr("Put it on pad {slot}").format(slot=slot), pads,
                 partial(set_slot, hands, slot), str(number))
            for number, slot in enumerate(SLOTS, start=1)
        ),
        made("slot.none", tr("Take it off its pad"), pads, partial(set_slot, hands, ""), "0"),
    ]  # fmt: skip


def name(hands: Hands, ask: AskText) -> None:
    """Ask what the picked cue is called."""
    held = hands.meant_cues()[0]
    title = tr("Name cue")

    def answered(text: str) -> None:
        hands.perform(PlaceCue(replace(held, name=text), title))

    ask(tr("Name of the cue"), held.name, answered)


def set_kind(hands: Hands, kind: CueKind) -> None:
    """Say what the picked cues are for."""
    _change(hands, tr("Set cue kind"), lambda cue: replace(cue, kind=kind))


def set_colour(hands: Hands, colour: str) -> None:
    """Give the picked cues a colour, "" for that of their kind."""
    _change(hands, tr("Set cue colour"), lambda cue: replace(cue, colour=colour))


def set_slot(hands: Hands, slot: str) -> None:
    """Put the first picked cue on a pad; whoever sat there becomes a memory cue."""
    holder = next((cue for cue in hands.annotations.cues if slot and cue.slot == slot), None)
    held = hands.meant_cues()[0]
    if holder is not None and holder.locked and holder.cue_id != held.cue_id:
        told = tr("Pad {slot} holds a locked cue; unlock it first.").format(slot=slot)
        hands.session.refused.emit(Refused(told))
    else:
        hands.perform(PlaceCue(replace(held, slot=slot), tr("Set cue pad")))


def _change(hands: Hands, title: str, changed: Callable[[CuePoint], CuePoint]) -> None:
    edits = [PlaceCue(changed(cue), title) for cue in hands.meant_cues()]
    hands.perform_all(title, list(edits))
