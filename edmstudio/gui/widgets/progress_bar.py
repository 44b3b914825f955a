"""Long work at the foot of the window: what is done, how far it is, a button to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr
from edmstudio.gui.work import Work
from edmstudio.jobs.job import Progress

BAR, GAP = 180, 8  # pixels of the design


class WorkProgress(QWidget):
    """Only there while something runs; its words are whole, and the bar gives way to them."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._title = ""
        self.said = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.stop = QPushButton(tr("Stop"))
        self.stop.setToolTip(tr("What is done stays; the rest can be done later"))
        self.stop.clicked.connect(self._stop)
        self._layout = QHBoxLayout(self)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        for widget in (self.said, self.bar, self.stop):
            self._layout.addWidget(widget)
        self._work = work
        work.began.connect(self._begin)
        work.progressed.connect(self._show)
        work.ended.connect(self._end)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        gap = theme.px(GAP)
        self._layout.setContentsMargins(gap, 0, gap, 0)
        self._layout.setSpacing(gap)
        self.bar.setFixedWidth(theme.px(BAR))

    def _begin(self, title: str) -> None:
        self._title = title
        self._say(title)
        self.bar.setRange(0, 0)
        self.bar.setEnabled(True)
        self.bar.setAccessibleName(title)
        self.stop.setEnabled(True)
        self.show()
        self.changed.emit()

    def _show(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        if not self.stop.isEnabled():  # what is under way may still tell how far it came
            return
        self._say(
            tr("{title} {done} of {total}").format(
                title=self._title, done=f"{progress.done:,}", total=f"{progress.total:,}"
            )
        )

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.bar.setEnabled(False)
        self._say(tr("Stopping… What is done is kept."))
        self._work.cancel()

    def _say(self, text: str) -> None:
        """The line never becomes narrower while it counts: the bar would jump."""
        self.said.setText(text)
        self.said.ensurePolished()
        needed = self.said.fontMetrics().horizontalAdvance(text) + 1
        self.said.setMinimumWidth(needed)
        self.setMinimumWidth(self._layout.minimumSize().width())

    def _end(self) -> None:
        self.setVisible(self._work.running)
        self.changed.emit()
