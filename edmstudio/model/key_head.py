"""The part of the network that hears the key."""

import torch
from torch import Tensor, nn
from torch.nn import functional

NOTES = 168  # bins of the log-frequency view
SECOND = 5  # frames of it


class KeyHead(nn.Module):
    """24 keys from the log-frequency view, pooled over time only.

    Convolutions over frequency that know no absolute pitch until the last step fold the octaves
    onto twelve pitch classes; so a transposed track moves the answer, not the weights (after
    Korzeniowski and Widmer 2018, and STONE 2024).
    """

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.local = nn.Sequential(
            # Zeros at the edges would tell the lowest note from the others.
            nn.Conv2d(2, channels, (1, 7), padding=(0, 3), padding_mode="replicate"),
            nn.GELU(),
            nn.Conv2d(channels, channels, (3, 5), (2, 2), padding=(1, 2), padding_mode="replicate"),
            nn.GELU(),
        )
        self.weigh = nn.Conv2d(channels, channels, (1, 1))
        self.octaves = nn.Parameter(torch.full((7, 1), 1.0 / 7.0))
        self.modes = nn.Conv1d(channels, 2, 12)

    def forward(self, notes: Tensor) -> Tensor:
        """(batch, slow frames, 168) to logits (batch, 24) in the order of `ALL_KEYS`."""
        seconds = functional.pad(notes, (0, 0, 0, -notes.shape[1] % SECOND), mode="replicate")
        seconds = seconds.reshape(len(notes), -1, SECOND, NOTES)
        # What is held, and what strikes: the mean over a second and the greatest of it.
        planes = self.local(torch.stack([seconds.mean(dim=2), seconds.amax(dim=2)], dim=1))
        pitches = self.weigh(planes).mean(dim=2)
        pitches = pitches.reshape(*pitches.shape[:2], 7, 12)
        folded = (pitches * self.octaves).sum(dim=2)
        around = torch.cat([folded, folded[..., :-1]], dim=-1)  # a circle of twelve
        return torch.as_tensor(self.modes(around).flatten(1))
