"""The lanes that show sound and curves: who paints each, and their tiles."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from edmstudio.domain.energy import EnergyCurve
from edmstudio.gui.canvas import readout
from edmstudio.gui.canvas.curves_lane import CurvesLane, Series
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.spectrogram_lane import SpectrogramLane
from edmstudio.gui.canvas.tiles import TileKey, TilePainter, Tiles
from edmstudio.gui.canvas.waveform_lane import Shape, WaveformLane
from edmstudio.gui.tokens import Tokens
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

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._tiles.kept

    def draw(self, painter: QPainter, view: View) -> None:
        """Copy what is ready, and ask the worker for the rest."""
        self._furnish(view)
        missing: list[TileKey] = []
        for lane in TILED:
            box = view.layout.box(lane)
            if not box.isEmpty():
                missing += self._tiles.draw(painter, lane, box, view.axis)
        self.complete = not missing
        self._tiles.want(missing, self._tiles.ahead(TILED, view.axis, view.layout.width))
        self._draw_waiting(painter, view)

    def settle(self, view: View) -> None:
        """Make every tile in view on the spot."""
        self._furnish(view)
        for lane in TILED:
            self._tiles.make_now(self._tiles.covering(lane, view.axis, view.layout.width))

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._tiles.close()

    def _furnish(self, view: View) -> None:
        for lane, painter, sources in self._painters(view):
            box = view.layout.box(lane)
            wanted = (*sources, view.theme.tokens.name, box.height(), view.ratio)
            if self._furnished.get(lane) != wanted:
                self._furnished[lane] = wanted
                self._tiles.set_lane(lane, painter, box.height(), view.ratio)

    def _painters(
        self, view: View
    ) -> Iterator[tuple[Lane, TilePainter | None, tuple[object, ...]]]:
        """Each lane, who paints it, and what the picture depends on."""
        sound, tokens, energy = self.sound, view.theme.tokens, view.annotations.energy
        wave = None
        if sound.wave is not None:
            wave = WaveformLane(sound.wave, tokens, self.shape, sound.samples)
        yield Lane.WAVEFORM, wave, (sound.wave, sound.samples, self.shape)
        picture = SpectrogramLane(sound.picture, tokens) if sound.picture else None
        yield Lane.SPECTROGRAM, picture, (sound.picture,)
        yield Lane.CURVES, _curves(sound, energy, tokens), (energy, sound.beats, sound.boundaries)

    def _draw_waiting(self, painter: QPainter, view: View) -> None:
        if view.duration and self.sound.wave is None:
            readout.draw_message(
                painter, view, view.layout.box(Lane.WAVEFORM), tr("Reading sound…")
            )


def _curves(sound: Sound, energy: EnergyCurve | None, tokens: Tokens) -> CurvesLane | None:
    if energy is None and sound.beats is None and sound.boundaries is None:
        return None
    held = Series.of_energy(energy) if energy else None
    return CurvesLane(held, sound.beats, sound.boundaries, tokens)
