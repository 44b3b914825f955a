"""Slower or faster at the same pitch: which splice comes next, and where it leads.

Overlap-add with waveform similarity (Verhelst and Roelands 1993), made for drums: sound is read
at its own pace and spliced only when it has strayed too far from the playhead; whatever is
struck is reached at its exact moment and plays untouched for a while, so that beats stay where
they are and attacks keep their force.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.orders import Source

STRAY = 0.012  # seconds between the playhead and the sound, at most
GUARD = 0.020  # seconds after an attack in which nothing is spliced
BEHIND = 0.002  # seconds; a splice after an attack never leads back to it
ALIKE = 0.010  # seconds that are compared
COARSE = 22_050  # Hz that are enough to compare by


class Course(NamedTuple):
    """What stretching asks for.

    Attributes
    ----------
    place : float or None
        Frame of the source to splice to now; None to play on.
    patience : int
        Frames of the output until the next look.
    """

    place: float | None
    patience: int


class Matcher:
    """Finds where the sound goes on most as it would have gone on."""

    def __init__(self, rate: int) -> None:
        self._apart = max(rate // COARSE, 1)

    def place(self, source: Source, at: float, low: float, high: float) -> float:
        """The frame in [low, high] from which on the source is most like from `at` on."""
        first, last = max(round(low), 0), round(high)
        length = round(ALIKE * source.rate)
        if last <= first:
            return float(last)
        wanted = self._mono(source, round(at), length)
        there = self._mono(source, first, last - first + length)
        if not len(wanted) or len(there) <= len(wanted):
            return float(last)
        likeness = np.correlate(there, wanted, "valid")
        power = np.cumsum(there * there)
        energy = power[len(wanted) - 1 :].copy()
        energy[1:] -= power[: -len(wanted)]
        likeness /= np.sqrt(np.maximum(energy, 1e-6))
        return float(first + int(np.argmax(likeness)) * self._apart)

    def _mono(self, source: Source, first: int, count: int) -> NDArray[np.float32]:
        part = source.samples[max(first, 0) : first + count : self._apart]
        scale = np.float32(1 / 32767 if source.samples.dtype == np.int16 else 1)
        return np.asarray(part.sum(axis=1, dtype=np.float32) * scale)


class Follower:
    """Keeps sound that is read at its own pace near a playhead that goes at another."""

    def __init__(self, rate: int) -> None:
        self._matcher = Matcher(rate)

    def course(
        self, source: Source, at: float, head: float, *, speed: float, fade: float
    ) -> Course:
        """What to do with sound at frame `at` while the playhead is at `head`.

        `speed` is the playhead's pace over that of the sound, `fade` the frames of the source
        that a splice takes.
        """
        rate, ahead = source.rate, at - head
        last, following = self._attacks(source, at)
        stray = STRAY * rate
        wild = abs(ahead) > stray + (GUARD * rate if 0 <= at - last <= GUARD * rate + 1 else 0)
        early = following - at <= fade + 1 and following - head >= fade * speed
        far = ahead >= stray if speed < 1 else ahead <= -stray
        if at - last < GUARD * rate and not early and not wild:
            return Course(None, int(GUARD * rate - (at - last)) + 1)
        if early or far or wild:
            return self._back(source, at, head, speed=speed, fade=fade)
        until_far = (stray - abs(ahead) if ahead * (1 - speed) > 0 else stray + abs(ahead)) / abs(
            1 - speed
        )
        until_early = following - at - fade if ahead > 0 or speed < 1 else until_far
        return Course(None, max(int(min(until_far, max(until_early, 1))), 1))

    def _back(self, source: Source, at: float, head: float, *, speed: float, fade: float) -> Course:
        stray = STRAY * source.rate
        last, following = self._attacks(source, head)
        low, high = (head - stray, head) if speed < 1 else (head, head + stray)
        low, high = max(low, last + BEHIND * source.rate), min(high, following - 2 * fade - 1)
        if high < low:
            return Course(None if speed > 1 else float(round(high)), 32)
        return Course(self._matcher.place(source, at, low, high), 1)

    def _attacks(self, source: Source, at: float) -> tuple[float, float]:
        """The attack at or before a frame, and the next one."""
        index = int(np.searchsorted(source.attacks, at, side="right"))
        before = float(source.attacks[index - 1]) if index else -np.inf
        after = float(source.attacks[index]) if index < len(source.attacks) else np.inf
        return before, after
