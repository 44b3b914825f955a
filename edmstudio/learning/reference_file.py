"""The reference on disk: one compressed file, in half precision and eight bits."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from edmstudio.learning.reference import Piece, Reference, Sounding
from edmstudio.learning.targets import Truths
from edmstudio.learning.token_corpus import Barred
from edmstudio.model.measured import DAMAGED


def save(reference: Reference, path: Path) -> None:
    """Write compressed, whole or not at all."""
    arrays: dict[str, Any] = {"ear": np.array(reference.ear)}
    for kind in ("again", "frozen"):
        pieces: Sequence[Piece] = getattr(reference, kind)
        arrays[f"{kind}.names"] = np.array([piece.name for piece in pieces])
        for number, piece in enumerate(pieces):
            at = f"{kind}.{number}"
            arrays[f"{at}.rows"] = piece.bars.rows.astype(np.float16)
            arrays[f"{at}.lines"] = piece.lines
            for name in Truths.names():
                column = getattr(piece.bars.truth, name)
                slim = column if column.dtype == np.bool_ else column.astype(np.float16)
                arrays[f"{at}.{name}"] = slim
            if piece.sounding is not None:
                arrays[f"{at}.steps"] = piece.sounding.steps
                truth = json.dumps(piece.sounding.truth).encode()
                arrays[f"{at}.truth"] = np.frombuffer(truth, dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        np.savez_compressed(file, **arrays)
    os.replace(partial, path)


def load(path: Path | None) -> Reference:
    """What `save` left; empty where there is nothing sound."""
    if path is None or not path.is_file():
        return Reference()
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            kinds = {kind: _pieces(held, kind) for kind in ("again", "frozen")}
            return Reference(str(held["ear"]), **kinds)
    except DAMAGED:
        return Reference()


def _pieces(held: Any, kind: str) -> tuple[Piece, ...]:
    found = []
    for number, name in enumerate(held[f"{kind}.names"]):
        at = f"{kind}.{number}"
        truth = {
            part: value if value.dtype == np.bool_ else value.astype(np.float32)
            for part in Truths.names()
            for value in (held[f"{at}.{part}"],)
        }
        bars = Barred(str(name), held[f"{at}.rows"].astype(np.float32), Truths(**truth))
        found.append(Piece(str(name), held[f"{at}.lines"], bars, _sounding(held, at)))
    return tuple(found)


def _sounding(held: Any, at: str) -> Sounding | None:
    if f"{at}.steps" not in held:
        return None
    return Sounding(held[f"{at}.steps"], json.loads(held[f"{at}.truth"].tobytes()))
