"""Colours to choose from for cues: rekordbox's own, so that an export keeps them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton

from edmstudio.gui.words import tr

COLOURS = {
    "#E62828": "Red", "#E0641B": "Orange", "#FFA000": "Amber", "#C3AF04": "Yellow",
    "#A5E116": "Lime", "#28E214": "Green", "#10B176": "Emerald", "#1FA392": "Teal",
    "#00E0FF": "Cyan", "#50B4FF": "Sky", "#305AFF": "Blue", "#6473FF": "Indigo",
    "#AA72FF": "Violet", "#B432FF": "Purple", "#DE44CF": "Pink", "#FF127B": "Rose",
}  # fmt: skip
"""Hot-cue colours of rekordbox by their names (Deep Symmetry, beat-link, CueList)."""

SIDE = 14  # logical pixels of a sample in a menu


def name_of(colour: str, own: str) -> str:
    """What a colour is called; `own` for none."""
    return tr(COLOURS.get(colour.upper(), colour)) if colour else own


def sample(colour: str, side: int = SIDE) -> QIcon:
    """A square of a colour."""
    picture = QPixmap(2 * side, 2 * side)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor("#6B7885"))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(1, 1, side - 2, side - 2, 3, 3)
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Disabled)  # a colour that can't be changed is still told
    return made


class ColourButton(QToolButton):
    """Shows a colour and lets one choose another; "" is the colour of the kind, `usual`."""

    def __init__(self, usual: str, chosen: Callable[[], object]) -> None:
        super().__init__()
        self.colour = ""
        self._usual, self._chosen = usual, chosen
        self._side = self.fontMetrics().ascent()  # as high as the word beside it
        self.setIconSize(QSize(self._side, self._side))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for each in ("", *COLOURS):
            choice = menu.addAction(sample(each or usual), name_of(each, tr("As its kind")))
            choice.triggered.connect(partial(self._take, each))
        self.setMenu(menu)
        self.show_colour("")

    def show_colour(self, colour: str) -> None:
        """Show another one, chosen by nobody."""
        self.colour = colour
        self.setIcon(sample(colour or self._usual, self._side))
        self.setText(f" {name_of(colour, tr('By kind'))}")

    def _take(self, colour: str) -> None:
        self.show_colour(colour)
        self._chosen()
