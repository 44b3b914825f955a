"""The lanes that show sound and curves: who paints each, and their tiles."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter

from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.curves_lane import CurvesLane, Series
from edmstudio.gui.canvas.cut import Cut, Piece
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.spectrogram_lane import SpectrogramLane
from edmstudio.gui.canvas.tile_worker import TileKey, TilePainter
from edmstudio.gui.canvas.tiles import Tiles
from edmstudio.gui.canvas.waveform_lane import CURVE_BELOW, Shape, WaveformLane
from edmstudio.gui.words import tr

SCREENS = 3  # this view, the one before, the next
TILED = (Lane.WAVEFORM, Lane.SPECTROGRAM, Lane.CURVES)


class Lanes(QObject):
    """Keeps the tiles in step with the sound, the theme and the size of the canvas."""

    made = Signal(object)  # TileKey: it is ready to be shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sound = Sound()
        self.shape = Shape.COMBINED
        self.pitch = PitchScale.OCTAVES
        self._tiles = Tiles(self)
        self._tiles.made.connect(self.made)
        self.complete = False  # whether nothing in view is missing
        self._furnished: dict[Lane, tuple[object, ...]] = {}
        self._wanted: tuple[object, ...] = ()
        self._curve_of: Waveform | None = None

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._tiles.kept

    @property
    def revision(self) -> int:
        """Another number whenever a tile came or went."""
        return self._tiles.revision

    def furnish(self, cut: Cut, coming: View | None = None) -> None:
        """See who paints each lane of a view, and ask for the tiles that are missing.

        `coming` is the view that may be next: it is painted ahead where there is room to keep it.
        """
        wanted = (*self._seen_in(cut), coming and coming.axis)
        if self._wanted == (*wanted, self.revision):
            return
        for lane in TILED:
            self._furnish(lane, cut.view)
        if self.sound.samples is not self._curve_of:
            self._curve_of = self.sound.samples
            if (painter := self._painter(Lane.WAVEFORM, cut.view)) is not None:
                self._tiles.refine(Lane.WAVEFORM, painter, 1 / CURVE_BELOW)
        ahead = _keys(cut.ahead)
        if coming is not None and SCREENS * _bytes(cut.view) <= self._tiles.kept_bytes:
            ahead = [*_keys(Cut(coming).strips), *ahead]
        self.complete = self._tiles.want(_keys(cut.strips), ahead)
        self._wanted = (*wanted, self.revision)

    def tiles(self, piece: Piece, lanes: Iterable[Lane]) -> tuple[QImage | None, ...] | None:
        """The tiles of a piece, None while one of them is being made."""
        keys = [key for lane in lanes for key in piece.tiles(lane)]
        if any(map(self._tiles.lacks, keys)):
            return None
        return tuple(map(self._tiles.image, keys))

    def paint(self, painter: QPainter, piece: Piece, lane: Lane) -> None:
        """A lane's tiles, or what stands in for them."""
        box = piece.view.layout.box(lane)
        if not box.isEmpty():
            keys = list(piece.tiles(lane))
            self._tiles.draw(painter, keys, box, piece.view.theme.colour("background"))

    def settle(self, view: View) -> None:
        """Make every tile in view on the spot."""
        cut = Cut(view)
        self.furnish(cut)
        self._tiles.make_now(_keys(cut.strips))

    def legend(self, view: View) -> tuple[tuple[str, str], ...]:
        """The curves that are drawn, each with the token of its colour."""
        energy, sound = view.annotations.energy, self.sound
        named = (
            (energy, tr("Energy") + (f" {energy.level}" if energy else ""), "energy"),
            (sound.beats, tr("Attacks"), "beat_curve"),
            (sound.boundaries, tr("Changes"), "boundary_curve"),
        )
        return tuple((text, token) for source, text, token in named if source is not None)

    def resting(self) -> AbstractContextManager[None]:
        """Make no tile while a frame is painted."""
        return self._tiles.resting()

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._tiles.close()

    def _seen_in(self, cut: Cut) -> tuple[object, ...]:
        """All that decides which tiles a cut needs."""
        view, places = cut.view, (cut.strips[0].first, cut.strips[-1].last)
        look = (view.axis.scale, view.layout, view.theme, view.ratio, places)
        return (*look, self.sound, self.shape, self.pitch, view.annotations.energy)

    def _furnish(self, lane: Lane, view: View) -> None:
        high = round(view.layout.box(lane).height() * view.ratio)
        wanted = (*self._sources(lane, view), view.theme.tokens.name, high)
        if self._furnished.get(lane) != wanted:
            self._furnished[lane] = wanted
            painter = self._painter(lane, view) if high else None
            self._tiles.set_lane(lane, painter, high)

    def _sources(self, lane: Lane, view: View) -> tuple[object, ...]:
        """What the picture of a lane is made of."""
        sound = self.sound
        if lane is Lane.WAVEFORM:
            return sound.wave, self.shape  # samples change the deepest zooms alone
        if lane is Lane.SPECTROGRAM:
            return sound.picture, self.pitch
        return view.annotations.energy, sound.beats, sound.boundaries

    def _painter(self, lane: Lane, view: View) -> TilePainter | None:
        """Who paints a lane; None while there is nothing to paint."""
        sound, tokens, energy = self.sound, view.theme.tokens, view.annotations.energy
        if lane is Lane.WAVEFORM and sound.wave is not None:
            return WaveformLane(sound.wave, tokens, self.shape, sound.samples)
        if lane is Lane.SPECTROGRAM and sound.picture is not None:
            return SpectrogramLane(sound.picture, tokens, self.pitch)
        if lane is Lane.CURVES and (energy or sound.beats or sound.boundaries):
            held = Series.of_energy(energy) if energy else None
            return CurvesLane(held, sound.beats, sound.boundaries, tokens)
        return None


def _bytes(view: View) -> float:
    """Of the tiles of a view, about."""
    boxes = map(view.layout.box, TILED)
    return sum(4.0 * box.width() * box.height() for box in boxes) * view.ratio**2


def _keys(strips: Sequence[Piece]) -> list[TileKey]:
    """The tiles of some strips, one strip after the other."""
    shown = [lane for lane in TILED if strips and not strips[0].whole.layout.box(lane).isEmpty()]
    return [key for strip in strips for lane in shown for key in strip.tiles(lane)]
