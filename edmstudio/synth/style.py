"""The styles, and the ranges in which each of them varies."""

from dataclasses import dataclass

from edmstudio.synth.streams import Chance, between, happens, pick


@dataclass(frozen=True, slots=True)
class Style:
    """What listeners mean by the name; how to play it is each family's own affair.

    Attributes
    ----------
    bpm : tuple of float
        Lowest, usual and highest tempo, as DJs of the style count it.
    groove : str
        ``four`` (kick on every beat), ``two-step``, ``breaks``, ``half``, ``hard`` or ``rock``.
    swing : tuple of float
        Where the second sixteenth of a pair falls, 0.5 to 0.67 of the pair.
    minor : float
        Share of minor keys.
    keyless : float
        Share of tracks without a key.
    vocals : float
        Share of tracks with a voice.
    song : float
        Share of tracks built of verses and choruses.
    loudness : tuple of float
        LUFS of the finished track.
    drive : float
        0 (calm) to 1 (hard): sets the scale of the energy and of the saturation.
    minutes : tuple of float
    layered : float
        Share of tracks in which layers come and go without a plan of sections.
    unruly : float
        How much more often than usual its drummers play against the grain, its kicks are quiet
        and its clocks unsteady; what is plain in a style must not make its beat trivial.
    """

    name: str
    bpm: tuple[float, float, float]
    groove: str
    swing: tuple[float, float]
    minor: float
    keyless: float
    vocals: float
    song: float
    loudness: tuple[float, float]
    drive: float
    minutes: tuple[float, float]
    layered: float = 0.4
    unruly: float = 1.0


_ROWS = (
    ("house", (118, 124, 130), "four",
     (0.5, 0.62), 0.75, 0.03, 0.6, 0.25, (-12, -7), 0.5, (3, 6.5)),
    ("tech house", (122, 126, 130), "four",
     (0.5, 0.6), 0.85, 0.15, 0.45, 0.05, (-11, -6), 0.6, (3.5, 6.5), 0.4, 2.2),
    ("techno", (120, 133, 150), "four",
     (0.5, 0.56), 0.95, 0.4, 0.15, 0.0, (-12, -6), 0.75, (4, 7)),
    ("trance", (128, 138, 145), "four",
     (0.5, 0.52), 0.8, 0.01, 0.4, 0.15, (-11, -6), 0.75, (4, 7.5)),
    ("progressive", (118, 124, 130), "four",
     (0.5, 0.56), 0.75, 0.02, 0.35, 0.1, (-13, -7), 0.45, (4, 7.5)),
    ("big room", (124, 128, 132), "four",
     (0.5, 0.53), 0.75, 0.05, 0.4, 0.15, (-9, -5), 0.85, (2.8, 5.5)),
    ("future bass", (130, 148, 160), "half",
     (0.5, 0.6), 0.4, 0.01, 0.7, 0.5, (-10, -5), 0.65, (2.5, 4.5)),
    ("dubstep", (136, 140, 150), "half",
     (0.5, 0.58), 0.9, 0.1, 0.35, 0.1, (-9, -5), 0.85, (2.8, 5)),
    ("drum and bass", (168, 174, 180), "breaks",
     (0.5, 0.56), 0.85, 0.05, 0.45, 0.15, (-10, -5), 0.85, (3, 6)),
    ("uk garage", (126, 131, 138), "two-step",
     (0.54, 0.67), 0.8, 0.04, 0.75, 0.3, (-12, -7), 0.5, (3, 5.5)),
    ("hardstyle", (145, 150, 165), "hard",
     (0.5, 0.52), 0.85, 0.02, 0.5, 0.1, (-8, -5), 1.0, (3, 5.5), 0.4, 2.2),
    ("electro", (110, 126, 135), "four",
     (0.5, 0.58), 0.8, 0.1, 0.4, 0.2, (-11, -5), 0.7, (3, 5.5), 0.4, 2.2),
    ("trap", (130, 142, 160), "half",
     (0.5, 0.58), 0.9, 0.06, 0.5, 0.3, (-10, -5), 0.65, (2.3, 4.5), 0.4, 2.2),
    ("downtempo", (80, 95, 115), "breaks",
     (0.5, 0.66), 0.7, 0.05, 0.4, 0.3, (-16, -9), 0.2, (3, 6)),
    ("edm-pop", (95, 122, 132), "four",
     (0.5, 0.58), 0.5, 0.0, 1.0, 1.0, (-11, -6), 0.55, (2.4, 4.2)),
    ("chip", (88, 125, 175), "rock",
     (0.5, 0.62), 0.65, 0.02, 0.04, 0.1, (-16, -8), 0.5, (0.8, 3.6), 0.65),
    ("breakbeat", (88, 136, 178), "breaks",
     (0.5, 0.6), 0.8, 0.12, 0.25, 0.05, (-14, -6), 0.7, (1.2, 4.6), 0.6),
    ("hardcore", (155, 178, 200), "hard",
     (0.5, 0.52), 0.8, 0.05, 0.3, 0.1, (-10, -5), 1.0, (1.0, 4.2), 0.5),
)  # fmt: skip
STYLES: dict[str, Style] = {str(row[0]): Style(*row) for row in _ROWS}


def choose_bpm(style: Style, chance: Chance) -> float:
    """Whole numbers mostly, 15 % with decimals, now and then far from the usual."""
    low, usual, high = style.bpm
    if happens(chance, 0.1):
        bpm = between(chance, max(low * 0.88, 70.0), min(high * 1.1, 202.0))
    else:
        bpm = float(chance.triangular(low, usual, high))
    if happens(chance, 0.85):
        return float(round(bpm))
    return round(bpm, pick(chance, [1, 2, 2, 3]))


def choose_swing(style: Style, chance: Chance) -> float:
    """Straight for half of the tracks even where the style swings."""
    low, high = style.swing
    return 0.5 if happens(chance, 0.4) and low == 0.5 else between(chance, low, high)
