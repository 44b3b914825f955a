"""How the timeline moves while a track plays, and how its channels share the waveform."""

from PySide6.QtCore import QObject, QSettings

from edmstudio.gui.canvas.canvas import Canvas, Follow
from edmstudio.gui.canvas.waveform_lane import Shape

FOLLOW, SHAPE = "window/follow", "window/shape"


class Manner(QObject):
    """The person's choice of both; remembered with the window."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.follow, self.shape = Follow.CENTRE, Shape.COMBINED

    def go_along(self, follow: Follow) -> None:
        """What the view does while the track plays."""
        self.follow = follow
        self._canvas.set_follow(follow)

    def draw(self, shape: Shape) -> None:
        """How two channels share the waveform's lane."""
        self.shape = shape
        self._canvas.set_shape(shape)

    def save(self, settings: QSettings) -> None:
        """Remember both."""
        settings.setValue(FOLLOW, self.follow.value)
        settings.setValue(SHAPE, self.shape.value)

    def restore(self, settings: QSettings) -> None:
        """As they were left; what nobody knows any more is the usual one."""
        follow, shape = str(settings.value(FOLLOW)), str(settings.value(SHAPE))
        self.go_along(Follow(follow) if follow in {f.value for f in Follow} else Follow.CENTRE)
        self.draw(Shape(shape) if shape in {s.value for s in Shape} else Shape.COMBINED)
