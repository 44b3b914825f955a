"""What moves on the overview: the frame round what is in view, and the playhead.

The rows of cues and sections stay clear of both: there they would cut letters and names.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from edmstudio.gui.canvas.whole_track import WholeTrack
from edmstudio.gui.session import Span

LEAST = 6.0  # logical pixels of the frame


def draw_view(painter: QPainter, track: WholeTrack, span: Span) -> None:
    """A veil over the sound that is out of view, and a frame round the rest."""
    theme, wave = track.theme, track.wave_box
    left, right = track.axis.x_at(span.start), track.axis.x_at(span.stop)
    if right - left >= wave.width() - 1:
        return
    short = max(LEAST - (right - left), 0.0) / 2
    box = QRectF(left - short, wave.top(), right - left + 2 * short, wave.height())
    veil = theme.colour("background", 0.55)
    painter.fillRect(QRectF(0, wave.top(), box.left(), wave.height()), veil)
    beyond = QRectF(box.right(), wave.top(), wave.right() - box.right(), wave.height())
    painter.fillRect(beyond, veil)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((theme.colour("shade", 0.7), 3.5), (theme.colour("text"), 1.5)):
        painter.setPen(QPen(colour, wide))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)


def draw_playhead(painter: QPainter, track: WholeTrack, seconds: float) -> None:
    """A line with a contrast outline."""
    theme, wave, x = track.theme, track.wave_box, track.axis.x_at(seconds)
    for left, wide, colour in (
        (x - 1.5, 3.0, theme.colour("shade", 0.6)),
        (x - 0.5, 1.5, theme.colour("playhead")),
    ):
        painter.fillRect(QRectF(left, wave.top(), wide, wave.height()), colour)
