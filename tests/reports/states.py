"""States of the window that last a moment, staged in the real window for whoever looks at it."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from edmstudio.domain.edits import SetEnergy, SetKey
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.assembly import Assembly
from edmstudio.jobs.job import Progress

LONG = "A Very Long Title of a Track Which Nobody Would Call That (Somebody's Extended Remix 2026)"
MANY = 3000


def analysing(made: Assembly) -> None:
    """Long work runs."""
    made.progress._begin("Analysing")
    made.progress._show(Progress(17, 41))
    made.window.said.setText("Added 41 tracks")


def cancelled(made: Assembly) -> None:
    """Long work was asked to stop."""
    analysing(made)
    made.progress._stop()


def refused(made: Assembly) -> None:
    """Something could not be done."""
    why = Refused("The disk is full; free some space.", Fault.PERMISSION)
    made.studio.problems.told_of("No backup was written.")(why)


def said(made: Assembly) -> None:
    """Something was done."""
    made.studio.said.emit("Moved the grid 10 ms later")


def missing(made: Assembly) -> None:
    """The open track's file is gone."""
    lost = made.studio.tracks.add(Track(TrackId(0), "/music/gone/lost.mp3", "beef", 372.0))
    made.studio.open_track(lost.track_id)


def long_names(made: Assembly) -> None:
    """A title, an artist and a path that no column holds."""
    track = made.studio.tracks.all()[0]
    held = replace(track, title=LONG, artist=f"{LONG} & Friends")
    made.studio.tracks.update(held)
    made.studio.open_track(held.track_id)
    made.studio.list_tracks()


def many(made: Assembly) -> None:
    """Thousands of rows."""
    held = made.library.model.rows
    rows = [{**held[n % len(held)], "id": n, "title": f"Track {n:,}"} for n in range(1, MANY)]
    made.library.show_rows(rows)
    made.window.sharing.spread("library")


def asking(made: Assembly) -> QWidget | None:
    """A number is asked for."""
    made.commands["bpm.type"].run()
    return QApplication.activePopupWidget()


def undone(made: Assembly) -> None:
    """Some steps were taken back; they can be brought back."""
    session = made.studio.session
    for edit in (SetKey(Key(3, True)), SetEnergy(4), SetEnergy(5), SetKey(Key(8, False))):
        session.perform(edit)
    session.undo()
    session.undo()
    made.window.docks["history"].show()
    made.window.docks["history"].raise_()


STATES = (analysing, cancelled, refused, said, missing, long_names, many, asking, undone)
