"""A checkpoint on disk: weights and how they came to be; nothing is ever unpickled."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.refused import Fault, Refused
from edmstudio.model.file_format import FORMAT, LARGEST, digest
from edmstudio.model.network import Network, Shape


@dataclass(frozen=True, slots=True)
class Card:
    """What a checkpoint says of itself.

    Attributes
    ----------
    name : str
    parent, base : str
        Names of the checkpoint it was trained from, and of the first one of that line; "" for a
        first one.
    level : str
        How it was learned: "base", "habits", "arranger", "ear" or "deep".
    seed, steps : int
    source : int
        Whose way of labelling the arranger is asked for; 0 is that of the bundled model.
    metrics : dict
        Scores on what it did not train on, by name.
    data : dict
        What it was trained on: corpora with their counts, hours and hashes, or ``tracks``, the
        revision of each track's payload.
    calibration : dict
        Per head, weights of the network's logits and of the classic analysis', and a shift, with
        which they mean what they say.
    habits : Habits
        Of the person that it was trained for.
    seconds : float
        What its training took.
    version : str
        Of the program that trained it.
    made_at : str
        ISO 8601, UTC.
    """

    name: str
    parent: str = ""
    base: str = ""
    level: str = "base"
    seed: int = 0
    steps: int = 0
    source: int = 0
    metrics: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    habits: Habits = NOBODYS
    seconds: float = 0.0
    version: str = ""
    made_at: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries."""
        return {**asdict(self), "habits": self.habits.as_json()}

    @classmethod
    def of_json(cls, held: dict[str, Any]) -> "Card":
        """The inverse; KeyError, TypeError or ValueError where it is none."""
        pools = {head: (a, b, c) for head, (a, b, c) in dict(held["calibration"]).items()}
        habits = Habits.of_json(held.get("habits", {}))
        return cls(**{**held, "calibration": pools, "habits": habits})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A network ready to listen, and its card."""

    network: Network
    card: Card
    digest: str

    @property
    def name(self) -> str:
        """As predictions cite it."""
        return f"{self.card.name}-{self.digest[:8]}"

    def as_bundled(self) -> "Checkpoint":
        """The same network, asked as if it were nobody's."""
        return replace(self, card=replace(self.card, source=0, habits=NOBODYS))


@dataclass(frozen=True, slots=True)
class Plain:
    """A person's habits beside the analysis that needs no network."""

    card: Card
    digest: str

    @property
    def name(self) -> str:
        """As predictions cite it."""
        return f"{self.card.name}-{self.digest[:8]}"


def save(network: Network, card: Card, path: Path) -> str:
    """Write atomically, in half precision; returns the hash of weights and habits.

    Raises
    ------
    Refused
        Where the place can't be written; what was there stays.
    FloatingPointError
        Where a weight is no number.
    """
    weights = {
        name: tensor.detach().cpu().to(torch.float16).contiguous()
        for name, tensor in network.state_dict().items()
    }
    if not all(torch.isfinite(tensor).all() for tensor in weights.values()):
        raise FloatingPointError("a weight is no number")
    return _write(weights, json.dumps(asdict(network.shape)), card, path)


def save_plain(card: Card, path: Path) -> str:
    """A checkpoint without a network: a person's habits beside the analysis that needs none."""
    return _write({}, "", card, path)


def _write(weights: dict[str, torch.Tensor], shape: str, card: Card, path: Path) -> str:
    own = _digest(weights, card)
    header = {"format": FORMAT, "shape": shape, "card": json.dumps(card.as_json()), "digest": own}
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(weights, partial, metadata=header)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Refused(
            f"The model {path} can't be written ({error}); free some space and try again.",
            Fault.MODEL,
        ) from error
    return own


def load(path: Path) -> Checkpoint:
    """A checkpoint with its network.

    Raises
    ------
    Refused
        Where the file is missing, damaged or no checkpoint of ours.
    """
    held = read(path)
    if isinstance(held, Plain):
        raise Refused(f"{path} holds habits alone, no network.", Fault.MODEL)
    return held


def read(path: Path) -> Checkpoint | Plain:
    """Read and verify; `Refused` as `load`."""
    header, weights = _opened(path)
    try:
        card = Card.of_json(json.loads(header["card"]))
        network = _built(json.loads(header["shape"]), weights) if header["shape"] else None
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise Refused(
            f"The model {path} was made by another version of EDM Studio.", Fault.MODEL
        ) from error
    if header.get("digest") != _digest(weights, card):
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL)
    if network is None:
        return Plain(card, header["digest"])
    return Checkpoint(network, card, header["digest"])


def _opened(path: Path) -> tuple[dict[str, str], dict[str, torch.Tensor]]:
    """Header and weights of a file of ours."""
    if not path.is_file():
        raise Refused(f"There is no model at {path}.", Fault.MODEL)
    if path.stat().st_size > LARGEST:
        raise Refused(f"{path} is no model of EDM Studio.", Fault.MODEL)
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL) from error
    if header.get("format") != FORMAT:
        raise Refused(f"{path} is no model of EDM Studio.", Fault.MODEL)
    return header, weights


def _built(shape: dict[str, int], weights: dict[str, torch.Tensor]) -> Network:
    network = Network(Shape(**shape))
    network.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    return network.eval()


def _digest(weights: dict[str, torch.Tensor], card: Card) -> str:
    contents = ((name, weight.numpy().tobytes()) for name, weight in weights.items())
    return digest(contents, card.source, card.habits)
