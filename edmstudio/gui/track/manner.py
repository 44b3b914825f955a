"""How the timeline moves and draws, by the person's choice; remembered with the window."""

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings

from edmstudio.gui.canvas.canvas import Canvas, Follow
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.waveform_lane import Shape

FOLLOW, SHAPE, PITCH = "window/follow", "window/shape", "window/pitch"
Choice = TypeVar("Choice", bound=StrEnum)


class Manner(QObject):
    """What the view does while the track plays, and how waveform and spectrogram are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.follow, self.shape, self.pitch = Follow.CENTRE, Shape.COMBINED, PitchScale.OCTAVES

    def go_along(self, follow: Follow) -> None:
        """What the view does while the track plays."""
        self.follow = follow
        self._canvas.set_follow(follow)

    def draw(self, shape: Shape) -> None:
        """How two channels share the waveform's lane."""
        self.shape = shape
        self._canvas.set_shape(shape)

    def space(self, pitch: PitchScale) -> None:
        """How high in its lane the spectrogram draws a pitch."""
        self.pitch = pitch
        self._canvas.set_pitch(pitch)

    def save(self, settings: QSettings) -> None:
        """Remember all of it."""
        for key, choice in ((FOLLOW, self.follow), (SHAPE, self.shape), (PITCH, self.pitch)):
            settings.setValue(key, choice.value)

    def restore(self, settings: QSettings) -> None:
        """As it was left; what nobody knows any more is the usual one."""
        self.go_along(_kept(settings, FOLLOW, Follow.CENTRE))
        self.draw(_kept(settings, SHAPE, Shape.COMBINED))
        self.space(_kept(settings, PITCH, PitchScale.OCTAVES))


def _kept(settings: QSettings, key: str, usual: Choice) -> Choice:
    try:
        return type(usual)(str(settings.value(key)))
    except ValueError:
        return usual
