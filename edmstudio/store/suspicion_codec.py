"""Suspicions and queue items as JSON."""

import json
from dataclasses import asdict
from typing import Any

from edmstudio.domain.suspicion import Doubt, Purpose, QueueItem, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.store.digest import digest


def question(suspicion: Suspicion) -> str:
    """A name for what is asked, the same whenever it is asked again."""
    return digest(*suspicion.question)


def dump(suspicion: Suspicion) -> str:
    """JSON text."""
    return json.dumps(asdict(suspicion), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Suspicion:
    """The inverse of `dump`."""
    return _suspicion(json.loads(text))


def dump_item(item: QueueItem) -> str:
    """JSON text."""
    return json.dumps(asdict(item), ensure_ascii=False, separators=(",", ":"))


def load_item(text: str) -> QueueItem:
    """The inverse of `dump_item`."""
    body = json.loads(text)
    return QueueItem(
        **{**body, "suspicion": _suspicion(body["suspicion"]), "purpose": Purpose(body["purpose"])}
    )


def _suspicion(body: dict[str, Any]) -> Suspicion:
    return Suspicion(
        **{
            **body,
            "track_id": TrackId(body["track_id"]),
            "doubt": Doubt(body["doubt"]),
            "figures": tuple((name, value) for name, value in body["figures"]),
        }
    )
