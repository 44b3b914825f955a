"""The metronome: when it clicks, what a click sounds like, and mixing clicks to the sample."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VOICES = 16  # clicks that may sound at the same time
LENGTH = 0.030  # seconds


class ClickKind(IntEnum):
    """What a click announces."""

    BEAT = 0
    DOWNBEAT = 1
    CUE = 2
    SECTION = 3


PITCHES = {
    ClickKind.BEAT: 1000.0,
    ClickKind.DOWNBEAT: 1500.0,
    ClickKind.CUE: 2250.0,
    ClickKind.SECTION: 750.0,
}  # Hz


class Schedule(NamedTuple):
    """Clicks of a track.

    Attributes
    ----------
    frames : ndarray, shape (clicks,), int64
        Rising, in frames of the source.
    kinds : ndarray, shape (clicks,), int8
        A `ClickKind` each.
    """

    frames: NDArray[np.int64]
    kinds: NDArray[np.int8]


NO_CLICKS = Schedule(np.zeros(0, np.int64), np.zeros(0, np.int8))


def schedule(moments: Sequence[tuple[ClickKind, NDArray[np.float64]]], rate: int) -> Schedule:
    """Clicks at these seconds, each on the nearest frame; at one frame the later kind is heard."""
    frames = [np.rint(np.asarray(seconds) * rate).astype(np.int64) for _, seconds in moments]
    kinds = [np.full(len(at), kind, np.int8) for (kind, _), at in zip(moments, frames, strict=True)]
    if not frames:
        return NO_CLICKS
    every, each = np.concatenate(frames), np.concatenate(kinds)
    order = np.lexsort((each, every))
    every, each = every[order], each[order]
    last = np.append(every[1:] != every[:-1], True)[: len(every)]
    return Schedule(every[last], each[last])


def click_sounds(rate: int) -> tuple[NDArray[np.float32], ...]:
    """A short tone for each kind, shape (frames, 1), that begins and ends at zero."""
    times = np.arange(round(LENGTH * rate)) / rate
    shape = (
        np.exp(-times * 120) * np.minimum(times * 2000, 1) * np.minimum((LENGTH - times) * 500, 1)
    )
    return tuple(
        (np.sin(2 * np.pi * PITCHES[kind] * times) * shape).astype(np.float32)[:, None]
        for kind in ClickKind
    )


class Clicker:
    """Clicks under way; belongs to the callback and grows nowhere."""

    def __init__(self, rate: int) -> None:
        self._sounds = click_sounds(rate)
        self._kinds = [0] * VOICES
        self._done = [-1] * VOICES  # frames already heard; negative: free
        self._gains = [0.0] * VOICES
        self._scratch = np.empty((len(self._sounds[0]), 1), np.float32)
        self._busy = 0

    @property
    def silent(self) -> bool:
        """Whether no click sounds."""
        return self._busy == 0

    def begin(self, out: NDArray[np.float32], at: int, kind: int, gain: float) -> None:
        """A click begins at frame `at` of this block; the rest of it comes with the next ones."""
        voice = self._free()
        self._kinds[voice], self._done[voice], self._gains[voice] = kind, 0, gain
        self._busy += 1
        self._mix(voice, out[at:])

    def go_on(self, out: NDArray[np.float32]) -> None:
        """What is left of the clicks of earlier blocks, from the first frame of this one."""
        if self._busy:
            for voice in range(VOICES):
                if self._done[voice] >= 0:
                    self._mix(voice, out)

    def _free(self) -> int:
        """A voice that is silent; where all sound, the one nearest its end is cut."""
        oldest = 0
        for voice in range(VOICES):
            if self._done[voice] < 0:
                return voice
            if self._done[voice] > self._done[oldest]:
                oldest = voice
        self._busy -= 1
        return oldest

    def _mix(self, voice: int, out: NDArray[np.float32]) -> None:
        sound, done = self._sounds[self._kinds[voice]], self._done[voice]
        count = min(len(out), len(sound) - done)
        part = self._scratch[:count]
        np.multiply(sound[done : done + count], self._gains[voice], out=part)
        np.add(out[:count], part, out=out[:count])
        self._done[voice] = done + count
        if done + count == len(sound):
            self._done[voice] = -1
            self._busy -= 1
