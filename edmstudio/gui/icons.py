"""Our own pictures, drawn as strokes of 24 × 24, in the colours of the theme."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from edmstudio.gui.theme import Theme

SIDE = 24
RATIOS = (1.0, 2.0)


@cache
def folder() -> Path:
    """Where the pictures lie: beside an installed package, above a checkout's."""
    package = Path(__file__).parents[1]
    places = (package / "resources" / "icons", package.parent / "resources" / "icons")
    return next((place for place in places if place.is_dir()), places[0])


def names() -> list[str]:
    """Every picture there is."""
    return sorted(path.stem for path in folder().glob("*.svg"))


def icon(name: str, theme: Theme) -> QIcon:
    """A picture in the theme's text colour, its disabled and its checked form."""
    made = QIcon()
    if not name:
        return made
    for colour, mode, state in (
        (theme.colour("text"), QIcon.Mode.Normal, QIcon.State.Off),
        (theme.colour("accent"), QIcon.Mode.Normal, QIcon.State.On),
        (theme.colour("disabled"), QIcon.Mode.Disabled, QIcon.State.Off),
        (theme.colour("disabled"), QIcon.Mode.Disabled, QIcon.State.On),
    ):
        for ratio in RATIOS:
            made.addPixmap(pixmap(name, colour, theme.px(SIDE), ratio), mode, state)
    return made


def pixmap(name: str, colour: QColor, side: int = SIDE, ratio: float = 1.0) -> QPixmap:
    """A picture of `side` logical pixels in one colour."""
    drawing = (folder() / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        renderer.render(painter, QRectF(0, 0, side, side))
    return made
