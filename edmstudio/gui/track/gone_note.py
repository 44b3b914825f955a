"""Over the timeline of a track whose file is gone: where it was, and the way to find it again."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Session
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.elided_label import ElidedLabel
from edmstudio.gui.words import tr

WIDE, EDGE, BETWEEN = 520, 16, 8  # pixels of the design
MIDDLE = Qt.AlignmentFlag.AlignCenter


class GoneNote(QFrame):
    """Lies in the middle of the timeline, and only there while its file is missing."""

    found_asked = Signal()

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over, self._theme = session, over, Theme()
        self.setProperty("role", "card")
        self.said = QLabel(tr("The file is not where it was."))
        self.path = ElidedLabel("muted", Qt.TextElideMode.ElideMiddle)
        self.path.setAlignment(MIDDLE)
        self.search = primary(QPushButton(tr("Find its folder…")))
        self.search.setToolTip(
            tr("Add the folder where it lies now: it is known again by its sound")
        )
        self.search.clicked.connect(self.found_asked)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.said, alignment=MIDDLE)
        self._layout.addWidget(self.path)
        self._layout.addWidget(self.search, alignment=MIDDLE)
        session.opened.connect(self._show)
        over.installEventFilter(self)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        edge = theme.px(EDGE)
        self._layout.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._layout.setSpacing(theme.px(BETWEEN))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show(self) -> None:
        track = self._session.track
        self.setVisible(track is not None and track.missing)
        self.path.setText(track.path if track else "")
        self._place()

    def _place(self) -> None:
        room = self._over.rect()
        self.ensurePolished()
        words = self.path.fontMetrics().horizontalAdvance(self.path.text())
        around = 2 * self._theme.px(EDGE) + 4
        wide = max(min(words + around, self._theme.px(WIDE)), self.minimumSizeHint().width())
        self.resize(min(wide, room.width()), min(self.sizeHint().height(), room.height()))
        self.move(room.center() - self.rect().center())
