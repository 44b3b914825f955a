"""Commands of the cue points and their pads."""

from dataclasses import replace
from functools import partial

from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue, RemoveCue
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.session import Selection
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.words import tr

LOOP_BARS = 4


def cue_commands(hands: Hands) -> list[Command]:
    """Everything in the menu "Cues"."""
    menu = tr("&Cues")
    here = [
        Command("cue.add", tr("Add memory cue here"), menu, partial(add, hands), ("Ctrl+M",),
                enabled=hands.has_track, icon="cue"),
        Command("cue.loop", tr("Keep the loop as a cue"), menu, partial(keep_loop, hands),
                ("Shift+L",), enabled=hands.has_track, icon="loop"),
        Command("item.delete", tr("Delete picked cues"), menu, partial(delete, hands), ("Del",),
                enabled=hands.has_meant_cue, icon="delete"),
        Command("item.nudge", tr("Nudge picked cues to the beat"), menu, partial(nudge, hands),
                ("N",), enabled=lambda: hands.has_meant_cue() and hands.has_grid()),
        Command("cue.select-all", tr("Pick all cues"), menu, partial(pick_all, hands),
                ("Ctrl+A",), enabled=hands.has_cues),
        Command("cue.lock", tr("Lock picked cues"), menu, partial(lock, hands), ("Ctrl+L",),
                enabled=hands.has_meant_cue, checked=partial(all_locked, hands), icon="lock"),
        Command("quantize.toggle", tr("Quantise: what you place falls on beats"), menu,
                lambda: hands.session.set_quantise(not hands.session.quantise), ("Q",),
                checked=lambda: hands.session.quantise, icon="quantise"),
    ]  # fmt: skip
    return [*here, *_pads(hands)]


def _pads(hands: Hands) -> list[Command]:
    commands = []
    for number, slot in enumerate(SLOTS, start=1):
        menu = tr("&Cues/Pad {slot}").format(slot=slot)
        taken = partial(has_pad, hands, slot)
        commands += [
            Command(f"hotcue.{number}", tr("Pad {slot}: set or jump").format(slot=slot), menu,
                    partial(press_pad, hands, slot), (str(number),), enabled=hands.has_track),
            Command(f"hotcue.{number}.clear", tr("Clear pad {slot}").format(slot=slot), menu,
                    partial(clear_pad, hands, slot), (f"Shift+{number}",), enabled=taken),
            Command(f"hotcue.{number}.move", tr("Move pad {slot} here").format(slot=slot), menu,
                    partial(move_pad, hands, slot), (f"Ctrl+{number}",), enabled=taken),
        ]  # fmt: skip
    return commands


def on_pad(hands: Hands, slot: str) -> CuePoint | None:
    """The cue that sits on a pad."""
    return next((cue for cue in hands.annotations.cues if cue.slot == slot), None)


def has_pad(hands: Hands, slot: str) -> bool:
    """Whether a cue sits on a pad."""
    return on_pad(hands, slot) is not None


def press_pad(hands: Hands, slot: str) -> None:
    """Jump to the pad's cue; an empty pad takes the playhead's place."""
    cue = on_pad(hands, slot)
    if cue is None:
        place(hands, CueKind.OTHER, slot)
    else:
        hands.session.select(Selection(frozenset({cue.cue_id})))
        hands.jump(cue.seconds)


def clear_pad(hands: Hands, slot: str) -> None:
    """Delete the pad's cue."""
    if (cue := on_pad(hands, slot)) is not None:
        hands.perform(RemoveCue(cue.cue_id))


def move_pad(hands: Hands, slot: str) -> None:
    """Take the pad's cue to the playhead."""
    if (cue := on_pad(hands, slot)) is not None:
        hands.perform(MoveCue(cue.cue_id, hands.snapped))


def place(hands: Hands, kind: CueKind, slot: str) -> None:
    """A new cue at the playhead, and pick it."""
    cue_id = hands.annotations.fresh_cue_id()
    hands.perform(PlaceCue(CuePoint(hands.snapped, cue_id, kind, slot=slot)))
    hands.session.select(Selection(frozenset({cue_id})))


def add(hands: Hands) -> None:
    """A cue without a pad at the playhead."""
    place(hands, CueKind.OTHER, "")


def keep_loop(hands: Hands) -> None:
    """A cue of the loop that plays; without one, of four bars from the playhead on."""
    loop, start = hands.transport.loop, hands.snapped
    end = loop.end if loop else min(hands.bars_on(start, LOOP_BARS), hands.session.duration)
    cue_id = hands.annotations.fresh_cue_id()
    cue = CuePoint(loop.start if loop else start, cue_id, CueKind.LOOP, tr("Loop"), end=end)
    hands.perform(PlaceCue(cue, tr("Add loop")))
    hands.session.select(Selection(frozenset({cue_id})))


def delete(hands: Hands) -> None:
    """Delete the picked cues in one step; locked ones stay."""
    gone = [cue for cue in hands.meant_cues() if not cue.locked]
    hands.perform_all(tr("Delete cues"), [RemoveCue(cue.cue_id) for cue in gone])


def nudge(hands: Hands) -> None:
    """Take the picked cues to their nearest beats in one step."""
    grid = hands.grid
    if grid is not None:
        moves = [MoveCue(cue.cue_id, grid.snap(cue.seconds)) for cue in hands.meant_cues()]
        hands.perform_all(tr("Nudge cues"), list(moves))


def pick_all(hands: Hands) -> None:
    """Pick every cue of the track."""
    hands.session.select(Selection(frozenset(cue.cue_id for cue in hands.annotations.cues)))


def all_locked(hands: Hands) -> bool:
    """Whether every picked cue is locked."""
    cues = hands.meant_cues()
    return bool(cues) and all(cue.locked for cue in cues)


def lock(hands: Hands) -> None:
    """Lock the picked cues, or unlock them where all are locked."""
    locked = not all_locked(hands)
    title = tr("Lock cue") if locked else tr("Unlock cue")
    changed = [replace(cue, locked=locked) for cue in hands.meant_cues()]
    hands.perform_all(title, [PlaceCue(cue, title) for cue in changed])
