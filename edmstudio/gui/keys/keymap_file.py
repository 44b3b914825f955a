"""The person's keys: kept beside the layout of the window, and as a file for another computer."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from edmstudio.domain.refused import Fault, Refused, unreadable
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.presets import PRESETS

PRESET, OWN = "keys/preset", "keys/own"
USUAL = "EDM Studio"
LARGEST = 1 << 20  # bytes


def load(settings: QSettings) -> Keymap:
    """The keys as they were left; what can't be read counts as never chosen."""
    preset = str(settings.value(PRESET, USUAL))
    try:
        own = _chosen(json.loads(str(settings.value(OWN, "{}"))))
    except (ValueError, AttributeError, TypeError):
        own = {}
    return Keymap(preset if preset in PRESETS else USUAL, own)


def save(keymap: Keymap, settings: QSettings) -> None:
    """Keep the keys."""
    settings.setValue(PRESET, keymap.preset)
    settings.setValue(OWN, json.dumps(dict(keymap.own)))


def read(path: Path) -> Keymap:
    """The keys in a file; `Refused` where it is none of ours."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        held = json.loads(path.read_text(encoding="utf-8"))
        preset, own = str(held["preset"]), _chosen(held["keys"])
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise Refused(f"“{path.name}” is no file of keys: {error}.") from error
    if preset not in PRESETS:
        raise Refused(f"“{path.name}” is for the preset “{preset}”, which there is none of.")
    return Keymap(preset, own)


def write(keymap: Keymap, path: Path) -> None:
    """The keys as a file, whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    text = json.dumps({"preset": keymap.preset, "keys": dict(keymap.own)}, indent=1)
    try:
        partial.write_text(text + "\n", encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refused(f"The keys can't be written to {path}.", Fault.PERMISSION) from error


def _chosen(own: Any) -> dict[str, tuple[str, ...]]:
    return {str(name): tuple(map(str, keys)) for name, keys in own.items()}
