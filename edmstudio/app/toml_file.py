"""Writing a small TOML file whole or not at all."""

import json
import os
from pathlib import Path


def toml(value: object) -> str:
    """A value as TOML writes it: JSON's text is TOML's too, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_whole(text: str, path: Path) -> None:
    """Write a text beside a file and put it in its place; `OSError` where that can't be done.

    A link stays one: what it points to is written.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
