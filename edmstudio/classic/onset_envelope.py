"""Sound -> evidence for beats and downbeats along the track, without a network."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.metre import Opinion, Reading, no_opinion, weigh_readings
from edmstudio.classic.sixteenths import drum_rises
from edmstudio.decoding.first_sound import first_sound
from edmstudio.decoding.tempo_changes import Passage, find_passages
from edmstudio.decoding.tempo_preference import Preference, tempo_preference
from edmstudio.domain.activations import BeatActivations
from edmstudio.features.bands import Bands
from edmstudio.features.flux import rises
from edmstudio.features.transients import Transients

Signal = NDArray[np.float32]
HALF_CLEAR, STEEPNESS = 0.42, 14.0  # noise has a clarity of 0.2, the loosest real music 0.65
UNKNOWN_CLARITY = 0.45  # of a passage too short to compare its parts
SHORT = 4.0  # seconds
SHOULDER = 0.6  # height of the frames beside a beat


def activations_of(
    onsets: Transients,
    bands: Bands,
    opinion: Opinion = no_opinion,
    preference: Preference = tempo_preference,
) -> BeatActivations:
    """Evidence for beats of a whole track, from onsets and bands of its `rhythm_signal`.

    Every passage of one pulse is read in three tempo octaves and with its bars beginning on each
    of 16 sixteenths; `beat` and `downbeat` are the probabilities of all readings, summed where
    they say a beat is. Where a network has listened too, its opinion on every reading is weighed
    in.
    """
    traces = _Traces(
        np.zeros(len(bands.levels), np.float32), np.zeros(len(bands.levels), np.float32), bands.hz
    )
    for passage, found in read_passages(onsets, bands, opinion, preference):
        traces.draw(found, _rhythmic(passage))
    return BeatActivations(bands.hz, traces.beat, traces.downbeat, onsets.hz, onsets.rise)


def read_passages(
    onsets: Transients, bands: Bands, opinion: Opinion, preference: Preference
) -> Iterator[tuple[Passage, tuple[Reading, ...]]]:
    """Every passage of one pulse with its readings."""
    envelope = onsets.rise.astype(np.float64)
    if not envelope.any():
        return
    drums = drum_rises(bands, rises(bands.levels))
    sums = np.vstack(
        [np.zeros((1, len(bands.centres))), np.cumsum(bands.levels, axis=0, dtype=np.float64)]
    )
    begins = first_sound(envelope, onsets.hz)
    for passage in find_passages(envelope, onsets.hz):
        yield passage, weigh_readings(
            passage, drums=drums, sums=sums, onsets=onsets, begins=begins, opinion=opinion,
            preference=preference,
        )  # fmt: skip


def _rhythmic(passage: Passage) -> float:
    """Probability that there is a pulse at all."""
    short = passage.stop - passage.start < SHORT
    clarity = UNKNOWN_CLARITY if short else passage.pulse.clarity
    return float(1.0 / (1.0 + np.exp(-STEEPNESS * (clarity - HALF_CLEAR))))


@dataclass(frozen=True, slots=True, eq=False)
class _Traces:
    """The two curves while they are drawn."""

    beat: NDArray[np.float32]
    downbeat: NDArray[np.float32]
    hz: float

    def draw(self, readings: tuple[Reading, ...], rhythmic: float) -> None:
        """Add what the readings of one passage say."""
        for reading in readings:
            shares = reading.probability * rhythmic
            count = len(reading.grid.seconds)
            places = np.arange(count)
            frames = np.rint(reading.grid.seconds * self.hz).astype(np.intp)
            self._add(self.downbeat, frames, shares[places % 16])
            self._add(self.beat, frames, shares.reshape(4, 4).sum(axis=0)[places % 4])

    def _add(self, trace: Signal, frames: NDArray[np.intp], share: NDArray[np.float64]) -> None:
        for shift, height in ((-1, SHOULDER), (0, 1.0), (1, SHOULDER)):
            inside = (frames + shift >= 0) & (frames + shift < len(trace))
            np.add.at(trace, frames[inside] + shift, (share[inside] * height).astype(np.float32))
        np.minimum(trace, 1.0, out=trace)
