"""The one table of colours and sizes: dark, light and high contrast.

Section colours keep a worst-pair CIELAB difference of 22.6 or more for normal, deuteranope and
protanope eyes; cue colours are rekordbox's own, so that an export keeps them. Neither is ever the
only sign: sections carry a name and a texture, cues a letter.
"""

from dataclasses import dataclass
from enum import StrEnum

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel


class Texture(StrEnum):
    """What lies over a section's colour, for eyes that cannot tell the colours apart."""

    SOLID = "solid"
    SPARSE_DOTS = "sparse dots"
    DENSE_DOTS = "dense dots"
    RISING = "rising hatch"
    FALLING = "falling hatch"
    UPRIGHT = "vertical lines"
    LEVEL = "horizontal lines"
    CROSSED = "cross-hatch"
    THICK_EDGE = "thick top edge"
    HOLLOW = "outline only"


@dataclass(frozen=True, slots=True)
class SectionLook:
    """How one section label is drawn: its fill ("#RRGGBB") and its texture."""

    colour: str
    texture: Texture


SECTION_LOOKS: dict[SectionLabel, SectionLook] = {
    SectionLabel.INTRO: SectionLook("#8CC2ED", Texture.SPARSE_DOTS),
    SectionLabel.VERSE: SectionLook("#EBDDC8", Texture.SOLID),
    SectionLabel.BUILD: SectionLook("#EE9500", Texture.RISING),
    SectionLabel.DROP: SectionLook("#D03C18", Texture.THICK_EDGE),
    SectionLabel.BREAK: SectionLook("#3A6CB4", Texture.UPRIGHT),
    SectionLabel.BRIDGE: SectionLook("#A8577F", Texture.CROSSED),
    SectionLabel.CHORUS: SectionLook("#F9F25A", Texture.LEVEL),
    SectionLabel.COOLDOWN: SectionLook("#6E5CF5", Texture.FALLING),
    SectionLabel.OUTRO: SectionLook("#34B06A", Texture.DENSE_DOTS),
    SectionLabel.SILENCE: SectionLook("#6B7480", Texture.HOLLOW),
}


CUE_LETTERS: dict[CueKind, str] = {
    CueKind.FIRST_BEAT: "1",
    CueKind.MIX_IN: "I",
    CueKind.BUILD: "U",
    CueKind.DROP: "D",
    CueKind.BREAK: "K",
    CueKind.VOCAL: "V",
    CueKind.MIX_OUT: "O",
    CueKind.LOOP: "L",
    CueKind.OTHER: "•",
}
"""Letter of a cue that sits on no pad; a cue with a pad shows the pad's letter in a filled box."""


@dataclass(frozen=True, slots=True, eq=False)  # three there are; hashing them is in every frame
class Tokens:
    """Every colour of one theme, as "#RRGGBB".

    Attributes
    ----------
    background : str
        Behind the timeline; the darkest (lightest) plane.
    surface, raised, hover : str
        Panels; buttons, fields and headers on them; the same under the pointer.
    border, edge, border_strong : str
        Hairlines between planes; outlines of what is filled, and handles of scroll bars; outlines
        that must be seen (3:1).
    text, muted, disabled : str
        `text` and `muted` reach 4.5:1 on every plane.
    accent, on_accent, accent_soft : str
        What is chosen or asks to be pressed; text on it; its quiet background.
    focus : str
        The ring round what has the keyboard.
    good, doubt, bad : str
        States, always beside a word or a sign.
    low, mid, high, outline : str
        Bands of the waveform, and the outline of its peaks.
    bar, beat, phrase : str
        Lines of the grid.
    playhead : str
    energy, beat_curve, boundary_curve : str
        Curves of the bottom lane.
    spectrum : tuple of str
        Even steps of the spectrogram's colours, from silence to full scale; lightness is monotone.
    shade : str
        Contrast outline and shadow round things that lie over the waveform.
    """

    name: str
    dark: bool
    background: str
    surface: str
    raised: str
    hover: str
    border: str
    edge: str
    border_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    accent_soft: str
    focus: str
    good: str
    doubt: str
    bad: str
    low: str
    mid: str
    high: str
    outline: str
    bar: str
    beat: str
    phrase: str
    playhead: str
    energy: str
    beat_curve: str
    boundary_curve: str
    spectrum: tuple[str, ...]
    shade: str


