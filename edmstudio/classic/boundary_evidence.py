"""What speaks for a section to begin at each bar line: changes of everything heard."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import SCALARS, Bars
from edmstudio.classic.novelty import (
    SCALES,
    contrast,
    repetition,
    shares,
    sharpness,
    standing_out,
    step,
)

Floats = NDArray[np.float32]
# Below these a level is silence; a change of one unit is what an ear calls a clear change.
FLOORS = (-60.0, -70.0, -70.0, -70.0, -80.0, 0.0, 0.0, -20.0, *(0.0,) * 7)
UNITS = (6.0, 6.0, 6.0, 6.0, 6.0, 0.1, 1.0, 6.0, 0.3, 0.3, 1.0, 1.0, 1.0, 1.0, 0.3)
STEPPED = (
    "loudness",
    "sub",
    "bass",
    "high",
    "kick",
    "low onsets",
    "high onsets",
    "density",
    "tonal",
    "width",
)


def ear_units(bars: Bars) -> Floats:
    """The scalars in units of a clear change, shape (bars, 15)."""
    return np.asarray(np.maximum(bars.scalars, FLOORS) / np.array(UNITS), dtype=np.float32)


def boundary_evidence(bars: Bars) -> dict[str, Floats]:
    """Every measure of change by its name, each of shape (bars,)."""
    units = ear_units(bars)
    groups = {
        "timbre": bars.timbre,
        "rhythm": bars.rhythm,
        "onsets": bars.onsets,
        "chroma": bars.chroma,
        "level": units,
    }
    found: dict[str, Floats] = {}
    for name, rows in groups.items():
        found |= {f"contrast {name} {scale}": contrast(rows, scale) for scale in SCALES}
        found |= {f"sharpness {name} {scale}": sharpness(rows, scale) for scale in (4, 8)}
        found[f"repetition {name}"] = repetition(rows)
    found |= {f"peak {name}": standing_out(values) for name, values in found.items()} | {
        f"share {name}": shares(values) for name, values in found.items()
    }
    for name in STEPPED:
        for scale in (1, 4):
            change = step(units[:, SCALARS.index(name)], scale)
            found[f"{name} up {scale}"] = np.maximum(change, 0.0)
            found[f"{name} down {scale}"] = np.maximum(-change, 0.0)
    return found
