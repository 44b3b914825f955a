"""Tracks whose predictions would change, each with its strip before and after."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
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

EVEN = 10_000  # pixels, of which both halves get what there is
HEIGHT = 54
TRACK, CHANGE = range(2)  # columns
NAMED = 22  # letters of a track's name; the rest of the list tells what changes
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


class TrackChanges(QSplitter):
    """A list to click through; the strips beside it show the one that is picked."""

    open_asked = Signal(int)  # a track's id

    def __init__(self, tracks: Tracks, cache: Path, theme: Theme) -> None:
        super().__init__()
        self._tracks, self._sounds = tracks, SoundCache(cache)
        self._changes: dict[str, TrackChange] = {}
        self.list = QTreeWidget()
        self.list.ensurePolished()  # or rows would have the height of bare letters
        self.list.setAccessibleName(tr("Tracks whose predictions would change"))
        self.list.setHeaderLabels([tr("Track"), tr("What would change")])
        self.list.setColumnWidth(TRACK, self.fontMetrics().averageCharWidth() * NAMED)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item: self._show(item))
        self.list.itemActivated.connect(self._open)
        self.before = Strip(theme, tr("Before"))
        self.after = Strip(theme, tr("After"))
        self.addWidget(self.list)
        self.addWidget(self._pair())
        self.setSizes([EVEN, EVEN])
        self.setChildrenCollapsible(False)

    def show_changes(self, changes: Sequence[TrackChange]) -> None:
        """All of them, the first picked."""
        self._changes = {change.payload: change for change in changes}
        self.list.clear()
        for change in changes:
            track = self._tracks.with_payload(change.payload)
            if track is not None:
                item = QTreeWidgetItem([track.name, change.words])
                item.setData(TRACK, PAYLOAD, change.payload)
                hint = tr("Return or a double click opens the track")
                for column in (TRACK, CHANGE):
                    item.setToolTip(column, f"{track.name}: {change.words}\n{hint}")
                self.list.addTopLevelItem(item)
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)

    def _pair(self) -> QWidget:
        pair = QWidget()
        layout = QGridLayout(pair)
        layout.setContentsMargins(self.fontMetrics().averageCharWidth(), 0, 0, 0)
        for row, strip in enumerate((self.before, self.after)):
            label = QLabel(strip.accessibleName())
            label.setProperty("role", "muted")
            layout.addWidget(label, row, 0)
            layout.addWidget(strip, row, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(2, 1)
        return pair

    def _show(self, item: QTreeWidgetItem | None) -> None:
        change = self._changes.get(item.data(TRACK, PAYLOAD)) if item is not None else None
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

    def _open(self, item: QTreeWidgetItem) -> None:
        track = self._tracks.with_payload(item.data(TRACK, PAYLOAD))
        if track is not None:
            self.open_asked.emit(track.track_id)
