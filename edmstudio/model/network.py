"""The network, top to bottom: what it hears, what it says.

An *ear* listens to 50 log-mel frames a second: a small convolutional stem, then gated depth-wise
convolutions of growing dilation (after WaveNet and Beat This!) at half that rate, which see some 80
seconds. Its heads say where beats and bars are (50 a second) and what a moment sounds like (five a
second). An *arranger* then reads the whole track bar by bar, as people do who name sections: a
rotary transformer over what the ear heard in each bar of the decoded grid. A *key head* reads the
log-frequency view alone. Nothing in it depends on the size of a batch, so that it can be tuned on
three tracks.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from edmstudio.model.key_head import KeyHead

MELS = 128
BY_HAND = 268  # columns of a bar's token besides the ear's channels
LABELS, CUES, ACTIVITIES, KEYS = 10, 7, 4, 24
MOMENTS = 2 + LABELS + CUES + ACTIVITIES
SLOWER = 5  # frames of the ear in one of the slow ones


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; the defaults are the bundled checkpoint's."""

    channels: int = 128
    blocks: int = 9
    bars: int = 128
    layers: int = 4
    heads: int = 4
    embedding: int = 64
    sources: int = 16


@dataclass(frozen=True, slots=True)
class Moments:
    """Logits at some rate, ``…`` being (batch, frames) or (batch, bars).

    ``boundary`` and ``energy`` (…), ``label`` (…, 10), ``cue`` (…, 7), ``activity`` (…, 4: kick,
    vocal, riser, fill).
    """

    boundary: Tensor
    energy: Tensor
    label: Tensor
    cue: Tensor
    activity: Tensor

    @classmethod
    def of(cls, columns: Tensor) -> "Moments":
        """From logits side by side, (…, 23)."""
        label, cue = 2 + LABELS, 2 + LABELS + CUES
        return cls(
            columns[..., 0],
            columns[..., 1],
            columns[..., 2:label],
            columns[..., label:cue],
            columns[..., cue:],
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ear says of a batch.

    ``beat`` and ``downbeat`` (batch, frames) logits at 50 a second; ``moments`` at five a second;
    ``features`` (batch, channels, frames / 2).
    """

    beat: Tensor
    downbeat: Tensor
    moments: Moments
    features: Tensor


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the arranger says of a batch: logits per bar, and a unit vector a track."""

    moments: Moments
    embedding: Tensor


class Network(nn.Module):
    """The whole model; about 1.4 million parameters."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        self.shape = shape
        self.ear = Ear(shape)
        self.arranger = Arranger(shape)
        self.key = KeyHead()


class Ear(nn.Module):
    """Log-mel frames to beats, bars, moments and features."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        wide = shape.channels
        self.stem = nn.Sequential(
            nn.Conv2d(1, 16, (3, 4), (1, 4), (1, 0)),
            nn.ReLU(),
            nn.Conv2d(16, 32, (3, 3), (2, 2), (1, 1)),
            nn.ReLU(),
            nn.Conv2d(32, 48, (3, 3), (1, 2), (1, 1)),
            nn.ReLU(),
        )
        self.into = nn.Conv1d(48 * MELS // 16, wide, 1)
        self.level = nn.Conv1d(MELS, wide, 1)
        self.blocks = nn.ModuleList(GatedBlock(wide, 2**index) for index in range(shape.blocks))
        self.norm = ChannelNorm(wide)
        self.beats = nn.Conv1d(wide, 4, 1)
        self.moments = nn.Linear(2 * wide, MOMENTS)
        # Rare events: begin with a low opinion, as in RetinaNet (Lin et al. 2017).
        nn.init.constant_(self.beats.bias, -2.0)  # type: ignore[arg-type]

    def forward(self, mel: Tensor, usual: Tensor, spread: Tensor) -> Heard:
        """`mel` (batch, frames, 128), and of the whole tracks `usual_level`'s two answers."""
        features = self.norm(self.listen(mel, usual, spread))
        return self.say(features, mel.shape[1])

    def say(self, features: Tensor, frames: int) -> Heard:
        """What all heads say of normed features (batch, channels, frames / 2)."""
        said = self.beats(features)
        # Two frames at 50 a second come from each of the ear's at 25.
        beat, downbeat = (
            said[:, part : part + 2].transpose(1, 2).flatten(1)[:, :frames] for part in (0, 2)
        )
        moments = Moments.of(self.moments(_pooled(features)))
        # A downbeat is a beat (the sum head of Beat This!).
        return Heard(beat + downbeat, downbeat, moments, features)

    def listen(
        self, mel: Tensor, usual: Tensor, spread: Tensor, blocks: int | None = None
    ) -> Tensor:
        """Features (batch, channels, frames / 2) of all blocks or of the first so many."""
        rhythm = (mel - usual) / spread
        planes = self.stem(rhythm.unsqueeze(1))  # (batch, 48, frames / 2, 8)
        features = self.into(planes.permute(0, 1, 3, 2).flatten(1, 2))
        features = features + self.level(mel[:, ::2].transpose(1, 2) * 0.1)
        for block in self.blocks[:blocks]:
            features = block(features)
        return torch.as_tensor(features)


def usual_level(mel: Tensor) -> tuple[Tensor, Tensor]:
    """Mean of each band over time, (batch, 1, 128), and how far frames stray, (batch, 1, 1)."""
    spread = mel.std(dim=1, keepdim=True).mean(dim=2, keepdim=True)
    return mel.mean(dim=1, keepdim=True), spread.clamp(min=0.1)


def _pooled(features: Tensor) -> Tensor:
    """Mean and maximum around each slow frame, (batch, slow frames, 2 channels)."""
    half = SLOWER // 2
    slow = -(-features.shape[-1] // SLOWER)
    missing = slow * SLOWER - half - features.shape[-1]
    padded = functional.pad(features, (half, max(missing, 0)))[..., : slow * SLOWER]
    grouped = padded.reshape(*padded.shape[:2], slow, SLOWER)
    return torch.cat([grouped.mean(dim=-1), grouped.amax(dim=-1)], dim=1).transpose(1, 2)


class ChannelNorm(nn.Module):
    """Root mean square over the channels of each moment alone: no statistics of time or batch."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(channels, 1))
        self.shift = nn.Parameter(torch.zeros(channels, 1))

    def forward(self, features: Tensor) -> Tensor:
        """(batch, channels, frames), the same shape out."""
        power = features.square().mean(dim=1, keepdim=True)
        return torch.as_tensor(features * torch.rsqrt(power + 1e-5) * self.scale + self.shift)


class GatedBlock(nn.Module):
    """A depth-wise dilated convolution over time and a gated mix of channels, with a bypass."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.norm = ChannelNorm(channels)
        self.time = nn.Conv1d(
            channels, channels, 5, padding=2 * dilation, dilation=dilation, groups=channels
        )
        self.mix = nn.Conv1d(channels, 2 * channels, 1)
        self.out = nn.Conv1d(channels, channels, 1)
        self.drop = nn.Dropout1d(0.1)

    def forward(self, features: Tensor) -> Tensor:
        """(batch, channels, frames), the same shape out."""
        moved = functional.silu(self.time(self.norm(features)))
        gated = functional.glu(self.mix(moved), dim=1)
        return torch.as_tensor(features + self.drop(self.out(gated)))


class Arranger(nn.Module):
    """Bars of a whole track to sections, cues, energy and an embedding."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        wide = shape.bars
        columns = BY_HAND + shape.channels
        self.into = nn.Sequential(
            nn.Linear(columns, 2 * wide), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * wide, wide)
        )
        self.source = nn.Embedding(shape.sources, wide)
        self.near = nn.Conv1d(wide, wide, 9, padding=4, groups=wide)
        self.layers = nn.ModuleList(Attention(wide, shape.heads) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(wide)
        self.say = nn.Linear(wide, MOMENTS)
        self.weigh = nn.Linear(wide, 1)
        self.project = nn.Linear(wide, shape.embedding)
        nn.init.zeros_(self.source.weight)

    def forward(
        self, tokens: Tensor, there: Tensor | None = None, source: Tensor | None = None
    ) -> Arranged:
        """Read (batch, bars, 268 + channels).

        `there` (batch, bars) bool where tracks differ in length; `source` (batch,) whose habits of
        labelling are asked for, 0 being ours.
        """
        features = self.into(tokens)
        if source is not None:
            features = features + self.source(source).unsqueeze(1)
        if there is not None:
            features = features * there.unsqueeze(-1)
        features = features + self.near(features.transpose(1, 2)).transpose(1, 2)
        for layer in self.layers:
            features = layer(features, there)
        features = self.norm(features)
        weights = self.weigh(features)
        if there is not None:
            weights = weights.masked_fill(~there.unsqueeze(-1), -1e4)
        whole = (torch.softmax(weights, dim=1) * features).sum(dim=1)
        embedding = functional.normalize(self.project(whole), dim=-1)
        return Arranged(Moments.of(self.say(features)), embedding)


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

    def forward(self, features: Tensor, there: Tensor | None = None) -> Tensor:
        """(batch, bars, channels), the same shape out."""
        batch, bars, channels = features.shape
        asked = self.ask(self.norm(features)).view(batch, bars, 3, self.heads, -1)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        mask = None if there is None else there[:, None, None, :]
        turned = functional.scaled_dot_product_attention(
            _turned(query), _turned(key), value, attn_mask=mask
        )
        features = features + self.out(turned.transpose(1, 2).reshape(batch, bars, channels))
        return torch.as_tensor(features + self.think(features))


def _turned(vectors: Tensor) -> Tensor:
    """Rotate pairs of dimensions by the place in the track, (batch, heads, bars, size)."""
    bars, size = vectors.shape[-2:]
    rates = 1_000.0 ** (-torch.arange(0, size, 2, device=vectors.device) / size)
    angles = torch.arange(bars, device=vectors.device)[:, None] * rates
    cosine, sine = angles.cos().to(vectors.dtype), angles.sin().to(vectors.dtype)
    left, right = vectors[..., 0::2], vectors[..., 1::2]
    return torch.cat([left * cosine - right * sine, left * sine + right * cosine], dim=-1)
