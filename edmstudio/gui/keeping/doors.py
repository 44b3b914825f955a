"""The doors to the library's own health: check it, bring a copy back, see what was left out."""

from PySide6.QtCore import QObject, Signal

from edmstudio.app.keeping import Health, check
from edmstudio.app.outcome import Analysed, Arrived, LeftOut
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.numbers import several
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr


class KeepingDoors(QObject):
    """Opens dialogs over the window; none of them blocks."""

    restore_asked = Signal(str)  # a backup that shall take the library's place

    def __init__(self, window: MainWindow, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio, self._theme = window, studio, Theme()
        self._left_out: dict[str, LeftOut] = {}
        self._tried: set[str] = set()
        studio.work.outcome.connect(self._note)

    def wear(self, theme: Theme) -> None:
        """Dialogs opened from here on look like this."""
        self._theme = theme

    def check(self) -> None:
        """Read the whole library for damage, and say what was found."""
        self._studio.said.emit(tr("Checking the library…"))
        job = self._studio.jobs.new(lambda watch: check(self._studio.library))
        job.done.connect(self._checked)
        job.failed.connect(self._studio.problems.tell)
        job.start()

    def restore(self) -> None:
        """Choose a copy to take the library's place."""
        from edmstudio.gui.keeping.backups_dialog import BackupsDialog

        dialog = BackupsDialog(self._studio.places, self._theme, self._window)
        dialog.chosen.connect(self.restore_asked)
        dialog.open()

    def left_out(self) -> None:
        """What could not be added or analysed, with reasons."""
        from edmstudio.gui.keeping.left_out_dialog import LeftOutDialog

        held = list(self._left_out.values())
        LeftOutDialog(held, self._theme, self._window, of=len(self._tried)).open()

    def something_was_left_out(self) -> bool:
        """Whether there is a file to show."""
        return bool(self._left_out)

    def _note(self, outcome: object) -> None:
        """The last word on each file counts; what went well since is no longer listed."""
        if isinstance(outcome, LeftOut):
            self._left_out[outcome.path] = outcome
            self._tried.add(outcome.path)
        elif isinstance(outcome, Arrived | Analysed):
            self._left_out.pop(outcome.track.path, None)
            self._tried.add(outcome.track.path)

    def _checked(self, health: Health) -> None:
        tracks = several(health.tracks, "track", "tracks")
        if not health.findings:
            self._studio.said.emit(tr("The library is sound: {tracks}.").format(tracks=tracks))
            return
        from edmstudio.gui.keeping.damage_dialog import DamageDialog

        dialog = DamageDialog(health, self._theme, self._window)
        dialog.accepted.connect(self.restore)
        dialog.open()
