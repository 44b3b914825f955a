"""The small pictures of whole tracks in the list: peaks from the disk, and the cues on them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from edmstudio.app.sound_cache import SoundCache
from edmstudio.audio.peaks import Peaks
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.waveform_lane import WaveformLane
from edmstudio.gui.library.rows import Row
from edmstudio.gui.look.theme import Theme

KEPT = 600
MARK = 5.0  # pixels
Picture = QPixmap | None
CuesOf = Callable[[int], Sequence[CuePoint]]


class MiniOverviews:
    """Draws each picture once and keeps the last few hundred."""

    def __init__(self, cache: Path, theme: Theme, cues_of: CuesOf) -> None:
        self._cache, self._theme, self._cues_of = SoundCache(cache), theme, cues_of
        self._pictures: OrderedDict[tuple[str, int, int], Picture] = OrderedDict()

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._pictures.clear()

    def forget(self, payload: str) -> None:
        """Draw a track anew: its cues have changed."""
        for key in [key for key in self._pictures if key[0] == payload]:
            del self._pictures[key]

    def of(self, row: Row, size: QSize) -> Picture:
        """The picture of a row, None where its sound was never seen."""
        key = (row["payload"], size.width(), size.height())
        if key not in self._pictures:
            self._pictures[key] = self._drawn(row, size)
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[key]

    def _drawn(self, row: Row, size: QSize) -> Picture:
        place = self._cache.peaks(row["payload"])
        if not place.exists():
            return None
        try:
            peaks = Peaks.load(place)
        except Refused:
            return None
        lane = WaveformLane(peaks, self._theme.tokens)
        seconds = peaks.seconds
        drawn = QPixmap.fromImage(lane.paint(0.0, seconds, size.width(), size.height()))
        with QPainter(drawn) as painter:
            for cue in self._cues_of(row["id"]) if row["cues"] else ():
                at = QPointF(cue.seconds / seconds * size.width(), size.height())
                _draw_cue(painter, cue, at, self._theme.colour("background"))
        return drawn


def _draw_cue(painter: QPainter, cue: CuePoint, foot: QPointF, ground: QColor) -> None:
    """A faint pole, and at its top a mark: full on a pad, hollow off the pads."""
    colour, x = QColor(cue.shown_colour), foot.x()
    painter.fillRect(QRectF(x, MARK, 1, foot.y() - MARK), colour)
    painter.fillRect(QRectF(x - MARK / 2, 0, MARK, MARK), colour)
    if not cue.slot:
        painter.fillRect(QRectF(x - MARK / 2 + 1, 1, MARK - 2, MARK - 2), ground)
