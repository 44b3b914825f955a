"""The person's keys, kept beside the layout of the window."""

import json
from typing import Any

from PySide6.QtCore import QSettings

from edmstudio.gui.key_presets import PRESETS
from edmstudio.gui.keymap import Keymap

PRESET, OWN = "keys/preset", "keys/own"


def load(settings: QSettings) -> Keymap:
    """The keys as they were left; what can't be read counts as never chosen."""
    preset = str(settings.value(PRESET, "EDM Studio"))
    try:
        own: Any = json.loads(str(settings.value(OWN, "{}")))
        chosen = {str(name): tuple(map(str, keys)) for name, keys in own.items()}
    except (ValueError, AttributeError, TypeError):
        chosen = {}
    return Keymap(preset if preset in PRESETS else "EDM Studio", chosen)


def save(keymap: Keymap, settings: QSettings) -> None:
    """Keep the keys."""
    settings.setValue(PRESET, keymap.preset)
    settings.setValue(OWN, json.dumps(dict(keymap.own)))
