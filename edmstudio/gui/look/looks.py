"""The theme and the size of text in force, given to everything that wears them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from edmstudio.app.places import Places
from edmstudio.app.settings import Settings, save
from edmstudio.gui.look.theme import LARGEST, SMALLEST, Theme, apply, chosen
from edmstudio.gui.look.tokens import ALL_TOKENS

WORN = "theme in force"
STEP = 10  # per cent of the size of text, for one press


class Wearer(Protocol):
    """Whoever draws in a theme's colours."""

    def wear(self, theme: Theme) -> object: ...


class Looks(QObject):
    """Changes of look hold at once and are kept in the settings."""

    changed = Signal(Settings)

    def __init__(self, application: QApplication, settings: Settings, places: Places) -> None:
        super().__init__()
        self._application, self._places = application, places
        self.settings = settings
        self.theme = self._chosen()
        self._wearers: list[Wearer] = []
        self._apply()

    def dress(self, wearers: Iterable[Wearer]) -> None:
        """Give the theme to these now, and whenever it changes."""
        for wearer in wearers:
            self._wearers.append(wearer)
            wearer.wear(self.theme)

    def take(self, settings: Settings) -> None:
        """Look as these settings say, and keep them."""
        self.settings = settings
        save(settings, self._places.settings)
        theme = self._chosen()
        if theme != self.theme:
            self.theme = theme
            self._apply()
            for wearer in self._wearers:
                wearer.wear(theme)
        self.changed.emit(settings)

    def next_theme(self) -> None:
        """Dark, light, high contrast, and round again."""
        names = list(ALL_TOKENS)
        following = names[(names.index(self.theme.tokens.name) + 1) % len(names)]
        self.take(replace(self.settings, theme=following))

    def scale(self, steps: int) -> None:
        """Text larger or smaller, 80 to 200 %."""
        wanted = self.settings.text_scale + steps * STEP
        least, most = round(SMALLEST * 100), round(LARGEST * 100)
        self.take(replace(self.settings, text_scale=min(max(wanted, least), most)))

    def _apply(self) -> None:
        """Put the theme on the application; every widget is polished anew, so only where needed."""
        worn = f"{self.theme.tokens.name} {self.theme.scale}"
        if self._application.property(WORN) != worn:
            apply(self._application, self.theme)
            self._application.setProperty(WORN, worn)

    def _chosen(self) -> Theme:
        hints = self._application.styleHints()
        scale = min(max(self.settings.text_scale / 100, SMALLEST), LARGEST)
        return chosen(self.settings.theme, hints, scale)
