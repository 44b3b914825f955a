"""Commands of what is heard: the other grid, ticks, one band, the pitch, loops, pads by ear."""

from dataclasses import replace
from functools import partial

from edmstudio.audio.bands import Band
from edmstudio.audio.player import Loop
from edmstudio.domain.cues import SLOTS
from edmstudio.gui.commands.cues import has_pad, on_pad
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.words import tr

BAND_NAMES = {Band.LOW: "Lows alone", Band.MID: "Mids alone", Band.HIGH: "Highs alone"}


def listening_commands(hands: Hands) -> list[Command]:
    """What the menu "Play" has for the ear."""
    here = [*_clicks(hands), *_bands(hands), *_loops(hands)]
    return [*(replace(command, enabled=hands.has_track) for command in here), *_pads(hands)]


def _clicks(hands: Hands) -> list[Command]:
    transport, menu = hands.transport, tr("&Play")
    listening = transport.listening
    return [
        Command("ab.hold", tr("Hold to hear the model's grid"), menu,
                partial(listening.compare, True), ("\\",),
                released=partial(listening.compare, False)),
        Command("click.ticks", tr("Tick at cues and sections"), menu,
                lambda: listening.set_ticking(not listening.ticking), ("H, T",),
                checked=lambda: listening.ticking),
        Command("speed.pitch", tr("Keep the pitch at another speed"), tr("&Play/Speed"),
                lambda: transport.set_keeps_pitch(not transport.keeps_pitch), ("H, P",),
                checked=lambda: transport.keeps_pitch),
    ]  # fmt: skip


def _bands(hands: Hands) -> list[Command]:
    listening = hands.transport.listening

    def only(band: Band) -> Command:
        return Command(
            f"listen.{band}",
            tr(BAND_NAMES[band]),
            tr("&Play/Listen to"),
            lambda: listening.solo(None if listening.band is band else band),
            (f"H, {BAND_NAMES[band][0]}",),
            checked=lambda: listening.band is band,
        )

    return [only(band) for band in Band]


def _loops(hands: Hands) -> list[Command]:
    menu = tr("&Play/Loop")
    return [
        Command("loop.section", tr("Loop this section"), menu, partial(loop_section, hands),
                ("Alt+L",)),
        Command("loop.back", tr("Loop before this one"), menu, partial(move_loop, hands, -1),
                ("Alt+-",)),
        Command("loop.on", tr("Loop after this one"), menu, partial(move_loop, hands, 1),
                ("Alt+=",)),
    ]  # fmt: skip


def _pads(hands: Hands) -> list[Command]:
    return [
        Command(
            f"hotcue.{number}.preview",
            tr("Hold to hear pad {slot}").format(slot=slot),
            tr("&Cues/Pad {slot}").format(slot=slot),
            partial(preview_pad, hands, slot),
            (f"Alt+{number}",),
            enabled=partial(has_pad, hands, slot),
            released=hands.transport.end_preview,
        )
        for number, slot in enumerate(SLOTS, start=1)
    ]


def loop_section(hands: Hands) -> None:
    """A loop over the picked section, or the one under the playhead."""
    section = hands.meant_section()
    if section is not None:
        hands.transport.set_loop(Loop(section.start, section.end))


def move_loop(hands: Hands, lengths: int) -> None:
    """The loop as a whole, by its own length; inside the track, and in time while it plays."""
    loop = hands.transport.loop
    if loop is None:
        return
    start = loop.start + lengths * (loop.end - loop.start)
    end = start + loop.end - loop.start
    if start >= 0 and end <= hands.session.duration:
        hands.transport.set_loop(Loop(start, end))


def preview_pad(hands: Hands, slot: str) -> None:
    """Play from a pad's cue as long as the key is down."""
    if (cue := on_pad(hands, slot)) is not None:
        hands.transport.preview(cue.seconds)
