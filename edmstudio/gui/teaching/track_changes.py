"""Tracks whose predictions would change, each with its strip before and after."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSplitter,
    QWidget,
)

from edmstudio.app.sound_cache import SoundCache
from edmstudio.audio.peaks import Peaks
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.retraining import TrackChange
from edmstudio.gui.canvas.whole_track import WholeTrack
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import section_name, tr
from edmstudio.store.tracks import Tracks

HEIGHT = 60
ROWS = 8  # heights of a letter
PAYLOAD = Qt.ItemDataRole.UserRole


class Strip(QWidget):
    """One whole track, as the overview draws it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._seconds = theme, 0.0
        self._held = Annotations()
        self._wave: Peaks | None = None
        self.setAccessibleName(name)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_track(self, held: Annotations, wave: Peaks | None, seconds: float) -> None:
        """What is said of a track."""
        self._held, self._wave, self._seconds = held, wave, seconds
        told = ", ".join(
            f"{section_name(section.label)} {section.start:.0f} s" for section in held.sections
        )
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = QSizeF(self.size())
        with QPainter(self) as painter:
            WholeTrack(self._held, self._wave, (), self._seconds, self._theme, size, ratio).draw(
                painter
            )


class _Rows(QListWidget):
    """Asks for a few lines, so that the strips below stay in sight."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), ROWS * self.fontMetrics().height())


class TrackChanges(QSplitter):
    """A list to click through; the strips show the one that is picked."""

    open_asked = Signal(int)  # a track's id

    def __init__(self, tracks: Tracks, cache: Path, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._tracks, self._sounds = tracks, SoundCache(cache)
        self._changes: dict[str, TrackChange] = {}
        self.list = _Rows()
        self.list.setAccessibleName(tr("Tracks whose predictions would change"))
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item: self._show(item))
        self.list.itemActivated.connect(self._open)
        self.before = Strip(theme, tr("Before"))
        self.after = Strip(theme, tr("After"))
        self.addWidget(self.list)
        self.addWidget(self._pair())
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)

    def show_changes(self, changes: Sequence[TrackChange]) -> None:
        """All of them, the first picked."""
        self._changes = {change.payload: change for change in changes}
        self.list.clear()
        for change in changes:
            track = self._tracks.with_payload(change.payload)
            if track is not None:
                item = QListWidgetItem(f"{track.name}   {change.words}")
                item.setData(PAYLOAD, change.payload)
                hint = tr("Return or a double click opens the track")
                item.setToolTip(f"{change.words}\n{hint}")
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _pair(self) -> QWidget:
        pair = QWidget()
        layout = QGridLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        for row, strip in enumerate((self.before, self.after)):
            label = QLabel(strip.accessibleName())
            label.setProperty("role", "muted")
            layout.addWidget(label, row, 0)
            layout.addWidget(strip, row, 1)
        layout.setColumnStretch(1, 1)
        return pair

    def _show(self, item: QListWidgetItem | None) -> None:
        change = self._changes.get(item.data(PAYLOAD)) if item is not None else None
        track = self._tracks.with_payload(change.payload) if change is not None else None
        if change is None or track is None:
            return
        wave = self._wave(change.payload)
        self.before.show_track(change.before, wave, track.seconds)
        self.after.show_track(change.after, wave, track.seconds)

    def _wave(self, payload: str) -> Peaks | None:
        place = self._sounds.peaks(payload)
        try:
            return Peaks.load(place) if place.exists() else None
        except Refused:
            return None

    def _open(self, item: QListWidgetItem) -> None:
        track = self._tracks.with_payload(item.data(PAYLOAD))
        if track is not None:
            self.open_asked.emit(track.track_id)
