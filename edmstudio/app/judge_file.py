"""A judge as bytes: arrays in a zipped numpy archive, the rest as JSON; nothing is unpickled."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind
from edmstudio.domain.suspicion import Doubt
from edmstudio.domain.track import TrackId
from edmstudio.review.heads import Head
from edmstudio.review.judge import Judge, Scale
from edmstudio.review.lore import Lore
from edmstudio.review.vocabulary import Vocabulary

HEADS = ("sections", "boundaries", "cues")
Prints = Mapping[TrackId, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What is kept between two looks: the judge, and how every track sounds."""

    judge: Judge
    prints: Prints = field(default_factory=dict)


def pack(memory: Memory) -> bytes:
    """A zipped numpy archive."""
    lore, stream = memory.judge.lore, BytesIO()
    arrays: dict[str, Any] = {
        "words": np.array(json.dumps(_words(memory.judge))),
        "tracks": lore.tracks,
        "tempi": lore.tempi,
        "printed": np.array(list(memory.prints), dtype=np.int64),
        "prints": np.array(list(memory.prints.values()), dtype=np.float16),
    }
    for name in HEADS:
        head: Head | None = getattr(lore, name)
        if head is not None:
            arrays |= {f"{name}.weights": head.weights, f"{name}.bias": head.bias}
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def unpack(body: bytes) -> Memory:
    """The inverse of `pack`; prints come back to the precision of 16 bits."""
    with np.load(BytesIO(body), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    words = json.loads(str(arrays["words"]))
    heads = {
        name: Head(arrays[f"{name}.weights"], arrays[f"{name}.bias"])
        for name in HEADS
        if f"{name}.weights" in arrays
    }
    lore = Lore(
        heads.get("sections"),
        heads.get("boundaries"),
        heads.get("cues"),
        _vocabulary(words.get("labels", {"usual": [0.0, 0.0], "means": []})),
        votes={(Fact(fact), source): nats for fact, source, nats in words["votes"]},
        late=words["late"],
        lead=words["lead"],
        tracks=arrays["tracks"],
        tempi=arrays["tempi"],
        minor=words["minor"],
        cue_shares={CueKind(kind): tuple(pair) for kind, pair in words["cue_shares"].items()},
    )
    scales = {Doubt(doubt): _scale(said) for doubt, said in words["scales"].items()}
    prints = {
        TrackId(int(track)): row.astype(np.float32)
        for track, row in zip(arrays["printed"], arrays["prints"], strict=True)
    }
    return Memory(Judge(lore, scales), prints)


def _words(judge: Judge) -> dict[str, Any]:
    lore = judge.lore
    return {
        "votes": [(str(fact), source, nats) for (fact, source), nats in lore.votes.items()],
        "late": dict(lore.late),
        "lead": dict(lore.lead),
        "minor": lore.minor,
        "cue_shares": {str(kind): pair for kind, pair in lore.cue_shares.items()},
        "labels": _spoken(lore.labels),
        "scales": {
            str(doubt): {
                "weights": scale.weights.tolist(),
                "bias": scale.bias,
                "middle": scale.middle.tolist(),
                "wrong": dict(scale.wrong),
            }
            for doubt, scale in judge.scales.items()
        },
    }


def _scale(said: Mapping[str, Any]) -> Scale:
    return Scale(np.array(said["weights"]), said["bias"], np.array(said["middle"]), said["wrong"])


def _spoken(known: Vocabulary) -> dict[str, Any]:
    means = [(source, word, found.tolist()) for (source, word), found in known.means.items()]
    return {"usual": known.usual.tolist(), "means": means}


def _vocabulary(said: Mapping[str, Any]) -> Vocabulary:
    means = {(source, word): np.array(found) for source, word, found in said["means"]}
    return Vocabulary(np.array(said["usual"]), means)
