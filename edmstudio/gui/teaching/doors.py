"""The doors to learning: the retraining, and every model there is."""

from PySide6.QtCore import QObject, Signal

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.teacher import Teacher
from edmstudio.gui.words import tr


class ModelDoors(QObject):
    """Opens dialogs beside the window; none of them blocks."""

    review_asked = Signal()

    def __init__(self, window: MainWindow, studio: Studio, teacher: Teacher) -> None:
        super().__init__(window)
        self._window, self._studio, self.teacher = window, studio, teacher
        self._theme = Theme()
        teacher.judged.connect(lambda outcome: self._say(better=outcome.verdict.promoted))

    def wear(self, theme: Theme) -> None:
        """Dialogs opened from here on look like this."""
        self._theme = theme

    def retrain(self) -> None:
        """Show what there is to learn, or how far it is."""
        from edmstudio.gui.teaching.retrain_dialog import RetrainDialog

        held = self._window.findChild(RetrainDialog)
        dialog = held or RetrainDialog(self.teacher, self._studio, self._theme, self._window)
        if held is None:
            dialog.history_asked.connect(self.models)
            dialog.review_asked.connect(self.review_asked)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def models(self) -> None:
        """Show every model."""
        from edmstudio.gui.teaching.models_dialog import ModelsDialog

        ModelsDialog(self.teacher, self._studio.library, self._theme, self._window).open()

    def _say(self, *, better: bool) -> None:
        """Whoever closed the dialog meanwhile hears of the end in the status bar."""
        told = tr("Learned: better.") if better else tr("Learned: the old model stays.")
        self._studio.said.emit(f"{told} {tr('Model ▸ Retrain… shows the figures.')}")
