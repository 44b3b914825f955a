"""The rows of the timeline that are kept as strips: ruler, sound and grid, sections, curves."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from edmstudio.gui.canvas.cut import Piece
from edmstudio.gui.canvas.difference_overlay import draw_differences
from edmstudio.gui.canvas.grid_lines import draw_grid
from edmstudio.gui.canvas.lanes import Lanes
from edmstudio.gui.canvas.layout import Lane, Layout
from edmstudio.gui.canvas.ruler import draw_ruler
from edmstudio.gui.canvas.section_overlay import draw_sections


class RulerBand:
    """Times and bar numbers."""

    light = True

    def rows(self, layout: Layout) -> QRectF:
        return layout.box(Lane.RULER)

    def made_of(self, piece: Piece) -> tuple[object, ...]:
        return piece.whole.annotations.grid, piece.whole.duration

    def paint(self, painter: QPainter, piece: Piece) -> None:
        draw_ruler(painter, piece.view)


class SoundBand:
    """Waveform and spectrogram, and the grid over both."""

    light = False

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def rows(self, layout: Layout) -> QRectF:
        return layout.picture

    def made_of(self, piece: Piece) -> tuple[object, ...] | None:
        tiles = self._lanes.tiles(piece, (Lane.WAVEFORM, Lane.SPECTROGRAM))
        return None if tiles is None else (*tiles, piece.whole.annotations.grid)

    def paint(self, painter: QPainter, piece: Piece) -> None:
        layout, page = piece.view.layout, piece.view.theme.colour("background")
        under = QRectF(layout.picture)
        under.setTop(layout.box(Lane.WAVEFORM).bottom())
        under.setBottom(layout.box(Lane.SPECTROGRAM).top())
        painter.fillRect(under, page)  # between the two lanes, where both are shown
        for lane in (Lane.WAVEFORM, Lane.SPECTROGRAM):
            self._lanes.paint(painter, piece, lane)
        draw_grid(painter, piece.view)


class CurvesBand:
    """The curves alone: they keep their own lane clear of the grid."""

    light = False

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def rows(self, layout: Layout) -> QRectF:
        return layout.box(Lane.CURVES)

    def made_of(self, piece: Piece) -> tuple[object, ...] | None:
        return self._lanes.tiles(piece, (Lane.CURVES,))

    def paint(self, painter: QPainter, piece: Piece) -> None:
        self._lanes.paint(painter, piece, Lane.CURVES)


class SectionsBand:
    """What holds, without the names: those stay at the left edge of the view."""

    light = True

    def rows(self, layout: Layout) -> QRectF:
        return layout.box(Lane.SECTIONS)

    def made_of(self, piece: Piece) -> tuple[object, ...]:
        return (piece.whole.annotations.sections,)

    def paint(self, painter: QPainter, piece: Piece) -> None:
        draw_sections(painter, piece.view, piece.view.annotations.sections, Lane.SECTIONS)


class ModelBand:
    """What the model heard, hatched where it differs."""

    light = True

    def rows(self, layout: Layout) -> QRectF:
        return layout.with_gap(Lane.MODEL)  # differences have their edge in it

    def made_of(self, piece: Piece) -> tuple[object, ...]:
        held, model = piece.whole.annotations.sections, piece.whole.model
        return (held, model.sections if model else ())

    def paint(self, painter: QPainter, piece: Piece) -> None:
        view = piece.view
        painter.fillRect(self.rows(view.layout), view.theme.colour("background"))
        if view.model is not None:
            draw_sections(painter, view, view.model.sections, Lane.MODEL)
            draw_differences(painter, view)
