"""Each program's cue colours, and the nearest of them (CIELAB, as the eye sees it).

Palettes: Mixxx, beat-link, serato-tags; ours are taken from rekordbox's table.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from edmstudio.domain.cues import KIND_COLOURS, CueKind

SERATO = (
    "#CC0000", "#CC4400", "#CC8800", "#CCCC00", "#88CC00", "#44CC00",
    "#00CC00", "#00CC44", "#00CC88", "#00CCCC", "#0088CC", "#0044CC",
    "#0000CC", "#4400CC", "#8800CC", "#CC00CC", "#CC0088", "#CC0044",
)  # fmt: skip


def own_colour(colour: str, kind: CueKind) -> str:
    """The `colour` field of an imported cue: "" where it is the kind's own anyway."""
    return "" if colour.upper() == KIND_COLOURS[kind] else colour.upper()


def is_colour(text: str) -> bool:
    """Whether a text is "#RRGGBB"."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of "#RRGGBB"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def hexed(red: int, green: int, blue: int) -> str:
    """ "#RRGGBB"; the inverse of `rgb`."""
    return f"#{red:02X}{green:02X}{blue:02X}"


def nearest(colour: str, palette: Sequence[str]) -> str:
    """The colour of a palette that looks most alike."""
    wanted = _lab(colour)
    return min(palette, key=lambda other: _distance(wanted, _lab(other)))


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=256)
def _lab(colour: str) -> tuple[float, float, float]:
    """CIELAB under D65 of an sRGB colour (CIE 15:2004; IEC 61966-2-1)."""
    red, green, blue = (_linear(value / 255) for value in rgb(colour))
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