DARK = Tokens(
    name="dark",
    dark=True,
    background="#101418",
    surface="#161B21",
    raised="#1F262E",
    hover="#28313B",
    border="#29323C",
    edge="#46525E",
    border_strong="#6B7885",
    text="#E8EDF2",
    muted="#9AA7B4",
    disabled="#5D6873",
    accent="#4CA6FF",
    on_accent="#08131F",
    accent_soft="#1B3552",
    focus="#8CC8FF",
    good="#4CC38A",
    doubt="#F5B83D",
    bad="#FF7468",
    low="#5667FF",
    mid="#1FC8B0",
    high="#FFE29A",
    outline="#46526B",
    bar="#C9D4DF",
    beat="#7E8B98",
    phrase="#FFFFFF",
    playhead="#FFFFFF",
    energy="#F5B83D",
    beat_curve="#4CA6FF",
    boundary_curve="#E07BD0",
    spectrum=(
        "#101418",
        "#1C1A3F",
        "#45247A",
        "#86308B",
        "#C84878",
        "#F27A55",
        "#FCC069",
        "#FFF7D6",
    ),
    shade="#05080B",
)

LIGHT = Tokens(
    name="light",
    dark=False,
    background="#FBFCFD",
    surface="#F1F4F7",
    raised="#FFFFFF",
    hover="#E4EAF0",
    border="#D3DBE3",
    edge="#B0BAC4",
    border_strong="#7C8894",
    text="#141A20",
    muted="#515D69",
    disabled="#98A3AE",
    accent="#0B62C9",
    on_accent="#FFFFFF",
    accent_soft="#D6E7FB",
    focus="#0B62C9",
    good="#136B41",
    doubt="#855700",
    bad="#B82A1E",
    low="#3F3FD0",
    mid="#079384",
    high="#C47400",
    outline="#B4BECC",
    bar="#4A5662",
    beat="#98A4B0",
    phrase="#141A20",
    playhead="#141A20",
    energy="#9A6000",
    beat_curve="#0B62C9",
    boundary_curve="#A8338F",
    spectrum=(
        "#FBFCFD",
        "#E6E4F4",
        "#C4B4E4",
        "#B07CC9",
        "#B0479C",
        "#922765",
        "#5E1740",
        "#250A1B",
    ),
    shade="#FFFFFF",
)

HIGH_CONTRAST = Tokens(
    name="high-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    raised="#101010",
    hover="#2A2A2A",
    border="#A6A6A6",
    edge="#FFFFFF",
    border_strong="#FFFFFF",
    text="#FFFFFF",
    muted="#E0E0E0",
    disabled="#9A9A9A",
    accent="#FFD800",
    on_accent="#000000",
    accent_soft="#3D3400",
    focus="#00F0FF",
    good="#4DFF9D",
    doubt="#FFD800",
    bad="#FF8A80",
    low="#7F8CFF",
    mid="#2DE8CE",
    high="#FFF3C4",
    outline="#7A7A7A",
    bar="#FFFFFF",
    beat="#B0B0B0",
    phrase="#FFFFFF",
    playhead="#FFFFFF",
    energy="#FFD800",
    beat_curve="#6CB8FF",
    boundary_curve="#FF9AF0",
    spectrum=(
        "#000000",
        "#1A1A1A",
        "#3D3D3D",
        "#666666",
        "#8F8F8F",
        "#B8B8B8",
        "#DDDDDD",
        "#FFFFFF",
    ),
    shade="#000000",
)

ALL_TOKENS = {tokens.name: tokens for tokens in (DARK, LIGHT, HIGH_CONTRAST)}
