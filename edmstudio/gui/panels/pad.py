"""One pad: its letter in the colour of its cue, what the cue is called, and when it comes."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from edmstudio.gui.look.theme import Theme, mixed, text_on

HIGH, LETTER, ROUND, GAP = 30, 28, 6, 6  # pixels of the design
TINT, LIVELY = 0.13, 0.26  # share of the cue's colour in what lies behind words
Side = Qt.AlignmentFlag


class Words(NamedTuple):
    """What a pad says beside its letter, and in which of the theme's fonts."""

    name: str
    font: str
    time: str = ""


class Pad(QPushButton):
    """Tinted as flags on the timeline are: words read on it whatever colour the cue has."""

    def __init__(self, slot: str) -> None:
        super().__init__()
        self.slot, self._theme = slot, Theme()
        self._colour, self._name, self._time = "", "", ""
        self._picked, self._timed = False, True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_cue(self, colour: str, name: str, time: str, *, picked: bool) -> None:
        """What is on it."""
        self._colour, self._name, self._time, self._picked = colour, name, time, picked
        self.update()

    def show_empty(self) -> None:
        """Nothing is on it."""
        self.show_cue("", "", "", picked=False)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LETTER), self._theme.px(HIGH))

    def has_room(self) -> bool:
        """Whether the time is whole beside the name."""
        both = self._wide(self._name, "body") + self._wide(self._time, "small")
        return not self._time or both + 2 * self._theme.px(GAP) <= self._room()

    def show_time(self, on: bool) -> None:
        """Say the time too: all pads of a row do, or none."""
        if on is not self._timed:
            self._timed = on
            self.update()

    def words(self) -> Words:
        """As far as there is room: the name before the time, smaller before it is cut."""
        room = self._room()
        if self._timed and self.has_room():
            return Words(self._name, "body", self._time)
        if self._wide(self._name, "body") <= room:
            return Words(self._name, "body")
        metrics = QFontMetrics(self._theme.font("small"))
        return Words(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room), "small")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            shape.addRoundedRect(box, self._theme.px(ROUND), self._theme.px(ROUND))
            painter.fillPath(shape, self.ground())
            if self._colour:
                self._draw_cue(painter, shape)
            else:
                self._draw_empty(painter, shape)
            self._draw_edge(painter, shape)

    def ground(self) -> QColor:
        """The colour behind the words."""
        tokens = self._theme.tokens
        if not self._colour:
            return QColor(tokens.hover if self.lively and self.isEnabled() else tokens.surface)
        return QColor(mixed(self._colour, tokens.raised, LIVELY if self.lively else TINT))

    @property
    def lively(self) -> bool:
        """Whether the pointer is on it."""
        return self.underMouse() or self.isDown()

    def _draw_cue(self, painter: QPainter, shape: QPainterPath) -> None:
        wide, gap = self._theme.px(LETTER), self._theme.px(GAP)
        letter = QRectF(0, 0, wide, self.height())
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(letter, QColor(self._colour))
        painter.restore()
        self._write(painter, letter, self.slot, text_on(self._colour), "strong", Side.AlignHCenter)
        words = self.words()
        rest = QRectF(wide + gap, 0, self.width() - wide - 2 * gap, self.height())
        tokens = self._theme.tokens
        self._write(painter, rest, words.name, tokens.text, words.font, Side.AlignLeft)
        faint = tokens.text if self.lively else tokens.muted  # that reads on the lively ground too
        self._write(painter, rest, words.time, faint, "small", Side.AlignRight)

    def _draw_empty(self, painter: QPainter, shape: QPainterPath) -> None:
        tokens = self._theme.tokens
        letter = QRectF(0, 0, self._theme.px(LETTER), self.height())
        ink = tokens.muted if self.isEnabled() else tokens.disabled
        self._write(painter, letter, self.slot, ink, "body", Side.AlignHCenter)
        painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DashLine))
        painter.drawPath(shape)

    def _draw_edge(self, painter: QPainter, shape: QPainterPath) -> None:
        """What is picked, and what has the keyboard, is framed."""
        tokens = self._theme.tokens
        colour = tokens.focus if self.hasFocus() else tokens.text if self._picked else ""
        if colour:
            painter.setClipPath(shape)
            painter.setPen(QPen(QColor(colour), 2 * self._theme.px(2)))  # its outer half is cut
            painter.drawPath(shape)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        colour: str,
        font: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(QColor(colour))
        painter.drawText(box, side | Side.AlignVCenter, text)

    def _room(self) -> int:
        return self.width() - self._theme.px(LETTER) - 2 * self._theme.px(GAP)

    def _wide(self, text: str, role: str) -> int:
        return QFontMetrics(self._theme.font(role)).horizontalAdvance(text)
