"""Where in a pulse the beats fall, to the millisecond, and which of them begin a bar."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.pulse import Pulse
from edmstudio.decoding.tempo_preference import Preference, tempo_preference
from edmstudio.domain.activations import BeatActivations

Floats = NDArray[np.float64]
RATIOS = (0.5, 1.0, 2.0)  # beats to each beat of the pulse
PLACES = 48  # tried in each beat
WORTH = 0.4  # of the best reading's mean: a beat that finds less speaks against its reading
REACH = 0.030  # seconds around the frame's answer in which the attack is looked for
FOOT = 0.45  # share of its peak from which an attack has begun
FOOT_LAG = 0.0015  # seconds from there to the sound's first sample; the envelope looks ahead 3 ms
PREFERENCE = 0.02  # activation a beat that one unit of a tempo's log-prior is worth
BACK = 0.014  # seconds before its peak in which an attack can begin
METER = 4


@dataclass(frozen=True, slots=True, eq=False)
class BeatPhase:
    """Beats at ``pulse.seconds_at((n + offset) / ratio)``.

    Attributes
    ----------
    ratio, offset : float
    probability : float
        Mean activation at the beats.
    octave : dict of float to float
        How much of the evidence each ratio holds, summing to 1.
    """

    ratio: float
    offset: float
    probability: float
    octave: dict[float, float]


def choose_beats(
    activations: BeatActivations,
    pulse: Pulse,
    preference: Preference = tempo_preference,
    *,
    start: float,
    stop: float,
) -> BeatPhase:
    """The octave and place of the beat that gather the most activation over a whole passage.

    Every beat of a reading counts its activation less a fixed price, so that twice as many beats
    must find evidence on each, and half as many leave evidence behind.
    """
    beat = activations.beat
    wide = np.maximum.reduce([np.roll(beat, shift) for shift in (-1, 0, 1)])
    # A peak may lie between two places tried: its shoulders count half, its top decides.
    heights = (beat + wide) / 2.0
    places = np.arange(PLACES) / PLACES
    sums, means = np.zeros((2, len(RATIOS), PLACES))
    for row, ratio in enumerate(RATIOS):
        for column, place in enumerate(places):
            seconds = beat_seconds(pulse, ratio, float(place), start=start, stop=stop)
            frames = np.rint(seconds * activations.hz).astype(np.intp)
            found = heights[np.clip(frames, 0, len(heights) - 1)]
            sums[row, column] = found.sum()
            means[row, column] = found.mean() if len(found) else 0.0
    wanted = [PREFERENCE * preference(60.0 / pulse.period * ratio) for ratio in RATIOS]
    return _best(sums, means, wanted, beats=max((stop - start) / pulse.period, 1.0))


def _best(sums: Floats, means: Floats, wanted: list[float], *, beats: float) -> BeatPhase:
    """The reading of the greatest gain: what its beats hold, less a price for each of them."""
    counts = sums / np.maximum(means, 1e-12)
    gains = (sums - counts * WORTH * means.max()) / beats
    best = gains.argmax(axis=1)
    rows = np.arange(len(RATIOS))
    held = gains[rows, best]
    row = int(np.argmax(held + wanted))
    shares = np.maximum(held, 0.0) / max(float(np.maximum(held, 0.0).sum()), 1e-12)
    return BeatPhase(
        RATIOS[row],
        float(best[row]) / PLACES,
        float(means[row, best[row]]),
        dict(zip(RATIOS, shares.tolist(), strict=True)),
    )


def beat_seconds(pulse: Pulse, ratio: float, offset: float, *, start: float, stop: float) -> Floats:
    """Moments of all beats of a reading with ``start <= seconds < stop``, shape (beats,)."""
    edges = pulse.beats_at(np.array([start, stop])) * ratio - offset
    numbers = np.arange(np.ceil(edges[0]), np.ceil(edges[1]))
    return pulse.seconds_at((numbers + offset) / ratio)


def attack_lag(onset: Floats, hz: float, beats: Floats) -> float:
    """Seconds by which the attacks lie behind `beats`, at most `REACH` either way.

    The mean rise around the beats is followed from its peak back to the foot of the attack: what
    the ear takes for the beat is where the sound begins, not where it is loudest.
    """
    near = np.arange(-int(REACH * hz), int(REACH * hz) + 1)
    frames = np.rint(beats * hz).astype(np.intp)[:, None] + near
    inside = (frames >= 0) & (frames < len(onset))
    heights = np.where(inside, onset[np.clip(frames, 0, len(onset) - 1)], 0.0)
    mean = heights.sum(axis=0) / np.maximum(inside.sum(axis=0), 1)
    smooth = np.convolve(np.pad(mean, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    if not smooth.any():
        return 0.0
    # The rounding of each beat to a frame averages out over the beats but for its mean.
    rounding = float(np.mean(frames[:, len(near) // 2] / hz - beats))
    peak = foot = int(smooth.argmax())
    while foot > 0 and peak - foot < BACK * hz and smooth[foot - 1] >= FOOT * smooth[peak]:
        foot -= 1
    return float(near[foot]) / hz + FOOT_LAG + rounding


def bar_posterior(activations: BeatActivations, beats: Floats) -> Floats:
    """Share of the downbeat evidence on each place of a bar, shape (4,), from ``beats[0]`` on."""
    padded = np.maximum.reduce([np.roll(activations.downbeat, shift) for shift in (-1, 0, 1)])
    frames = np.clip(np.rint(beats * activations.hz).astype(np.intp), 0, len(padded) - 1)
    places = np.arange(len(beats)) % METER
    counts = np.maximum(np.bincount(places, minlength=METER), 1)
    means = np.bincount(places, padded[frames], METER) / counts
    return np.asarray(means / means.sum() if means.sum() > 0 else np.full(METER, 1.0 / METER))
