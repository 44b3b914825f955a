"""What the list of models says of each of them."""

from datetime import datetime
from typing import Any

from edmstudio.app.known_models import Listed
from edmstudio.domain.retraining import Verdict
from edmstudio.gui.moments import when
from edmstudio.gui.words import tr

NONE = "–"
KIND = {
    "base": "as it came", "habits": "your habits", "arranger": "sections and cues",
    "ear": "beats and sound", "deep": "everything, in more rounds",
}  # fmt: skip


def named(listed: Listed) -> str:
    """Its name, and whether it is in use or gone."""
    marks = [tr("in use")] if listed.current else []
    if not listed.there:
        marks.append(tr("file gone"))
    return f"{listed.name}   ({', '.join(marks)})" if marks else listed.name


def made(made_at: str) -> str:
    """When it was made, a dash for what came with the program."""
    if not made_at:
        return NONE
    return when(datetime.fromisoformat(made_at))


def verdict_of(card: dict[str, Any]) -> Verdict | None:
    """How it did when it was made, None where its card does not say."""
    held = card.get("metrics", {}).get("verdict")
    try:
        return Verdict.of_json(held) if held else None
    except (KeyError, TypeError):
        return None  # of another version; the rest of the card can be read


def told(listed: Listed, verdict: Verdict | None) -> str:
    """A sentence about it."""
    if verdict is not None:
        return verdict.reason
    if listed.made_at:
        return tr("It was imported.")
    return tr("It came with the program; Model ▸ Retrain… makes another from your corrections.")
