"""What the tour shows: the list, the timeline, the transport, the review, the way out."""

from functools import partial

from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication, QDockWidget

from edmstudio.gui.help.tour import Stop, place_in, place_of_menu
from edmstudio.gui.keys.physical_keys import shown
from edmstudio.gui.parts import Parts
from edmstudio.gui.words import tr


def stops(made: Parts) -> tuple[Stop, ...]:
    """Five; keys are named as the person has them."""
    window, docks = made.window, made.window.docks
    say = partial(_said, made)
    return (
        Stop(
            tr("Your tracks"),
            say(tr("All of them, with tempo, key and cues. Trust says how sure the model is of its "
                   "beat grid: sort by it and look at the lowest first; most of the others need "
                   "no look. {0} and {1} open the next and the previous track."),
                "library.next", "library.previous"),
            partial(_library, made),
        ),
        Stop(
            tr("What was heard"),
            say(tr("Beats and bars, cues, your sections above those of the model. Drag what is in "
                   "the wrong place; {0} puts the 1 where the playhead is, and {1} takes "
                   "anything back, also tomorrow."), "grid.downbeat-here", "undo"),
            lambda: place_in(window, made.canvas),
        ),
        Stop(
            tr("Listen"),
            say(tr("{0} plays, {1} clicks along with the grid. A click that flams with the kick "
                   "is a few milliseconds off, a click between the kicks half a beat."),
                "play.toggle", "click.toggle"),
            lambda: place_in(window, made.bar),
        ),
        Stop(
            tr("Let it ask you"),
            say(tr("Review looks for what is most likely wrong in the whole library and asks one "
                   "question after the other: {0} accepts, {1} keeps what is there, {2} skips."),
                "review.accept", "review.keep", "review.skip"),
            partial(_dock, made, docks["review"]),
        ),
        Stop(
            tr("To the decks"),
            say(tr("{0} exports to rekordbox, Serato, Traktor and more, and says before what "
                   "arrives and what is lost. {1} opens the manual where you are, {2} finds any "
                   "command."), "export", "help.here", "palette.open"),
            lambda: place_of_menu(window, window.menuBar(), 0),
        ),
    )  # fmt: skip


def _said(made: Parts, text: str, *command_ids: str) -> "partial[str]":
    return partial(_with_keys, made, text, command_ids)


def _with_keys(made: Parts, text: str, command_ids: tuple[str, ...]) -> str:
    keymap = made.router.keymap
    held = (keymap.keys_of(made.commands[name]) for name in command_ids)
    return text.format(*(shown(keys[0]) if keys else "–" for keys in held))


def _library(made: Parts) -> QRect:
    """Where the list lies, with the column that the words speak of in sight."""
    place = _dock(made, made.window.docks["library"])
    made.library.table.reveal("trust")
    return place


def _dock(made: Parts, dock: QDockWidget) -> QRect:
    """Where a panel lies, brought to the front first."""
    dock.show()
    dock.raise_()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # so that it lies where it will
    return place_in(made.window, dock)
