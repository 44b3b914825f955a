"""What a family hands over: stems, the clock, and per bar what plays."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.key import Key
from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.clock import Clock
from edmstudio.synth.placing import frames_of

Floats = NDArray[np.float32]
LAYERS = (
    "kick", "snare", "hats", "perc", "bass", "pad", "chords", "lead", "arp", "vocal", "texture"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A section in bars: its label, and the bar it begins with."""

    label: SectionLabel
    bar: int


@dataclass(frozen=True, slots=True)
class KeySpan:
    """A key and the bar it holds from; None where the music has no key."""

    key: Key | None
    bar: int


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Per bar, what plays; each of shape (bars,) and 0 to 1 unless said otherwise.

    Attributes
    ----------
    layers : ndarray, shape (bars, len(LAYERS)), float32
        How much of each layer sounds, in the order of `LAYERS`.
    riser, fill : ndarray, shape (bars,), float32
    vocal_entries : tuple of int
        Beats on which a voice begins to sing after a pause of a phrase or more.
    """

    layers: Floats
    riser: Floats
    fill: Floats
    vocal_entries: tuple[int, ...] = ()

    def layer(self, name: str) -> Floats:
        """One layer along the bars."""
        return np.asarray(self.layers[:, LAYERS.index(name)])


@dataclass(frozen=True, slots=True, eq=False)
class Stems:
    """The tracks of the mixing desk at 44.1 kHz: mono of shape (frames,), stereo (2, frames)."""

    kick: Floats
    bass: Floats
    drums: Floats
    music: Floats
    vocals: Floats
    effects: Floats

    @classmethod
    def silent(cls, frames: int) -> "Stems":
        """Empty stems of this length."""
        mono, stereo = (frames,), (2, frames)
        return cls(*(np.zeros(shape, np.float32) for shape in (mono, mono, *(4 * [stereo]))))


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """A whole track before the mixing desk.

    Attributes
    ----------
    kicks : ndarray, shape (kicks,), float64
        Seconds at which a kick begins; the desk ducks by them.
    spans : tuple of Span
        From bar 0 on, in order.
    """

    clock: Clock
    stems: Stems
    kicks: NDArray[np.float64]
    spans: tuple[Span, ...]
    activity: Activity
    keys: tuple[KeySpan, ...]

    def with_heard_voice(self) -> "Performance":
        """The same, with the voice's activity taken from its stem: phrases leave bars empty."""
        edges = np.maximum(frames_of(self.clock.bar_seconds()), 0)
        power = np.concatenate(
            [[0.0], np.cumsum(np.square(self.stems.vocals[0, ::8]), dtype=float)]
        )
        bars = np.diff(power[np.minimum(edges // 8, len(power) - 1)])
        loud = np.quantile(bars[bars > 0], 0.9) if (bars > 0).any() else 1.0
        layers = self.activity.layers.copy()
        layers[:, LAYERS.index("vocal")] = np.sqrt(np.clip(bars / loud, 0.0, 1.0))
        return replace(self, activity=replace(self.activity, layers=layers))
