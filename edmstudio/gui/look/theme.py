"""The look in force: one of the three token tables at one size of text, put on the application."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from edmstudio.gui.look.stylesheet import stylesheet
from edmstudio.gui.look.tokens import ALL_TOKENS, DARK, LIGHT, Tokens

SMALLEST, LARGEST = 0.8, 2.0
SYSTEM = "system"
TEXT_PIXELS = {
    "tiny": 10, "tiny strong": 10, "small": 11, "small strong": 11, "body": 13, "strong": 13,
    "title": 16, "display": 22,
}  # fmt: skip
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Theme:
    """A token table and the scale of everything that is measured in pixels, 0.8 to 2.0."""

    tokens: Tokens = DARK
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not SMALLEST <= self.scale <= LARGEST:
            raise ValueError(f"a text scale of {self.scale} is not between 80 and 200 %")

    def px(self, pixels: float) -> int:
        """A size of the design, in logical pixels at this scale."""
        return max(round(pixels * self.scale), 1 if pixels > 0 else 0)

    def font(self, role: str = "body") -> QFont:
        """The font of one of the roles in `TEXT_PIXELS`; digits of one width."""
        return QFont(_font(role, self.px(TEXT_PIXELS[role])))

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token by its name, such as "accent"."""
        colour = QColor(getattr(self.tokens, token))
        colour.setAlphaF(alpha)
        return colour


def chosen(name: str, hints: QStyleHints, scale: float = 1.0) -> Theme:
    """The theme of a setting: "system" follows the desktop, and is dark where it says nothing."""
    if name != SYSTEM:
        return Theme(ALL_TOKENS[name], scale)
    light = hints.colorScheme() == Qt.ColorScheme.Light
    return Theme(LIGHT if light else DARK, scale)


def apply(application: QApplication, theme: Theme) -> None:
    """Give every widget of the application the theme's font, palette and style sheet."""
    application.setStyle("Fusion")
    application.setFont(theme.font())
    application.setPalette(palette(theme.tokens))
    application.setStyleSheet(stylesheet(theme.tokens, theme.px))


def palette(tokens: Tokens) -> QPalette:
    """The tokens as Qt's palette."""
    made = QPalette()
    for role, colour in _roles(tokens).items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return made


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        Role.Window: tokens.surface,
        Role.WindowText: tokens.text,
        Role.Base: tokens.background,
        Role.AlternateBase: tokens.surface,
        Role.Text: tokens.text,
        Role.PlaceholderText: tokens.muted,
        Role.Button: tokens.raised,
        Role.ButtonText: tokens.text,
        Role.BrightText: tokens.bad,
        Role.ToolTipBase: tokens.raised,
        Role.ToolTipText: tokens.text,
        Role.Highlight: tokens.accent,
        Role.HighlightedText: tokens.on_accent,
        Role.Link: tokens.accent,
        Role.LinkVisited: tokens.accent,
        Role.Light: tokens.hover,
        Role.Midlight: tokens.raised,
        Role.Mid: tokens.border,
        Role.Dark: tokens.border,
        Role.Shadow: tokens.shade,
    }


@lru_cache(maxsize=64)
def _font(role: str, pixels: int) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    if role.endswith("strong") or role in {"title", "display"}:
        font.setWeight(QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=512)
def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def mixed(colour: str, ground: str, share: float) -> str:
    """A share, 0 to 1, of one colour over another, as "#RRGGBB"."""
    over, under = QColor(colour), QColor(ground)
    return QColor.fromRgbF(
        share * over.redF() + (1 - share) * under.redF(),
        share * over.greenF() + (1 - share) * under.greenF(),
        share * over.blueF() + (1 - share) * under.blueF(),
    ).name()


@lru_cache(maxsize=256)
def text_on(colour: str) -> str:
    """Ink for text on a fill: near-black, or white where that reads better."""
    ink = DARK.background
    return ink if contrast(colour, ink) >= contrast(colour, "#FFFFFF") else "#FFFFFF"
