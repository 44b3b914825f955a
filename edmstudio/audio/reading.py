"""Reading a source at any place and any pace into arrays that are already there."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.orders import Source

MOST = 1024  # frames in one reading
TAPS = 16
PHASES = 2048
_FULL = np.float32(1 / 32767)
_ONE = np.float32(1)


@lru_cache(maxsize=16)  # 128 KiB each: a turntable's pitch slider asks for one at every step
def kernel(step: float) -> NDArray[np.float32]:
    """Weights of a Kaiser-windowed sinc for each place between two frames, (PHASES, TAPS).

    Read faster than it was recorded, sound is cut at the new half rate (J. O. Smith, Digital
    Audio Resampling).
    """
    places = np.arange(TAPS) - (TAPS // 2 - 1) - np.arange(PHASES)[:, None] / PHASES
    window = np.i0(8 * np.sqrt(np.clip(1 - (places / (TAPS / 2)) ** 2, 0, None))) / np.i0(8)
    weights = np.sinc(places * min(1.0, 1.0 / step)) * window
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)


class Reader:
    """Scratch arrays for one thread that reads."""

    def __init__(self) -> None:
        self._count = np.arange(MOST, dtype=np.float64)
        self._places = np.empty(MOST, np.float64)
        self._floors = np.empty(MOST, np.float64)
        self._firsts = np.empty((MOST, 1), np.int64)
        self._frames = np.empty((MOST, TAPS), np.int64)
        self._phases = np.empty(MOST, np.int64)
        self._weights = np.empty((MOST, TAPS), np.float32)
        self._taken: dict[tuple[type, int], NDArray[np.generic]] = {
            (kind, channels): np.empty((MOST, TAPS, channels), kind)
            for kind in (np.int16, np.float32)
            for channels in (1, 2)
        }
        self._taps = np.arange(TAPS) - (TAPS // 2 - 1)
        self._plain = np.empty((MOST, TAPS, 2), np.float32)
        self._mixed = np.empty((MOST, 2), np.float32)

    def read(
        self,
        source: Source,
        at: float,
        out: NDArray[np.float32],
        *,
        step: float = 1.0,
        weights: NDArray[np.float32] | None = None,
    ) -> None:
        """Fill `out`, (at most MOST, 2), from frame `at` on, `step` frames further each time.

        Off the source is silence; one channel is heard on both sides.
        """
        if step == 1.0 and at.is_integer():
            self._copy(source, int(at), out)
        else:
            self._resample(source, at, out, step, kernel(step) if weights is None else weights)

    def _copy(self, source: Source, first: int, out: NDArray[np.float32]) -> None:
        samples, count = source.samples, len(out)
        begin, end = max(first, 0), min(first + count, len(samples))
        if begin >= end:
            out.fill(0)
            return
        if begin > first:
            out[: begin - first] = 0
        if end < first + count:
            out[end - first :] = 0
        part = out[begin - first : end - first]
        np.multiply(samples[begin:end], _FULL if samples.dtype == np.int16 else _ONE, out=part)

    def _resample(
        self,
        source: Source,
        at: float,
        out: NDArray[np.float32],
        step: float,
        kernel: NDArray[np.float32],
    ) -> None:
        count, samples = len(out), source.samples
        last = at + count * step + TAPS
        if not len(samples) or last < 0 or at - TAPS > len(samples):
            out.fill(0)
            return
        self._place(at, step, count)
        frames, weights = self._frames[:count], self._weights[:count]
        np.take(kernel, self._phases[:count], axis=0, out=weights, mode="clip")
        if at < TAPS or last >= len(samples):
            weights *= (frames >= 0) & (frames < len(samples))
        channels = samples.shape[1]
        taken = self._taken[samples.dtype.type, channels][:count]
        np.take(samples, frames, axis=0, out=taken, mode="clip")
        plain = self._plain[:count, :, :channels]
        np.multiply(taken, _FULL if samples.dtype == np.int16 else _ONE, out=plain)
        mixed = self._mixed[:count, :channels]
        np.einsum("ntc,nt->nc", plain, weights, out=mixed)
        np.copyto(out, mixed)

    def _place(self, at: float, step: float, count: int) -> None:
        """The frames that matter for each output frame, and where between two of them it lies."""
        places, floors = self._places[:count], self._floors[:count]
        np.multiply(self._count[:count], step, out=places)
        places += at
        np.floor(places, out=floors)
        self._firsts[:count, 0] = floors
        np.add(self._firsts[:count], self._taps, out=self._frames[:count])
        places -= floors
        places *= PHASES
        np.copyto(self._phases[:count], places, casting="unsafe")
