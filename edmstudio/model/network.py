"""The network, top to bottom: what it hears, what it says.

A shared encoder at 50 frames a second (a small convolutional stem, then gated depth-wise
convolutions of growing dilation, after WaveNet and Beat This!), read by the beat heads; pooled to
five frames a second it meets the log-frequency view, and a small rotary transformer over the whole
track is read by the heads for sections, cues, energy, activity and key. Nothing in it depends on
the size of a batch (group norms only), so it can be tuned on three tracks.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

MELS, NOTES, PLACES = 128, 168, 6
SLOWER = 10  # fast frames in a slow one
LABELS, CUES, ACTIVITIES, KEYS = 10, 7, 4, 24


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; the defaults are the bundled checkpoint's."""

    channels: int = 96
    blocks: int = 10
    slow: int = 128
    layers: int = 3
    heads: int = 4
    embedding: int = 64
    sources: int = 16


@dataclass(frozen=True, slots=True)
class Heard:
    """What the network says of a batch of tracks: logits, but for the embedding.

    ``beat`` and ``downbeat`` (batch, frames); ``boundary`` (batch, slow); ``label`` (batch, slow,
    10); ``cue`` (batch, slow, 7); ``energy`` (batch, slow); ``activity`` (batch, slow, 4: kick,
    vocal, riser, fill); ``key`` (batch, 24); ``embedding`` (batch, 64).
    """

    beat: Tensor
    downbeat: Tensor
    boundary: Tensor
    label: Tensor
    cue: Tensor
    energy: Tensor
    activity: Tensor
    key: Tensor
    embedding: Tensor


class Network(nn.Module):
    """The whole model; about 1.2 million parameters."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.beats = nn.Linear(shape.channels, 2)
        self.structure = Structure(shape)
        self.key = KeyHead()
        # Rare events: begin with a low opinion, as in RetinaNet (Lin et al. 2017).
        nn.init.constant_(self.beats.bias, -3.0)

    def forward(
        self, mel: Tensor, notes: Tensor, place: Tensor, source: Tensor | None = None
    ) -> Heard:
        """`mel` (batch, frames, 128), `notes` (batch, slow, 168), `place` (batch, slow, 6)."""
        fast = self.encoder(mel)
        beat, downbeat = self.beats(fast).unbind(-1)
        slow = self.structure(fast, notes, place, source)
        rows = self.structure.say(slow)
        return Heard(
            beat=beat + downbeat,  # a downbeat is a beat (Beat This!'s sum head)
            downbeat=downbeat,
            boundary=rows[..., 0],
            energy=rows[..., 1],
            label=rows[..., 2 : 2 + LABELS],
            cue=rows[..., 2 + LABELS : 2 + LABELS + CUES],
            activity=rows[..., 2 + LABELS + CUES :],
            key=self.key(notes),
            embedding=self.structure.embed(slow),
        )


class Encoder(nn.Module):
    """Log-mel frames to `channels` features at the same rate."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            _conv(1, 16, (3, 4), (1, 4)),
            _conv(16, 24, (3, 3), (1, 2)),
            _conv(24, 32, (3, 3), (1, 2)),
            _conv(32, 48, (3, 3), (1, 2)),
        )
        self.level = nn.Linear(MELS, shape.channels)
        self.into = nn.Linear(48 * 4, shape.channels)
        self.blocks = nn.ModuleList(
            GatedBlock(shape.channels, 2**index) for index in range(shape.blocks)
        )

    def forward(self, mel: Tensor) -> Tensor:
        """(batch, frames, 128) to (batch, frames, channels)."""
        spread = mel.std(dim=1, keepdim=True).mean(dim=2, keepdim=True).clamp(min=0.1)
        rhythm = (mel - mel.mean(dim=1, keepdim=True)) / spread
        planes = self.stem(rhythm.unsqueeze(1))
        features = self.into(planes.permute(0, 2, 1, 3).flatten(2)) + self.level(mel * 0.1)
        for block in self.blocks:
            features = block(features)
        return torch.as_tensor(features)


def _conv(inputs: int, outputs: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Module:
    padding = (kernel[0] // 2, 0 if kernel[1] == stride[1] else kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        ChannelNorm(outputs),
        nn.GELU(),
    )


class ChannelNorm(nn.Module):
    """Normalise over the channels of each place alone: no statistics of time or batch."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(channels, 1, 1))
        self.shift = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, planes: Tensor) -> Tensor:
        """(batch, channels, frames, bands), the same shape out."""
        power = planes.square().mean(dim=1, keepdim=True)
        return torch.as_tensor(planes * torch.rsqrt(power + 1e-5) * self.scale + self.shift)


class GatedBlock(nn.Module):
    """A depth-wise dilated convolution over time and a gated mix of channels, with a bypass."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.time = nn.Conv1d(
            channels, channels, 5, padding=2 * dilation, dilation=dilation, groups=channels
        )
        self.mix = nn.Linear(channels, 2 * channels)
        self.out = nn.Linear(channels, channels)
        self.drop = nn.Dropout(0.1)

    def forward(self, features: Tensor) -> Tensor:
        """(batch, frames, channels), the same shape out."""
        moved = self.time(self.norm(features).transpose(1, 2)).transpose(1, 2)
        gated = functional.glu(self.mix(functional.gelu(moved)), dim=-1)
        return torch.as_tensor(features + self.drop(self.out(gated)))


