"""A checkpoint on disk: weights and how they came to be; nothing is ever unpickled."""

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from edmstudio.domain.refused import Fault, Refused
from edmstudio.model.network import Network, Shape

FORMAT = "edmstudio-2"


@dataclass(frozen=True, slots=True)
class Card:
    """What a checkpoint says of itself.

    Attributes
    ----------
    name : str
    parent : str
        Hash of the checkpoint it was trained from, "" for a first one.
    seed, steps : int
    metrics : dict
        Scores on what it did not train on, by name.
    data : dict
        What it was trained on: corpora with their counts, hours and hashes.
    calibration : dict
        Per head, scale and shift that make its logits mean what they say.
    """

    name: str
    parent: str = ""
    seed: int = 0
    steps: int = 0
    metrics: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, tuple[float, float]] = field(default_factory=dict)


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


def save(network: Network, card: Card, path: Path) -> str:
    """Write atomically, in half precision; returns the hash of the weights."""
    weights = {
        name: tensor.detach().cpu().to(torch.float16).contiguous()
        for name, tensor in network.state_dict().items()
    }
    digest = _digest(weights)
    header = {
        "format": FORMAT,
        "shape": json.dumps(asdict(network.shape)),
        "card": json.dumps(asdict(card)),
        "digest": digest,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    save_file(weights, partial, metadata=header)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(partial, path)
    return digest


def load(path: Path) -> Checkpoint:
    """Read and verify.

    Raises
    ------
    Refused
        Where the file is missing, damaged or no checkpoint of ours.
    """
    if not path.is_file():
        raise Refused(f"There is no model at {path}.", Fault.MODEL)
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL) from error
    if header.get("format") != FORMAT:
        raise Refused(f"{path} is no model of EDM Studio.", Fault.MODEL)
    if header.get("digest") != _digest(weights):
        raise Refused(f"The model {path} is damaged; choose another one.", Fault.MODEL)
    try:
        network = Network(Shape(**json.loads(header["shape"])))
        network.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        card = Card(**json.loads(header["card"]))
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise Refused(
            f"The model {path} was made by another version of EDM Studio.", Fault.MODEL
        ) from error
    network.eval()
    return Checkpoint(network, card, header["digest"])


def _digest(weights: dict[str, torch.Tensor]) -> str:
    hashed = blake2b(digest_size=16)
    for name in sorted(weights):
        hashed.update(name.encode())
        hashed.update(weights[name].numpy().tobytes())
    return hashed.hexdigest()
