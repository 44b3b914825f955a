"""Which tempi an onset envelope holds, and where along the track they change."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.repetition import favoured_tempo

Floats = NDArray[np.float64]
SLOWEST = 80.0 / 60.0  # Hz; the octave from here on stands for all others
STEP = 0.01  # spacing of the tempi, relative
MULTIPLES = (1, 2, 4)  # of the beat: beat, eighth, sixteenth
WINDOW, HOP = 8.0, 2.0  # seconds
JUMP = 2.5  # a change of tempo must gain as much as this many windows of full evidence
FAVOUR = 1.6  # by which evidence for the tempo of the whole track counts more
FAST, APART = 0.5, 2  # states a window, windows: as a change of tempo, not a drift, goes
CREEP = 0.12  # a step to the neighbouring tempo, as a ramp or a live player makes it


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A part of the track without a jump of tempo.

    Attributes
    ----------
    start, stop : float
        Seconds.
    moments : ndarray, shape (windows,)
        Seconds of the windows' middles.
    frequencies : ndarray, shape (windows,)
        Beats per second at those moments, to about one percent and up to the octave.
    """

    start: float
    stop: float
    moments: Floats
    frequencies: Floats

    @property
    def frequency(self) -> float:
        """The tempo that holds longest, in Hz."""
        return float(np.median(self.frequencies))

    @property
    def creeps(self) -> bool:
        """Whether the tempo moves by more than the step of the search."""
        return float(np.ptp(np.log(self.frequencies))) > 1.5 * STEP


def tempo_stretches(envelope: Floats, hz: float) -> tuple[Stretch, ...]:
    """The stretches that explain the whole track best, in order; one where the tempo holds.

    A path through the tempogram with a price for every change (Viterbi).
    """
    evidence = tempogram(envelope, hz)
    evidence /= max(float(evidence.max(axis=1).mean()), 1e-9)
    states = len(_tempi())
    usual = favoured_tempo(envelope, hz, tempi=_tempi(), evidence=evidence.mean(axis=0))
    evidence[:, np.arange(usual - 1, usual + 2) % states] *= FAVOUR
    path = _path(evidence)
    apart = np.abs(np.diff(path))
    jumps = np.flatnonzero(np.minimum(apart, states - apart) > 1) + 1
    moments = np.arange(len(path), dtype=np.float64) * HOP
    whole = Stretch(0.0, len(envelope) / hz, moments, _tempi()[path])
    return _cut(whole, [int(jump) for jump in jumps])


def pieces(stretch: Stretch) -> tuple[Stretch, ...]:
    """The stretch cut where its tempo ramps quickly to another; itself where it does not."""
    steps = np.rint(np.diff(np.log(stretch.frequencies)) / STEP).astype(np.intp)
    moved = np.flatnonzero(steps)
    if not len(moved):
        return (stretch,)
    cuts = []
    for run in np.split(moved, np.flatnonzero(np.diff(moved) > APART) + 1):
        total, windows = abs(int(steps[run].sum())), int(run[-1] - run[0]) + 1
        if total >= 2 and total >= FAST * windows:
            cuts.append(int(run[0] + run[-1]) // 2 + 1)
    return _cut(stretch, cuts)


def _cut(whole: Stretch, at: list[int]) -> tuple[Stretch, ...]:
    """A stretch in parts that begin with these windows."""
    cuts = [0, *at, len(whole.moments)]
    edges = [whole.start, *(float(whole.moments[i]) - HOP / 2 for i in at), whole.stop]
    return tuple(
        Stretch(edges[i], edges[i + 1], whole.moments[left:right], whole.frequencies[left:right])
        for i, (left, right) in enumerate(pairwise(cuts))
    )


def tempogram(envelope: Floats, hz: float) -> Floats:
    """Evidence for each tempo of one octave in windows of eight seconds, shape (windows, tempi).

    Magnitudes of the envelope's spectrum at the beat and its binary subdivisions, each window
    scaled by its own energy, so that a quiet break counts as much as a loud drop.
    """
    size, hop = int(WINDOW * hz), int(HOP * hz)
    padded = np.pad(envelope, (size // 2, size // 2 + hop))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    centred = (windows - windows.mean(axis=1, keepdims=True)) * np.hanning(size)
    points = 4 * size
    spectra = np.abs(np.fft.rfft(centred, points, axis=1))
    energy = np.sqrt((centred**2).sum(axis=1, keepdims=True) * size) + 1e-9
    evidence = np.zeros((len(windows), len(_tempi())))
    for multiple in MULTIPLES:
        places = np.rint(_tempi() * multiple * points / hz).astype(np.intp)
        evidence += spectra[:, np.minimum(places, spectra.shape[1] - 1)]
    return np.asarray(evidence / energy)


def _tempi() -> Floats:
    """The tempi of one octave in Hz, shape (tempi,)."""
    return np.asarray(SLOWEST * np.exp(np.arange(0.0, np.log(2.0), STEP)))


def _path(evidence: Floats) -> NDArray[np.intp]:
    """Best state of each window, shape (windows,); the octave is a circle."""
    windows, states = evidence.shape
    cost = np.full((states, states), JUMP)
    here = np.arange(states)
    cost[here, here] = 0.0
    cost[here, (here + 1) % states] = cost[here, (here - 1) % states] = CREEP
    total, origins = evidence[0].copy(), np.zeros((windows, states), dtype=np.intp)
    for window in range(1, windows):
        reached = total[:, None] - cost
        origins[window] = reached.argmax(axis=0)
        total = reached.max(axis=0) + evidence[window]
    path = np.zeros(windows, dtype=np.intp)
    path[-1] = total.argmax()
    for window in range(windows - 1, 0, -1):
        path[window - 1] = origins[window, path[window]]
    return path
