"""Which checkpoints were learned from this library, and which one answers now."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from edmstudio.store.library import Library
from edmstudio.store.rows import insert, upsert
from edmstudio.store.sqlite import Database


class Turn(StrEnum):
    """What an activation did to the line."""

    USE = "use"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that exists.

    Attributes
    ----------
    name : str
        As predictions cite it.
    file : str
        Name of its file in the folder of models beside the library.
    digest : str
    card : dict
        What it says of itself.
    made_at : str
        ISO 8601, UTC.
    origin : str
        "retrain" or "import".
    """

    name: str
    file: str
    digest: str
    card: dict[str, Any]
    made_at: str
    origin: str = "retrain"


@dataclass(frozen=True, slots=True)
class Activation:
    """From some moment on a checkpoint answers; "" is the bundled one."""

    checkpoint: str
    turn: Turn
    made_at: str


class Checkpoints:
    """The checkpoints of one library; what was ever current stays on the line."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def put(self, kept: Kept) -> None:
        """Remember a checkpoint whose file is in its place."""
        row = {
            "name": kept.name,
            "file": kept.file,
            "digest": kept.digest,
            "card": json.dumps(kept.card, ensure_ascii=False),
            "made_at": kept.made_at,
            "origin": kept.origin,
        }
        with self._library.writing() as db:
            upsert(db, "checkpoint", row, ("name",))

    def all(self) -> list[Kept]:
        """Every checkpoint, the oldest first."""
        with self._library.reading() as db:
            rows = list(db.query("select * from checkpoint order by made_at, rowid"))
        return [_kept(row) for row in rows]

    def get(self, name: str) -> Kept | None:
        """One by its name."""
        with self._library.reading() as db:
            row = next(db.query("select * from checkpoint where name = ?", [name]), None)
        return None if row is None else _kept(row)

    def current(self) -> str:
        """The name of the one that answers, "" for the bundled one."""
        query = "select checkpoint from activation order by id desc limit 1"
        with self._library.reading() as db:
            row = next(db.query(query), None)
        return "" if row is None else str(row["checkpoint"])

    def line(self) -> list[str]:
        """What `back` would go through: the current one last, "" for the bundled one."""
        held: list[str] = []
        for activation in self.activations():
            if activation.turn is Turn.USE:
                held.append(activation.checkpoint)
            elif held:
                held.pop()
        return held

    def activations(self) -> list[Activation]:
        """Every change of who answers, the oldest first."""
        with self._library.reading() as db:
            rows = list(db.query("select * from activation order by id"))
        return [Activation(row["checkpoint"], Turn(row["act"]), row["made_at"]) for row in rows]

    def use(self, name: str, made_at: datetime) -> None:
        """Let a checkpoint answer from now on."""
        with self._library.writing() as db:
            _activate(db, name, Turn.USE, made_at)

    def back(self, made_at: datetime) -> str:
        """Let the one before answer again; returns its name, "" for the bundled one."""
        with self._library.writing() as db:
            line = self.line()
            before = line[-2] if len(line) > 1 else ""
            if line:
                _activate(db, before, Turn.BACK, made_at)
        return before


def _activate(db: Database, name: str, turn: Turn, made_at: datetime) -> None:
    insert(db, "activation", {"checkpoint": name, "act": str(turn), "made_at": made_at.isoformat()})


def _kept(row: dict[str, Any]) -> Kept:
    return Kept(
        row["name"],
        row["file"],
        row["digest"],
        json.loads(row["card"]),
        row["made_at"],
        row["origin"],
    )
