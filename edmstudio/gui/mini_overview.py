"""The small pictures of whole tracks in the list, from the peaks on disk."""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap

from edmstudio.app.sound_cache import SoundCache
from edmstudio.audio.peaks import Peaks
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.waveform_lane import WaveformLane
from edmstudio.gui.library_rows import Row
from edmstudio.gui.theme import Theme

KEPT = 600
Picture = QPixmap | None


class MiniOverviews:
    """Draws each picture once and keeps the last few hundred."""

    def __init__(self, cache: Path, theme: Theme) -> None:
        self._cache, self._theme = SoundCache(cache), theme
        self._pictures: OrderedDict[tuple[str, int, int], Picture] = OrderedDict()

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._pictures.clear()

    def forget_missing(self) -> None:
        """Look again for pictures that were not there."""
        gone = [key for key, picture in self._pictures.items() if picture is None]
        for key in gone:
            del self._pictures[key]

    def of(self, row: Row, size: QSize) -> Picture:
        """The picture of a row, None where its sound was never seen."""
        key = (row["payload"], size.width(), size.height())
        if key not in self._pictures:
            self._pictures[key] = self._drawn(*key)
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[key]

    def _drawn(self, payload: str, width: int, height: int) -> Picture:
        place = self._cache.peaks(payload)
        if not place.exists():
            return None
        try:
            peaks = Peaks.load(place)
        except Refused:
            return None
        lane = WaveformLane(peaks, self._theme.tokens)
        return QPixmap.fromImage(lane.paint(0.0, peaks.seconds, width, height))
