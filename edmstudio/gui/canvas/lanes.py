"""The lanes that show sound and curves: who paints each, and their tiles."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas import readout
from edmstudio.gui.canvas.curves_lane import CurvesLane, Series
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.spectrogram_lane import SpectrogramLane
from edmstudio.gui.canvas.tile_worker import TileKey, TilePainter
from edmstudio.gui.canvas.tiles import Tiles
from edmstudio.gui.canvas.waveform_lane import CURVE_BELOW, Shape, WaveformLane
from edmstudio.gui.words import tr

TILED = (Lane.WAVEFORM, Lane.SPECTROGRAM, Lane.CURVES)


class Lanes(QObject):
    """Keeps the tiles in step with the sound, the theme and the size of the canvas."""

    made = Signal()  # a tile is ready to be shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sound = Sound()
        self.shape = Shape.COMBINED
        self._tiles = Tiles(self)
        self._tiles.made.connect(self.made)
        self.complete = False  # whether the last frame lacked nothing
        self._furnished: dict[Lane, tuple[object, ...]] = {}
        self._curve_of: Waveform | None = None

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._tiles.kept

    def draw(self, painter: QPainter, view: View) -> None:
        """Copy what is ready, and ask the worker for the rest."""
        self._furnish(view)
        missing: list[TileKey] = []
        ground = view.theme.colour("background")
        for lane in TILED:
            box = view.layout.box(lane)
            if not box.isEmpty():
                missing += self._tiles.draw(painter, lane, box, view.axis, ground)
        self.complete = not missing
        self._tiles.want(missing, self._tiles.ahead(TILED, view.axis, view.layout.width))
        self._draw_waiting(painter, view)

    def settle(self, view: View) -> None:
        """Make every tile in view on the spot."""
        self._furnish(view)
        for lane in TILED:
            self._tiles.make_now(self._tiles.covering(lane, view.axis, view.layout.width))

    def legend(self, view: View) -> tuple[tuple[str, str], ...]:
        """The curves that are drawn, each with the token of its colour."""
        energy, sound = view.annotations.energy, self.sound
        named = (
            (energy, tr("Energy") + (f" {energy.level}" if energy else ""), "energy"),
            (sound.beats, tr("Attacks"), "beat_curve"),
            (sound.boundaries, tr("Changes"), "boundary_curve"),
        )
        return tuple((text, token) for source, text, token in named if source is not None)

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._tiles.close()

    def _furnish(self, view: View) -> None:
        for lane in TILED:
            box = view.layout.box(lane)
            look = (view.theme.tokens.name, box.height(), view.ratio)
            wanted = (*self._sources(lane, view), *look)
            if self._furnished.get(lane) != wanted:
                self._furnished[lane] = wanted
                self._tiles.set_lane(lane, self._painter(lane, view), box.height(), view.ratio)
        if self.sound.samples is not self._curve_of:
            self._curve_of = self.sound.samples
            if (painter := self._painter(Lane.WAVEFORM, view)) is not None:
                self._tiles.refine(Lane.WAVEFORM, painter, 1 / CURVE_BELOW / view.ratio)

    def _sources(self, lane: Lane, view: View) -> tuple[object, ...]:
        """What the picture of a lane is made of."""
        sound = self.sound
        if lane is Lane.WAVEFORM:
            return sound.wave, self.shape  # samples change the deepest zooms alone
        if lane is Lane.SPECTROGRAM:
            return (sound.picture,)
        return view.annotations.energy, sound.beats, sound.boundaries

    def _painter(self, lane: Lane, view: View) -> TilePainter | None:
        """Who paints a lane; None while there is nothing to paint."""
        sound, tokens, energy = self.sound, view.theme.tokens, view.annotations.energy
        if lane is Lane.WAVEFORM and sound.wave is not None:
            return WaveformLane(sound.wave, tokens, self.shape, sound.samples)
        if lane is Lane.SPECTROGRAM and sound.picture is not None:
            return SpectrogramLane(sound.picture, tokens)
        if lane is Lane.CURVES and (energy or sound.beats or sound.boundaries):
            held = Series.of_energy(energy) if energy else None
            return CurvesLane(held, sound.beats, sound.boundaries, tokens)
        return None

    def _draw_waiting(self, painter: QPainter, view: View) -> None:
        if view.duration and self.sound.wave is None:
            readout.draw_message(
                painter, view, view.layout.box(Lane.WAVEFORM), tr("Reading sound…")
            )
