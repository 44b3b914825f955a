"""Our own pictures, drawn as strokes of 24 × 24, in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from edmstudio.app.resources import folder
from edmstudio.gui.look.theme import Theme

SIDE = 24
OFF, ON = QIcon.State.Off, QIcon.State.On


def names() -> list[str]:
    """Every picture there is."""
    return sorted(path.stem for path in folder("icons").glob("*.svg"))


def icon(name: str, theme: Theme, *, checkable: bool = False) -> QIcon:
    """A picture in the theme's text colour, its disabled and, where asked, its checked form."""
    made = QIcon()
    if not name:
        return made
    ratio = _ratio()
    forms = [("text", QIcon.Mode.Normal, OFF), ("disabled", QIcon.Mode.Disabled, OFF)]
    if checkable:
        forms += [("accent", QIcon.Mode.Normal, ON), ("disabled", QIcon.Mode.Disabled, ON)]
    for token, mode, state in forms:
        made.addPixmap(pixmap(name, theme.colour(token), theme.px(SIDE), ratio), mode, state)
    return made


def pixmap(name: str, colour: QColor, side: int = SIDE, ratio: float = 1.0) -> QPixmap:
    """A picture of `side` logical pixels in one colour."""
    drawing = _drawing(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        renderer.render(painter, QRectF(0, 0, side, side))
    return made


def _ratio() -> float:
    running = QGuiApplication.instance()
    return running.devicePixelRatio() if isinstance(running, QGuiApplication) else 1.0


@cache
def _drawing(name: str) -> str:
    return (folder("icons") / f"{name}.svg").read_text(encoding="utf-8")
