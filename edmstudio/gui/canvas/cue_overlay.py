"""All cues of a track: flags in their own lane, and thin poles that never hide a transient."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue, Several
from edmstudio.gui.canvas.cue_flags import ASIDE, Flag, place
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import REACH, Hit, Snap, View
from edmstudio.gui.look.theme import text_on
from edmstudio.gui.look.tokens import CUE_LETTERS
from edmstudio.gui.session import Selection
from edmstudio.gui.words import percent, tr

ROW, LETTER, PADDING, LONGEST = 20, 18, 6, 130
SHORTEST_TEXT = 16.0  # logical pixels; less of a name says nothing


def colour_of(cue: CuePoint) -> QColor:
    """A cue's own colour, or its kind's."""
    return QColor(cue.shown_colour)


def letter_of(cue: CuePoint) -> str:
    """The pad, or the letter of the kind where the cue sits on none."""
    return cue.slot or CUE_LETTERS[cue.kind]


class CueOverlay:
    """Draws and finds cues."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Loops under poles under flags; what is picked comes last."""
        flags, shown = _flags(view), _in_view(view)
        for cue in shown:
            if cue.end is not None:
                _draw_loop(painter, view, cue, cue.end)
        standing = {flag.cue.cue_id: flag for flag in flags}
        for cue in shown:
            _draw_pole(painter, view, cue, standing.get(cue.cue_id))
        for flag in sorted(flags, key=lambda flag: flag.cue.cue_id in view.selection.cues):
            _draw_flag(painter, view, flag)

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """A flag under the pointer, a pole within reach, or the end of a loop."""
        lane = view.layout.lane_at(point.y())
        if lane is Lane.CUES:
            under = [flag for flag in _flags(view) if _box(view, flag).contains(point)]
            return _hit(under[-1].cue, point, 0.0, view) if under else None
        if not view.layout.picture.contains(point):
            return None
        hits = [_near(cue, point, view) for cue in view.annotations.cues]
        return min(filter(None, hits), key=lambda hit: hit.distance, default=None)


def _near(cue: CuePoint, point: QPointF, view: View) -> Hit | None:
    start = abs(view.axis.x_at(cue.seconds) - point.x())
    if start <= REACH:
        return _hit(cue, point, start, view)
    if cue.end is None or (away := abs(view.axis.x_at(cue.end) - point.x())) > REACH:
        return None
    return Hit(
        view.axis.x_at(cue.end) - point.x(),
        away,
        partial(_ended, cue),
        selects=Selection(cues=frozenset({cue.cue_id})),
        tip=tr("Drag to change the loop's end"),
    )


def _hit(cue: CuePoint, point: QPointF, distance: float, view: View) -> Hit:
    kind = str(cue.kind) if cue.locked is False else f"{cue.kind}, {tr('locked')}"
    picked = view.selection.cues
    together = cue.cue_id in picked and len(picked) > 1
    return Hit(
        view.axis.x_at(cue.seconds) - point.x(),
        distance,
        partial(_moved_together, view, cue) if together else partial(MoveCue, cue.cue_id),
        seconds=cue.seconds,
        selects=Selection(cues=frozenset({cue.cue_id})),
        snap=Snap.BEAT,
        tip=f"{letter_of(cue)} {cue.name or kind} · {kind} · {percent(cue.confidence)}",
    )


def _moved_together(view: View, held: CuePoint, seconds: float) -> Several:
    """All picked cues by as much as the one in the hand."""
    picked = [cue for cue in view.annotations.cues if cue.cue_id in view.selection.cues]
    by = max(seconds - held.seconds, -min(cue.seconds for cue in picked))
    moves = tuple(MoveCue(cue.cue_id, cue.seconds + by) for cue in picked)
    return Several(tr("Move cues"), moves)


def _ended(cue: CuePoint, seconds: float) -> PlaceCue:
    end = max(seconds, cue.seconds + 0.01)
    return PlaceCue(replace(cue, end=end), title=tr("Move loop end"))


def _in_view(view: View) -> list[CuePoint]:
    """Cues of which a flag, a pole or a loop is to be seen."""
    px = view.theme.px
    reach = (px(LETTER) * (1 + ASIDE) + px(LONGEST)) / view.axis.scale
    return [
        cue
        for cue in view.annotations.cues
        if cue.seconds <= view.stop and max(cue.end or 0.0, cue.seconds + reach) >= view.start
    ]


def _flags(view: View) -> tuple[Flag, ...]:
    lane, px = view.layout.box(Lane.CUES), view.theme.px
    if lane.isEmpty():
        return ()
    metrics = QFontMetricsF(view.theme.font("small"))

    def wish(cue: CuePoint) -> float:
        if not cue.name:
            return 0.0
        return min(metrics.horizontalAdvance(cue.name) + 2 * px(PADDING), px(LONGEST))

    cues = [(view.axis.x_at(cue.seconds), cue) for cue in _in_view(view)]
    return place(cues, letter=px(LETTER), name=wish, rows=_rows(view))


