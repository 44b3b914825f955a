"""A player in silence whose clock stands still until told, and all that it would have played."""

import numpy as np

from edmstudio.audio.output import SilentOutput
from edmstudio.audio.player import Player

RATE = 44_100


class Clock:
    """Seconds that a test lets go by."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


class Desk:
    """A player, its clock and what it played."""

    def __init__(self, samples=None, rate=RATE, output_rate=None):
        self.clock, self._kept, self.rate = Clock(), [], output_rate or rate
        self.player = Player(self._open)
        if samples is not None:
            self.player.lasts(len(samples) / rate)
            self.player.load(samples, rate)

    def _open(self, rate):
        return SilentOutput(self.rate, now=self.clock, keep=self._keep)

    def _keep(self, block):
        self._kept.append(block.copy())

    def run(self, seconds, frames=None):
        """Let time go by; where the playhead is then."""
        self.clock.seconds += seconds if frames is None else frames / self.rate
        return self.player.position()

    @property
    def heard(self):
        """Everything that was played, shape (frames, 2)."""
        return np.concatenate(self._kept) if self._kept else np.zeros((0, 2), np.float32)

    def close(self):
        self.player.close()


def silence(seconds, rate=RATE):
    return np.zeros((round(seconds * rate), 2), np.float32)


def slope(seconds, rate=RATE):
    """A track whose every frame says where it is: it rises from 0 to 1."""
    return np.linspace(0, 1, round(seconds * rate), dtype=np.float32)[:, None]
