"""Everything that a picture of the window can show, and how it is brought up."""

from collections.abc import Callable
from enum import StrEnum
from time import monotonic

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from edmstudio.gui.assembly import Assembly

PATIENCE = 120.0  # seconds for pictures that must be computed first


class View(StrEnum):
    """What of the window is drawn."""

    TRACK = "track"
    LIBRARY = "library"
    QUEUE = "queue"
    MODELS = "models"
    EXPORT = "export"
    IMPORT = "import"
    SETTINGS = "settings"
    KEYS = "keys"
    CHEAT_SHEET = "cheat-sheet"
    PALETTE = "palette"
    EVENTS = "events"
    HISTORY = "history"
    SIMILARITY = "similarity"
    TEMPLATES = "templates"
    RETRAIN = "retrain"
    BACKUPS = "backups"
    HELP = "help"
    TOUR = "tour"
    ABOUT = "about"
    FIRST_RUN = "first-run"
    LOADING = "loading"
    NOTHING_FOUND = "nothing-found"
    COLUMNS = "columns"
    LEFT_OUT = "left-out"
    RESTORE_TAGS = "restore-tags"


PANELS = (View.EVENTS, View.HISTORY, View.SIMILARITY)
COMMANDS = {
    View.MODELS: "model.all",
    View.EXPORT: "export",
    View.SETTINGS: "settings",
    View.KEYS: "keys",
    View.CHEAT_SHEET: "help.keys",
    View.TEMPLATES: "cue.templates",
    View.RETRAIN: "model.retrain",
    View.BACKUPS: "library.restore",
    View.HELP: "help.contents",
    View.TOUR: "help.tour",
    View.ABOUT: "help.about",
    View.LEFT_OUT: "library.left-out",
    View.RESTORE_TAGS: "tags.restore",
}


def shown(running: QApplication, made: Assembly, view: View) -> QWidget | None:
    """Bring a view up; what lies over the window in it is returned."""
    if view in COMMANDS:
        made.commands[COMMANDS[view]].run()
    elif view in PANELS:
        _bring_forward(running, made, view)
    match view:
        case View.LIBRARY:
            made.window.sharing.spread("library")
        case View.QUEUE:
            _ask(running, made)
        case View.PALETTE:
            made.doors.palette()
        case View.COLUMNS:
            made.doors.library.columns()
        case View.IMPORT:
            exchange = made.doors.exchange
            exchange.import_labels(exchange.exchange.known_files())
        case View.FIRST_RUN:
            made.window.show_empty(True)
        case View.NOTHING_FOUND:
            made.library.bar.search.setText(view)
            wait(running, lambda: not made.library.nothing.isHidden())
        case View.HELP:
            return made.doors.help.helping.shown
    return QApplication.activePopupWidget() or _dialog(made)


def wait(running: QApplication, settled: Callable[[], bool]) -> None:
    """Let the window live until something holds, or patience is at its end."""
    end = monotonic() + PATIENCE
    while not settled() and monotonic() < end:
        running.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def _dialog(made: Assembly) -> QDialog | None:
    """The one that is open; not all of them hold up the window."""
    return next((each for each in made.window.findChildren(QDialog) if each.isVisible()), None)


def _bring_forward(running: QApplication, made: Assembly, view: View) -> None:
    dock = made.window.docks[view.value]
    dock.show()
    dock.raise_()
    running.processEvents()
    wait(running, lambda: made.similarity.settled)


def _ask(running: QApplication, made: Assembly) -> None:
    """The first question that waits; it does not play, or no two pictures would be the same."""
    made.commands["review.start"].run()
    if made.reviewer.item is not None:
        wait(running, lambda: made.studio.transport.playing)
        made.studio.transport.pause()
        wait(running, lambda: made.studio.opening.settled and made.news.curves.settled)
        made.studio.transport.seek(made.reviewer.item.suspicion.start)