def _rows(view: View) -> int:
    return max(int(view.layout.box(Lane.CUES).height() // view.theme.px(ROW)), 1)


def _box(view: View, flag: Flag) -> QRectF:
    lane, px = view.layout.box(Lane.CUES), view.theme.px
    step = lane.height() / _rows(view)
    text = flag.text if flag.text >= SHORTEST_TEXT else 0.0
    top = lane.top() + flag.row * step + (step - px(ROW)) / 2
    return QRectF(round(flag.x), round(top), px(LETTER) + round(text), px(ROW))


def _draw_flag(painter: QPainter, view: View, flag: Flag) -> None:
    box, colour = _box(view, flag), colour_of(flag.cue)
    chosen = flag.cue.cue_id in view.selection.cues
    badge = QRectF(box.left(), box.top(), view.theme.px(LETTER), box.height())
    _draw_plate(painter, view, box, colour, chosen)
    if flag.cue.slot:
        painter.fillRect(badge, colour)
    else:  # an empty box: a memory cue sits on no pad
        painter.fillRect(badge, colour)
        painter.fillRect(badge.adjusted(2, 2, -2, -2), view.theme.colour("background"))
    _draw_words(painter, view, flag, badge, box)


def _draw_plate(painter: QPainter, view: View, box: QRectF, colour: QColor, chosen: bool) -> None:
    """The name's quiet ground, with a contrast outline."""
    rim = 2.0 if chosen else 1.0
    outline = view.theme.colour("focus") if chosen else view.theme.colour("shade", 0.5)
    painter.fillRect(box.adjusted(-rim, -rim, rim, rim), outline)
    painter.fillRect(box, view.theme.colour("background"))
    wash = QColor(colour)
    wash.setAlphaF(0.26 if view.theme.tokens.dark else 0.20)
    painter.fillRect(box, wash)


def _draw_words(painter: QPainter, view: View, flag: Flag, badge: QRectF, box: QRectF) -> None:
    painter.setFont(view.theme.font("small strong"))
    ink = text_on(colour_of(flag.cue).name()) if flag.cue.slot else view.theme.tokens.text
    painter.setPen(QColor(ink))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, letter_of(flag.cue))
    if flag.cue.locked:
        _draw_lock(painter, view, badge)
    if flag.text < SHORTEST_TEXT:
        return
    font = view.theme.font("small")
    metrics = QFontMetricsF(font)
    room = flag.text - 1.5 * view.theme.px(PADDING)
    name = metrics.elidedText(flag.cue.name, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(view.theme.colour("text"))
    baseline = box.center().y() + metrics.capHeight() / 2
    painter.drawText(QPointF(badge.right() + view.theme.px(PADDING), baseline), name)


def _draw_lock(painter: QPainter, view: View, badge: QRectF) -> None:
    """A small corner, as on a folded page: this cue stays as it is."""
    size = view.theme.px(6)
    corner = QPainterPath(badge.topRight())
    corner.lineTo(badge.topRight() - QPointF(size, 0))
    corner.lineTo(badge.topRight() + QPointF(0, size))
    painter.fillPath(corner, view.theme.colour("text"))


def _draw_pole(painter: QPainter, view: View, cue: CuePoint, flag: Flag | None) -> None:
    """From the flag, or from the waveform where there is no room for one, down to the spectrum.

    Its contrast outline lies before the moment: what sounds from it on stays clear.
    """
    picture, x = view.layout.picture, view.axis.x_at(cue.seconds)
    x = round(x * view.ratio) / view.ratio
    top = picture.top() - 3 if flag is None else _box(view, flag).bottom()
    high, colour = picture.bottom() - top, colour_of(cue)
    wide = 2.0 if cue.cue_id in view.selection.cues else 1.0
    painter.fillRect(QRectF(x - 1.0, top, 1.0, high), view.theme.colour("shade"))
    painter.fillRect(QRectF(x, top, wide, high), colour)
    if flag is not None and flag.x > flag.pole:  # a bracket back to the pole
        box = _box(view, flag)
        painter.fillRect(QRectF(x, box.top(), 1.0, box.height()), colour)
        painter.fillRect(QRectF(x, box.top(), flag.x - x, 2.0), colour)


def _draw_loop(painter: QPainter, view: View, cue: CuePoint, stop: float) -> None:
    picture, colour = view.layout.picture, colour_of(cue)
    left = max(view.axis.x_at(cue.seconds), picture.left() - 2)
    end = view.axis.x_at(stop)
    right = min(end, picture.right() + 2)
    wash = QColor(colour)
    wash.setAlphaF(0.13)
    painter.fillRect(QRectF(left, picture.top(), right - left, picture.height()), wash)
    strip = QRectF(left, picture.top() - view.theme.px(3), right - left, view.theme.px(3))
    painter.fillRect(strip, colour)
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(end, picture.top()), QPointF(end, picture.bottom()))
