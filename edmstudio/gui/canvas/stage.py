"""What the timeline shows: lanes of tiles, overlays over them, and the names in the gutter."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from edmstudio.domain.annotations import Annotations
from edmstudio.gui.canvas import readout
from edmstudio.gui.canvas.bands import CurvesBand, ModelBand, RulerBand, SectionsBand, SoundBand
from edmstudio.gui.canvas.cue_overlay import CueOverlay
from edmstudio.gui.canvas.cut import Cut, Piece
from edmstudio.gui.canvas.film import Film
from edmstudio.gui.canvas.grid_overlay import GridOverlay
from edmstudio.gui.canvas.headers import Headers
from edmstudio.gui.canvas.lanes import Lanes
from edmstudio.gui.canvas.layout import Lane, lay_out
from edmstudio.gui.canvas.overlay import Hit, Overlay, View
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.playhead import Playhead
from edmstudio.gui.canvas.ruler import fade_ruler
from edmstudio.gui.canvas.section_overlay import ModelOverlay, SectionOverlay
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.tile_worker import TileKey
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.canvas.waveform_lane import Shape
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr


def overlays() -> tuple[Overlay, ...]:
    """All that is drawn in every frame, from the bottom up."""
    return (GridOverlay(), SectionOverlay(), ModelOverlay(), CueOverlay(), Playhead())


def film_of(lanes: Lanes) -> Film:
    """All that is kept as strips."""
    sound, curves = SoundBand(lanes), CurvesBand(lanes)
    bands = (RulerBand(), sound, SectionsBand(), ModelBand(), curves)
    return Film(bands, lambda: lanes.revision)


class Stage(QWidget):
    """Draws the session's track; knows nothing of the mouse."""

    def __init__(
        self, session: Session, theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme or Theme()
        self._overlays = overlays()
        self._shown_lanes = frozenset(Lane)
        self._position, self._waiting = 0.0, tr("Reading sound…")
        self._lanes = Lanes(self)
        self._film = film_of(self._lanes)
        self._headers = Headers()
        self._lanes.made.connect(self._show_tile)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._theme = theme
        self.update()

    def set_sound(self, sound: Sound) -> None:
        """Where the lanes get their pictures from; parts may follow later."""
        self._lanes.sound = sound
        self.update()

    def set_waiting(self, said: str) -> None:
        """What stands where a waveform is not there yet, or can't be."""
        self._waiting = said
        self.update()

    def set_shape(self, shape: Shape) -> None:
        """How two channels share the waveform's lane."""
        self._lanes.shape = shape
        self.update()

    def set_pitch(self, pitch: PitchScale) -> None:
        """How high in its lane the spectrogram draws a pitch."""
        self._lanes.pitch = pitch
        self.update()

    def show_lane(self, lane: Lane, on: bool) -> None:
        """Show or hide one lane; ruler and waveform always stay."""
        self._shown_lanes = self._shown_lanes | {lane} if on else self._shown_lanes - {lane}
        self.update()

    @property
    def complete(self) -> bool:
        """Whether the last frame showed every tile at its own scale."""
        return self._lanes.complete

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._lanes.kept

    def settle(self) -> None:
        """Make all tiles in view at once: for a picture that cannot wait."""
        self._lanes.settle(self.view())
        self.update()

    def close_lanes(self) -> None:
        """Stop drawing ahead; before the program ends."""
        self._lanes.close()

    def view(self) -> View:
        """All that overlays draw from, now."""
        session, ratio = self._session, self.devicePixelRatioF()
        layout = lay_out(self.width(), self.height(), self._shown_lanes, self._theme)
        scale = max(layout.width - layout.gutter, 1.0) / session.span.seconds
        return View(
            self.shown(),
            session.prediction,
            TimeAxis(session.span.start, scale, layout.gutter).on_pixels(ratio),
            layout,
            self._theme,
            session.duration,
            session.selection,
            self._position,
            ratio,
        )

    def shown(self) -> Annotations:
        """The annotations that are drawn."""
        return self._session.annotations

    def coming(self, view: View) -> View | None:
        """The view that may follow this one."""
        return None

    def carried_to(self) -> float | None:
        """Seconds where something is being dragged to, for the readout."""
        return None

    def hit_at(self, point: QPointF, held: Qt.KeyboardModifier) -> Hit | None:
        """The nearest thing at a point."""
        view = self.view()
        hits = (overlay.hit(point, held, view) for overlay in self._overlays)
        return min(filter(None, hits), key=lambda hit: hit.distance, default=None)

    def sizeHint(self) -> QSize:
        return QSize(1200, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(260))

    def _show_tile(self, key: TileKey) -> None:
        """Paint where a tile is that has come, if it is in view."""
        view = self.view()
        if key.scale == view.axis.scale * view.ratio:
            piece, box = Piece(view, key.number, key.number), view.layout.box(key.lane)
            left, wide = piece.x / view.ratio, piece.width / view.ratio
            place = QRectF(left, box.top(), wide, box.height())
            self.update((place & box).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        with self._lanes.resting(), QPainter(self) as painter:
            self._paint(painter, QRectF(event.rect()))

    def _paint(self, painter: QPainter, seen: QRectF) -> None:
        view = self.view()
        cut = Cut(view)
        self._lanes.furnish(cut, self.coming(view))
        painter.setClipRect(QRectF(view.layout.gutter, 0, self.width(), self.height()))
        self._film.draw(painter, cut, seen)
        _draw_page(painter, view, self._film.rows())
        fade_ruler(painter, view)
        for overlay in self._overlays:
            overlay.paint(painter, view)
        if view.duration and self._lanes.sound.wave is None:
            wave = view.layout.box(Lane.WAVEFORM)
            readout.draw_message(painter, view, wave, self._waiting)
        if (seconds := self.carried_to()) is not None:
            readout.draw(painter, view, seconds)
        painter.setClipping(False)
        if seen.left() < view.layout.gutter:
            self._headers.paint(painter, view, self._lanes.legend(view), self._lanes.pitch)
        if not view.duration:
            readout.draw_message(painter, view, view.layout.picture, tr("No track is open"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _draw_page(painter: QPainter, view: View, covered: Iterable[QRectF]) -> None:
    """The page between the rows that the film covers."""
    page, top = view.theme.colour("background"), 0.0
    end = QRectF(0, view.layout.height, 0, 0)
    for rows in (*covered, end):
        painter.fillRect(QRectF(0, top, view.layout.width, rows.top() - top), page)
        top = rows.bottom()
