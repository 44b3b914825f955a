"""Rows that a long report has measured so far, so that it goes on where it was stopped."""

import json
from pathlib import Path
from typing import Any


class Kept:
    """A file of JSON lines, each a key and a row; begin another file when what is measured changed.

    Parameters
    ----------
    path : Path or None
        None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8") if path and path.exists() else ""
        whole = text.splitlines()[: text.count("\n")]  # a line that was cut short is measured again
        self.rows: dict[str, Any] = dict(json.loads(line) for line in whole)

    def put(self, key: str, row: Any) -> None:
        """Keep a row at once."""
        self.rows[key] = row
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, row]) + "\n")
