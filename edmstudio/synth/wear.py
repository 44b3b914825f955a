"""What the world does to a finished track: vinyl, noise, other rates, fades; labels follow."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.signal import resample_poly

from edmstudio.synth.biquads import filtered, highpass, lowpass
from edmstudio.synth.clock import Seconds
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, Streams, between, happens, log_between, pick

Warp = Callable[[Seconds], Seconds]


@dataclass(frozen=True, slots=True, eq=False)
class Worn:
    """A track after it has been in the world.

    Attributes
    ----------
    both : ndarray, shape (2, frames), float32
    rate : int
    warp : callable
        Seconds of the clean track to seconds of this one.
    """

    both: Floats
    rate: int
    warp: Warp


def worn(both: Floats, streams: Streams, *, end: float) -> Worn:
    """Most tracks pass unharmed; each kind of wear meets a few per cent.

    Parameters
    ----------
    end : float
        Second at which the last bar ends.
    """
    chance = streams.stream("wear")
    both = cut_off(both, end, streams.stream("end"))
    warp: Warp = _unbent
    if happens(chance, 0.1):
        both, warp = turned(both, chance)
    if happens(chance, 0.1):
        both = aged(both, chance)
    if happens(chance, 0.15):
        both = faded(both, chance)
    if happens(chance, 0.25):
        hush = 10 ** (between(chance, -90, -52) / 20)
        both = both + chance.standard_normal(both.shape, dtype=np.float32) * np.float32(hush)
    both, rate = converted(both, chance)
    return Worn(np.clip(both, -1.0, 1.0), rate, warp)


def cut_off(both: Floats, end: float, chance: Chance) -> Floats:
    """Most tracks ring out; loops stop with their last bar, and some files go on in silence."""
    kind = pick(chance, ["rings", "stops", "silent"], [0.6, 0.3, 0.1])
    if kind == "stops":
        return both[:, : int((end + pick(chance, [0.0, between(chance, 0.0, 1.0)])) * RATE)]
    if kind == "silent":
        return np.pad(both, ((0, 0), (0, int(between(chance, 1.0, 8.0) * RATE))))
    return both


def _unbent(seconds: Seconds) -> Seconds:
    return seconds


def turned(both: Floats, chance: Chance) -> tuple[Floats, Warp]:
    """A record on a platter that is not quite round: wow up to 0.3 %, with crackle."""
    speed = pick(chance, [33.33, 45.0]) / 60.0
    depths = np.array([between(chance, 0.0002, 0.0025), between(chance, 0.0, 0.0005)])
    hz = np.array([speed, between(chance, 0.1, 4.0)])
    phases = chance.uniform(0, 2 * np.pi, 2)

    def ahead(seconds: Seconds) -> Seconds:
        turns = 2 * np.pi * hz[:, None] * seconds[None, :] + phases[:, None]
        return np.asarray((depths / (2 * np.pi * hz)) @ np.sin(turns))

    def warp(seconds: Seconds) -> Seconds:
        heard = seconds.copy()
        for _ in range(6):  # contracts by the depth of the wow each time: exact to below 1e-15
            heard = seconds - ahead(heard)
        return heard

    places = np.arange(both.shape[1], dtype=np.float64)
    coarse = np.arange(0, both.shape[1] + 64, 64) / RATE
    places += np.interp(places, coarse * RATE, ahead(coarse)) * RATE
    known = np.arange(both.shape[1])
    bent = np.stack([np.interp(places, known, side) for side in both]).astype(np.float32)
    return bent + crackle(both.shape[1], chance), warp


def crackle(frames: int, chance: Chance) -> Floats:
    """Dust, scratches and rumble of a record, shape (2, frames)."""
    out = np.zeros((2, frames), dtype=np.float32)
    count = int(frames / RATE * log_between(chance, 2, 40))
    where = chance.integers(0, max(frames - 40, 1), count)
    loud = (chance.exponential(0.012, count) * chance.choice([-1, 1], count)).astype(np.float32)
    side = chance.integers(0, 2, count)
    for tap, weight in enumerate((1.0, -0.7, 0.3)):
        np.add.at(out, (side, where + tap), loud * np.float32(weight))
    rumble = filtered(chance.standard_normal(frames, dtype=np.float32), lowpass(60))
    return out + rumble * np.float32(10 ** (between(chance, -60, -42) / 20))


def aged(both: Floats, chance: Chance) -> Floats:
    """A narrow band, few bits, one channel or a driven tape."""
    kind = pick(chance, ["dull", "dull", "bits", "mono", "phone", "hot"])
    if kind == "dull":
        return filtered(both, lowpass(log_between(chance, 1800, 12000)), lowpass(12000))
    if kind == "bits":
        steps = np.float32(2 ** between(chance, 6, 10))
        return np.asarray(np.round(both * steps) / steps, dtype=np.float32)
    if kind == "mono":
        return np.repeat(both.mean(axis=0, keepdims=True), 2, axis=0)
    if kind == "phone":
        return filtered(
            both, highpass(between(chance, 60, 200)), lowpass(between(chance, 3500, 9000))
        )
    return np.asarray(np.tanh(both * np.float32(between(chance, 1.5, 3.0))) * 0.6, dtype=np.float32)


def faded(both: Floats, chance: Chance) -> Floats:
    """Faded in, out, or quieter as a whole."""
    both = both.copy()
    kind = pick(chance, ["in", "out", "quiet"], [0.25, 0.5, 0.25])
    length = min(int(log_between(chance, 2, 40) * RATE), both.shape[1] // 3)
    ramp = np.linspace(0.0, 1.0, length, dtype=np.float32) ** 2
    if kind == "in":
        both[:, :length] *= ramp
    elif kind == "out":
        both[:, -length:] *= ramp[::-1]
    else:
        both *= np.float32(10 ** (between(chance, -14, -2) / 20))
    return both


def converted(both: Floats, chance: Chance) -> tuple[Floats, int]:
    """Mostly 44.1 kHz; some at 48 or 32, some that have been at a low rate and came back."""
    rate = pick(chance, [44100, 48000, 32000, 22050], [0.82, 0.09, 0.02, 0.07])
    if rate == 48000:
        return resample_poly(both, 160, 147, axis=1).astype(np.float32), rate
    if rate == 32000:
        return resample_poly(both, 320, 441, axis=1).astype(np.float32), rate
    if rate == 22050:
        low = resample_poly(both, 1, 2, axis=1).astype(np.float32)
        if happens(chance, 0.5):
            return resample_poly(low, 2, 1, axis=1).astype(np.float32), 44100
        return low, rate
    return both, rate
