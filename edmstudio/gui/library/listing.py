"""Reads the list of tracks; a large library piece by piece, so that the window stays free."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from edmstudio.gui.library.rows import Row
from edmstudio.store.tracks import Tracks

PIECE = 2000  # rows; what one turn of the window may take


class Listing(QObject):
    """What is shown stays until all of the new list is there; at first a piece is shown at once."""

    read = Signal(object)  # list of Row; as `list` Qt would copy each into its own types

    def __init__(self, tracks: Tracks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tracks = tracks
        self._rows: list[Row] = []
        self._pieces: Iterator[list[Row]] = iter(())
        self._shown = self._again = False
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._read_on)

    def start(self) -> None:
        """Read it, after what is being read just now."""
        if self._turns.isActive():
            self._again = True
            return
        self._rows, self._pieces = [], self._tracks.pieces(PIECE)
        self._turns.start()
        self._read_on()
        if self._turns.isActive() and not self._shown:
            self._show()

    def stop(self) -> None:
        """Read no further."""
        self._turns.stop()

    def _read_on(self) -> None:
        piece = next(self._pieces, [])
        self._rows += piece
        if len(piece) < PIECE:
            self._turns.stop()
            self._show()
            if self._again:
                self._again = False
                self.start()

    def _show(self) -> None:
        self._shown = True
        self.read.emit(list(self._rows))
