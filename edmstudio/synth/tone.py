"""The tone of a finished track: an equaliser that brings the mix near a drawn spectral balance.

The distributions cover 59 real tracks of club music and the brighter masters of record shops.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import freqz_sos

from edmstudio.synth.biquads import Sections, bell, filtered, shelf
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, between

EDGES = np.array([20.0, 60.0, 250.0, 1000.0, 4000.0, 10000.0, 20000.0])
USUAL = np.array([-6.0, -3.5, -10.5, -16.5, -19.0, -32.0])  # dB of each band beside the whole
SPREAD = np.array([4.5, 5.0, 7.0, 5.5, 6.5, 7.5])
BRIGHT = np.array([-1.5, -1.0, 1.0, 3.0, 4.5, 6.5])  # how a bright track differs from a dull one
CLUB = np.array([-5.5, -3.5, -9.5, -13.5, -16.0, -22.0])
LEAST = np.array([-26.0, -17.0, -21.0, -37.0, -50.0, -60.0])  # beyond these lies no music
MOST = np.array([-1.2, -0.6, -1.8, -5.0, -8.5, -10.5])
FURTHEST = 16.0  # dB that no equaliser goes beyond
BLOCK = 8192


def balanced(both: Floats, chance: Chance) -> Floats:
    """The sound near a balance drawn for it; some producers go only half of the way."""
    wanted = USUAL + SPREAD * chance.standard_normal(6) + BRIGHT * chance.standard_normal()
    way = between(chance, 0.5, 1.0)
    change = (wanted - band_shares(both)) * way
    change -= change[1]  # the bass stays, all else moves against it
    gains = np.clip(_solver() @ change, -FURTHEST, FURTHEST)
    return filtered(both, *_equaliser(gains.tolist()))


def nearer(both: Floats) -> Floats:
    """The sound with the usual balance of a club master."""
    change = CLUB - band_shares(both)
    change -= change[1]
    gains = np.clip(_solver() @ change, -FURTHEST / 2, FURTHEST / 2)
    return filtered(both, *_equaliser(gains.tolist()))


def brought_back(both: Floats) -> Floats:
    """The sound, equalised where a band lies outside of what music measures like."""
    shares = band_shares(both)
    change = np.clip(shares, LEAST, MOST) - shares
    if np.abs(change).max() < 1.0:
        return both
    return filtered(both, *_equaliser(np.clip(_solver() @ change, -FURTHEST, FURTHEST).tolist()))


def _equaliser(gains: list[float]) -> list[Sections]:
    sub, bass, low_mid, mid, high, air = gains
    return [
        shelf(60, sub, high=False), bell(120, bass, 0.7), bell(500, low_mid, 0.6),
        bell(2000, mid, 0.6), bell(6000, high, 0.8), shelf(10000, air, high=True),
    ]  # fmt: skip


@cache
def _solver() -> NDArray[np.float64]:
    """From wanted changes of the bands to gains of the six filters, which overlap."""
    hz = np.sqrt(EDGES[:-1] * np.minimum(EDGES[1:], 16000.0))
    columns = []
    for number in range(6):
        knobs = _equaliser([6.0 * (number == other) for other in range(6)])
        columns.append(
            20 * np.log10(np.abs(freqz_sos(np.concatenate(knobs), hz, fs=RATE)[1])) / 6.0
        )
    response = np.stack(columns, axis=1)
    return np.asarray(np.linalg.solve(response.T @ response + 0.02 * np.eye(6), response.T))


def band_shares(both: Floats) -> NDArray[np.float64]:
    """Power of the six bands beside the whole in dB, of the loud half of 64 blocks."""
    starts = np.linspace(0, max(both.shape[1] - BLOCK, 0), 64).astype(np.int64)
    blocks = np.stack([both[:, s : s + BLOCK].mean(axis=0) for s in starts])
    power = np.square(np.abs(np.fft.rfft(blocks * np.hanning(blocks.shape[1]), axis=1)))
    order = np.argsort(power.sum(axis=1))[32:]
    spectrum = power[order].sum(axis=0)
    places = np.searchsorted(np.fft.rfftfreq(blocks.shape[1], 1 / RATE), EDGES)
    bands = np.add.reduceat(spectrum, places)[:6]
    return np.asarray(10 * np.log10(bands / (spectrum.sum() + 1e-20) + 1e-7))