class Structure(nn.Module):
    """The slow branch: the whole track at five frames a second."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.notes = nn.Sequential(nn.Linear(NOTES, 96), nn.GELU(), nn.Linear(96, 48))
        self.into = nn.Linear(2 * shape.channels + 48 + PLACES, shape.slow)
        self.source = nn.Embedding(shape.sources, shape.slow)
        self.near = nn.Conv1d(shape.slow, shape.slow, 9, padding=4, groups=shape.slow)
        self.layers = nn.ModuleList(Attention(shape.slow, shape.heads) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.slow)
        self.say = nn.Linear(shape.slow, 2 + LABELS + CUES + ACTIVITIES)
        self.weigh = nn.Linear(shape.slow, 1)
        self.project = nn.Linear(shape.slow, shape.embedding)
        nn.init.zeros_(self.source.weight)

    def forward(self, fast: Tensor, notes: Tensor, place: Tensor, source: Tensor | None) -> Tensor:
        """Features (batch, slow frames, slow channels)."""
        pooled = _pooled(fast, notes.shape[1])
        features = self.into(torch.cat([pooled, self.notes(notes), place], dim=-1))
        if source is not None:
            features = features + self.source(source).unsqueeze(1)
        features = features + self.near(features.transpose(1, 2)).transpose(1, 2)
        for layer in self.layers:
            features = layer(features)
        return torch.as_tensor(self.norm(features))

    def embed(self, slow: Tensor) -> Tensor:
        """One unit vector a track, (batch, embedding)."""
        weights = torch.softmax(self.weigh(slow), dim=1)
        return functional.normalize(self.project((weights * slow).sum(dim=1)), dim=-1)


def _pooled(fast: Tensor, frames: int) -> Tensor:
    """Mean and maximum of the fast frames around each slow one, (batch, frames, 2 channels)."""
    half = SLOWER // 2
    missing = max(frames * SLOWER - half - fast.shape[1], 0)
    padded = functional.pad(fast, (0, 0, half, missing))[:, : frames * SLOWER]
    grouped = padded.reshape(len(fast), frames, SLOWER, -1)
    return torch.cat([grouped.mean(dim=2), grouped.amax(dim=2)], dim=-1)


class Attention(nn.Module):
    """A transformer layer with rotary positions (Su et al. 2021)."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(channels)
        self.ask = nn.Linear(channels, 3 * channels)
        self.out = nn.Linear(channels, channels)
        self.think = nn.Sequential(
            nn.LayerNorm(channels),
            nn.Linear(channels, 3 * channels),
            nn.GELU(),
            nn.Dropout(0.1),
            nn.Linear(3 * channels, channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        """(batch, frames, channels), the same shape out."""
        batch, frames, channels = features.shape
        asked = self.ask(self.norm(features)).view(batch, frames, 3, self.heads, -1)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        turned = functional.scaled_dot_product_attention(_turned(query), _turned(key), value)
        features = features + self.out(turned.transpose(1, 2).reshape(batch, frames, channels))
        return torch.as_tensor(features + self.think(features))


def _turned(vectors: Tensor) -> Tensor:
    """Rotate pairs of dimensions by the place in the track, (batch, heads, frames, size)."""
    frames, size = vectors.shape[-2:]
    rates = 10_000.0 ** (-torch.arange(0, size, 2, device=vectors.device) / size)
    angles = torch.arange(frames, device=vectors.device)[:, None] * rates
    cosine, sine = angles.cos().to(vectors.dtype), angles.sin().to(vectors.dtype)
    left, right = vectors[..., 0::2], vectors[..., 1::2]
    return torch.cat([left * cosine - right * sine, left * sine + right * cosine], dim=-1)


class KeyHead(nn.Module):
    """24 keys from the log-frequency view, pooled over time only.

    Convolutions over frequency that know no absolute pitch until the last step fold the octaves
    onto twelve pitch classes; so a transposed track moves the answer, not the weights (after
    Korzeniowski and Widmer 2018, and STONE 2024).
    """

    def __init__(self, channels: int = 24) -> None:
        super().__init__()
        self.local = nn.Sequential(
            # Zeros at the edges would tell the lowest note from the others.
            nn.Conv2d(1, channels, (3, 5), padding=(1, 2), padding_mode="replicate"),
            nn.GELU(),
            nn.Conv2d(channels, channels, (3, 5), (2, 2), padding=(1, 2), padding_mode="replicate"),
            nn.GELU(),
        )
        self.weigh = nn.Conv2d(channels, channels, (1, 1))
        self.octaves = nn.Parameter(torch.full((7, 1), 1.0 / 7.0))
        self.modes = nn.Conv1d(channels, 2, 12)

    def forward(self, notes: Tensor) -> Tensor:
        """(batch, slow frames, 168) to logits (batch, 24) in the order of `ALL_KEYS`."""
        planes = self.weigh(self.local(notes.unsqueeze(1)))
        pitches = planes.mean(dim=2)
        pitches = pitches.reshape(*pitches.shape[:2], 7, 12)
        folded = (pitches * self.octaves).sum(dim=2)
        around = torch.cat([folded, folded[..., :-1]], dim=-1)  # a circle of twelve
        return torch.as_tensor(self.modes(around).flatten(1))
