"""Long work at the foot of the window: what is done, how far it is, a button to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from edmstudio.gui.words import tr
from edmstudio.gui.work import Work
from edmstudio.jobs.job import Progress


class WorkProgress(QWidget):
    """Only there while something runs."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._title = ""
        self.said = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setMinimumWidth(180)
        self.stop = QPushButton(tr("Stop"))
        self.stop.setToolTip(tr("What is done stays; the rest can be done later"))
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        for widget in (self.said, self.bar, self.stop):
            layout.addWidget(widget)
        self._work = work
        work.began.connect(self._begin)
        work.progressed.connect(self._show)
        work.ended.connect(self._end)
        self.hide()

    def _begin(self, title: str) -> None:
        self._title = title
        self.said.setText(title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.stop.setEnabled(True)
        self.show()
        self.changed.emit()

    def _show(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        if not self.stop.isEnabled():  # what is under way may still tell how far it came
            return
        self.said.setText(
            tr("{title} {done} of {total}").format(
                title=self._title, done=progress.done, total=progress.total
            )
        )

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.said.setText(tr("Stopping…"))
        self._work.cancel()

    def _end(self) -> None:
        self.setVisible(self._work.running)
        self.changed.emit()
