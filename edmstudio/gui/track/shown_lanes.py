"""Which lanes are shown: those that the person wants, as far as they fit."""

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QWidget

from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.layout import ALWAYS, Lane, lay_out
from edmstudio.gui.look.theme import Theme

KEY = "window/lanes"
LEAST_WAVE = 84  # pixels that the waveform keeps; in a low window other lanes give way first
LEAST, MOST = 160, 0.28  # pixels that the timeline keeps; the share of a window it may ask for
WHOLE = 120  # pixels of the design in which cues, waveform and sections are not cut
GIVE_WAY = (Lane.CURVES, Lane.SPECTROGRAM, Lane.MODEL)


class ShownLanes(QObject):
    """A lane that has to give way comes back as soon as there is room."""

    def __init__(self, canvas: Canvas, theme: Theme, window: QWidget) -> None:
        super().__init__(canvas)
        self._canvas, self._theme, self._window = canvas, theme, window
        self.wanted = set(Lane)
        canvas.installEventFilter(self)
        window.installEventFilter(self)

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        self._theme = theme
        self.save_room()
        self.fit()

    def save_room(self) -> None:
        """Keep the timeline what it needs, as far as the window leaves the list a line."""
        most = round(self._window.height() * MOST)
        self._canvas.setMinimumHeight(max(min(self._theme.px(WHOLE), most), LEAST))

    def toggle(self, lane: Lane) -> None:
        """Want a lane, or no longer."""
        self.wanted ^= {lane}
        self.fit()

    def save(self, settings: QSettings) -> None:
        """Remember what is wanted."""
        settings.setValue(KEY, " ".join(sorted(self.wanted)))

    def restore(self, settings: QSettings) -> None:
        """As it was left."""
        if (kept := settings.value(KEY)) is not None:
            known = set(str(kept).split())
            self.wanted = {lane for lane in Lane if lane in ALWAYS or lane in known}
            self.fit()

    def fit(self) -> None:
        """Show what is wanted and fits."""
        shown = fitting(self.wanted, self._canvas.width(), self._canvas.height(), self._theme)
        for lane in Lane:
            self._canvas.show_lane(lane, lane in shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._canvas:
            self.fit()
        elif event.type() == QEvent.Type.Resize:
            self.save_room()
        return False


def fitting(wanted: set[Lane], width: float, height: float, theme: Theme) -> set[Lane]:
    """The wanted lanes, less those that would leave the waveform too low."""
    shown = set(wanted)
    for lane in GIVE_WAY:
        layout = lay_out(width, height, shown, theme)
        wave = layout.box(Lane.WAVEFORM)
        if wave.height() >= theme.px(LEAST_WAVE) and layout.picture.bottom() <= height:
            break
        shown.discard(lane)
    return shown
