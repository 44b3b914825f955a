"""What a person sees on the timeline, read from its pixels alone: bars, sections, cues."""

from itertools import pairwise

import numpy as np
from PySide6.QtGui import QColor

from edmstudio.domain.cues import KIND_COLOURS
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.look.tokens import SECTION_LOOKS

NEAR = 1.5  # logical pixels; what is drawn lies this near to where it belongs
HIDDEN = 0.25  # share of a pole that other things may lie over


def colours(made: Assembly) -> np.ndarray:
    """The timeline as it is painted, shape (height, width), 0xRRGGBB."""
    made.canvas.settle()
    image = made.canvas.grab().toImage()
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return words & 0xFFFFFF


def bars(made: Assembly) -> list[float]:
    """Seconds of the lines in the ruler's row of bars."""
    view, seen = made.canvas.view(), colours(made)
    box = view.layout.box(Lane.RULER)
    row = seen[int(box.center().y()) + 4 : int(box.bottom()) - 6, int(box.left()) :]  # no anchor
    ground = QColor(view.theme.tokens.surface).rgb() & 0xFFFFFF
    lines = ((row == row[0]) & (row != ground)).all(axis=0)
    places = np.flatnonzero(lines & ~np.roll(lines, 1)) + int(box.left())
    return [view.axis.seconds_at(x) for x in places.tolist()]


def sections(made: Assembly) -> list[tuple[str, float]]:
    """Label and first second of each block in the lane of yours."""
    return _blocks(made, Lane.SECTIONS)


def _blocks(made: Assembly, lane: Lane) -> list[tuple[str, float]]:
    """Blocks lie between seams, where the ground shows; each has the colour that it has most of."""
    view, seen = made.canvas.view(), colours(made)
    box = view.layout.box(lane)
    rows = seen[int(box.top()) + 1 : int(box.bottom()) - 1, int(box.left()) :]
    ground = QColor(view.theme.tokens.surface).rgb() & 0xFFFFFF
    seams = np.flatnonzero((rows == ground).all(axis=0))
    edges = [0, *(seams + 1).tolist(), rows.shape[1]]
    looks = {label: QColor(look.colour).rgb() & 0xFFFFFF for label, look in SECTION_LOOKS.items()}
    found = []
    for left, right in pairwise(edges):
        share, label = max(((rows[:, left:right] == c).mean(), str(n)) for n, c in looks.items())
        if right - left > 3 and share > 0.2:
            found.append((label, view.axis.seconds_at(left + box.left())))
    return found


def poles(made: Assembly) -> list[tuple[str, float]]:
    """Colour and second of each cue's pole over the sound."""
    view, seen = made.canvas.view(), colours(made)
    picture = view.layout.picture
    rows = seen[int(picture.top()) : int(picture.bottom()), int(picture.left()) :]
    wanted = {colour: QColor(colour).rgb() & 0xFFFFFF for colour in _cue_colours(made)}
    found = []
    for colour, word in wanted.items():
        columns = np.flatnonzero((rows == word).mean(axis=0) > 1 - HIDDEN)
        first = [x for x in columns.tolist() if x - 1 not in columns]
        found += [(colour, view.axis.seconds_at(x + picture.left())) for x in first]
    return sorted(found, key=lambda pole: pole[1])


def _cue_colours(made: Assembly) -> set[str]:
    own = {cue.colour.upper() for cue in made.studio.session.annotations.cues if cue.colour}
    return {colour.upper() for colour in KIND_COLOURS.values()} | own


def reach(made: Assembly) -> float:
    """Seconds that the eye may be wrong by."""
    return NEAR / made.canvas.view().axis.scale
