"""Commands of playing and of going somewhere."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from edmstudio.audio.player import Loop
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.track.hands import REACH, Hands
from edmstudio.gui.words import tr

PHRASE = 8  # bars
FINE = 0.010  # seconds
LOOP_BARS = 2


def transport_commands(hands: Hands) -> list[Command]:
    """Everything in the menu "Play"."""
    return [
        *_only(hands.has_sound, _playing(hands)),
        *_only(hands.has_places, [*_seeking(hands), *_markers(hands)]),
        *_only(hands.has_sound, _speed_and_loop(hands)),
    ]


def _only(enabled: Callable[[], bool], commands: list[Command]) -> list[Command]:
    return [replace(command, enabled=enabled) for command in commands]


def _playing(hands: Hands) -> list[Command]:
    transport, menu = hands.transport, tr("&Play")
    cue = MainCue(hands)
    return [
        Command("play.toggle", tr("Play or pause"), menu, transport.toggle, ("Space",),
                checked=lambda: transport.playing, icon="play"),
        Command("cue.main", tr("Cue: set here, hold to preview"), menu, cue.press, ("C",),
                released=cue.release, icon="cue"),
        Command("play.audition", tr("Audition: loop with click"), menu, partial(audition, hands),
                ("Shift+Space",)),
    ]  # fmt: skip


def _seeking(hands: Hands) -> list[Command]:
    transport, menu = hands.transport, tr("&Play/Go to")

    def go(name: str, title: str, key: str, step: Callable[[], object], icon: str = "") -> Command:
        return Command(f"seek.{name}", title, menu, step, (key,), repeats=True, icon=icon)

    return [
        go("start", tr("Start"), "Home", lambda: transport.seek(0.0), "to-start"),
        go("end", tr("End"), "End", lambda: transport.seek(hands.session.duration), "to-end"),
        go("beat-back", tr("Previous beat"), "Left", partial(hands.step, -1), "beat-back"),
        go("beat-on", tr("Next beat"), "Right", partial(hands.step, 1), "beat-on"),
        go("bar-back", tr("Previous bar"), "Shift+Left", partial(hands.step_bars, -1), "bar-back"),
        go("bar-on", tr("Next bar"), "Shift+Right", partial(hands.step_bars, 1), "bar-on"),
        go("phrase-back", tr("8 bars back"), "Ctrl+Left", partial(hands.step_bars, -PHRASE)),
        go("phrase-on", tr("8 bars on"), "Ctrl+Right", partial(hands.step_bars, PHRASE)),
        go("fine-back", tr("10 ms back"), "Alt+Left", lambda: transport.seek(hands.at - FINE)),
        go("fine-on", tr("10 ms on"), "Alt+Right", lambda: transport.seek(hands.at + FINE)),
    ]


def _markers(hands: Hands) -> list[Command]:
    menu = tr("&Play/Go to")
    return [
        Command("marker.previous", tr("Previous cue or section"), menu,
                partial(to_marker, hands, -1), ("PgUp",), repeats=True),
        Command("marker.next", tr("Next cue or section"), menu,
                partial(to_marker, hands, 1), ("PgDown",), repeats=True),
        Command("marker.previous-like", tr("Previous of the same kind"), menu,
                partial(to_like, hands, -1), ("Shift+PgUp",), repeats=True),
        Command("marker.next-like", tr("Next of the same kind"), menu,
                partial(to_like, hands, 1), ("Shift+PgDown",), repeats=True),
    ]  # fmt: skip


def _speed_and_loop(hands: Hands) -> list[Command]:
    transport, menu = hands.transport, tr("&Play")
    speed, loop, listening = tr("&Play/Speed"), tr("&Play/Loop"), transport.listening
    return [
        Command("speed.up", tr("Faster"), speed, lambda: transport.step_speed(1),
                ("Ctrl+PgUp",), repeats=True),
        Command("speed.down", tr("Slower"), speed, lambda: transport.step_speed(-1),
                ("Ctrl+PgDown",), repeats=True),
        Command("speed.reset", tr("Normal speed"), speed, lambda: transport.set_speed(1.0),
                ("Ctrl+Home",), icon="speed"),
        Command("loop.toggle", tr("Loop two bars"), loop, partial(toggle_loop, hands), ("L",),
                checked=lambda: transport.loop is not None, icon="loop"),
        Command("loop.halve", tr("Half as long"), loop, partial(scale_loop, hands, 0.5), ("-",)),
        Command("loop.double", tr("Twice as long"), loop, partial(scale_loop, hands, 2.0), ("=",)),
        Command("click.toggle", tr("Click on every beat"), menu,
                lambda: listening.set_clicking(not listening.clicking), ("M",),
                checked=lambda: listening.clicking, icon="click"),
    ]  # fmt: skip


@dataclass(slots=True)
class MainCue:
    """The big cue button of a player: paused it sets and, held, previews; playing it returns."""

    hands: Hands
    _previewing: bool = False

    def press(self) -> None:
        """The key goes down."""
        transport = self.hands.transport
        if transport.playing:
            transport.pause()
            transport.seek(transport.cue_at or 0.0)
        elif transport.cue_at is not None and abs(transport.cue_at - self.hands.at) < REACH:
            self._previewing = True
            transport.play()
        else:
            transport.cue_at = self.hands.snapped
            transport.seek(transport.cue_at)

    def release(self) -> None:
        """The key comes up: a preview ends where it began."""
        if self._previewing:
            self._previewing = False
            self.hands.transport.pause()
            self.hands.transport.seek(self.hands.transport.cue_at or 0.0)


def audition(hands: Hands) -> None:
    """Play a bar before and a bar after what is picked, again and again; once more to stop."""
    transport = hands.transport
    if transport.loop is not None and transport.playing:
        transport.pause()
        transport.set_loop(None)
        transport.listening.set_clicking(False)
        return
    cues = hands.meant_cues()
    middle = cues[0].seconds if cues else hands.snapped
    start = max(hands.bars_on(middle, -1), 0.0)
    end = min(hands.bars_on(middle, 1), hands.session.duration)
    transport.set_loop(Loop(start, end))
    transport.listening.set_clicking(hands.has_grid())
    transport.seek(start)
    transport.play()


def toggle_loop(hands: Hands) -> None:
    """A loop of two bars from the playhead on, or none."""
    start = min(hands.snapped, hands.bars_on(hands.session.duration, -LOOP_BARS))
    loop = Loop(max(start, 0.0), hands.bars_on(max(start, 0.0), LOOP_BARS))
    hands.transport.set_loop(None if hands.transport.loop else loop)


def scale_loop(hands: Hands, factor: float) -> None:
    """The loop half or twice as long, from a sixteenth of a beat to the rest of the track."""
    loop = hands.transport.loop
    if loop is None:
        return
    shortest = hands.beats_on(loop.start, 1 / 16) - loop.start
    seconds = max((loop.end - loop.start) * factor, shortest)
    hands.transport.set_loop(Loop(loop.start, min(loop.start + seconds, hands.session.duration)))


def to_marker(hands: Hands, direction: int) -> None:
    """The next cue or section boundary."""
    held = hands.annotations
    _to_nearest(hands, [c.seconds for c in held.cues] + [s.start for s in held.sections], direction)


def to_like(hands: Hands, direction: int) -> None:
    """The next cue of the picked cue's kind; without one the next section of this label."""
    cues, section = hands.meant_cues(), hands.annotations.section_at(hands.at)
    if cues:
        like = [cue.seconds for cue in hands.annotations.cues if cue.kind == cues[0].kind]
    elif section is not None:
        like = [s.start for s in hands.annotations.sections if s.label == section.label]
    else:
        like = []
    _to_nearest(hands, like, direction)


def _to_nearest(hands: Hands, moments: list[float], direction: int) -> None:
    ahead = [m for m in moments if (m - hands.at) * direction > REACH / 10]
    if ahead:
        hands.jump(min(ahead, key=lambda moment: abs(moment - hands.at)))
