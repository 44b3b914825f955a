"""Which stretches of a track share one pulse, and where exactly one pulse gives way to another."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.lags import likeness, slice_folds
from edmstudio.decoding.periods import Stretch, pieces, tempo_stretches
from edmstudio.decoding.pulse import Pulse
from edmstudio.decoding.pulse_fit import fit_pulse

Floats = NDArray[np.float64]
ENVELOPE_POOL = 10  # fine frames in one frame of the envelope whose tempo is sought
SHORTEST = 8.0  # seconds; nothing shorter is a tempo of its own
CLEAR = 0.55  # clarity below which a stretch has no pulse of its own
FOLLOWED = 0.76  # clarity above which a moving pulse holds a whole stretch
SIMILAR = 0.5  # share of its own clarity that another's pulse must reach to take a stretch over


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A part of the track, from second `start` to `stop`, that follows one pulse."""

    start: float
    stop: float
    pulse: Pulse


def find_passages(onset: Floats, hz: float) -> tuple[Passage, ...]:
    """The pulses of a track in order, without gap; `onset` is at about 1000 frames a second.

    A track of one tempo is one passage. Stretches without a clear pulse, and those that the pulse
    of the longest explains nearly as well as their own, join it.
    """
    usable = len(onset) // ENVELOPE_POOL * ENVELOPE_POOL
    envelope = np.sqrt(onset[:usable].reshape(-1, ENVELOPE_POOL).sum(axis=1))
    stretches = [
        piece
        for stretch in tempo_stretches(envelope, hz / ENVELOPE_POOL)
        for piece in _followable(onset, hz, stretch)
    ]
    passages = [Passage(s.start, s.stop, fit_pulse(onset, hz, s)) for s in stretches]
    if len(passages) == 1:
        return tuple(passages)
    main = max(range(len(passages)), key=lambda i: _weight(passages[i]))
    own = [_is_own(onset, hz, p, passages[main]) for p in passages]
    joined = _joined(passages, [i == main or not own[i] for i in range(len(passages))], main)
    if len(joined) == 1 or _main_grew(joined, passages[main]):
        joined = [_refitted(onset, hz, p, stretches[main]) for p in joined]
    return tuple(_cut_exactly(onset, hz, joined))


def _followable(onset: Floats, hz: float, stretch: Stretch) -> tuple[Stretch, ...]:
    """A stretch whole, or, where its tempo moves and nothing follows it through, in pieces."""
    if not stretch.creeps:
        return (stretch,)
    pulse = fit_pulse(onset, hz, stretch)
    followed = not pulse.steady and pulse.clarity > FOLLOWED
    return (stretch,) if followed else pieces(stretch)


def _weight(passage: Passage) -> float:
    return (passage.stop - passage.start) * passage.pulse.clarity


def _is_own(onset: Floats, hz: float, passage: Passage, main: Passage) -> bool:
    """Whether a passage has a clear pulse and the main one folds it to something else."""
    if passage.pulse.clarity < CLEAR or passage.stop - passage.start < SHORTEST:
        return False
    usual = _fold(onset, hz, main, main.pulse)
    found = _fold(onset, hz, passage, main.pulse, bins=len(usual))
    alike = likeness(found[None, :], usual, main.pulse.period)
    return alike < SIMILAR * passage.pulse.clarity


def _fold(onset: Floats, hz: float, passage: Passage, pulse: Pulse, bins: int = 0) -> Floats:
    """Mean onset of a passage at each place of a pulse's beat, shape (bins,)."""
    piece = onset[int(passage.start * hz) : int(passage.stop * hz)]
    whole = slice_folds(
        piece, hz, pulse.beats_at, start=passage.start, slice_seconds=1e9, bins=bins
    )
    return np.asarray(whole.folds[0], dtype=np.float64)


def _joined(passages: list[Passage], to_main: list[bool], main: int) -> list[Passage]:
    """Neighbours that follow the main pulse become one passage with it."""
    joined: list[Passage] = []
    held: list[bool] = []
    for passage, follows in zip(passages, to_main, strict=True):
        if joined and held[-1] and follows:
            joined[-1] = replace(joined[-1], stop=passage.stop)
            continue
        pulse = passages[main].pulse if follows else passage.pulse
        joined.append(replace(passage, pulse=pulse))
        held.append(follows)
    return joined


def _main_grew(joined: list[Passage], main: Passage) -> bool:
    return any(p.pulse is main.pulse and p.stop - p.start > main.stop - main.start for p in joined)


def _refitted(onset: Floats, hz: float, passage: Passage, main: Stretch) -> Passage:
    """Fit again where the main pulse has taken over its neighbours; others stay."""
    if not passage.pulse.steady or not (passage.start <= main.start and passage.stop >= main.stop):
        return passage
    frequency = np.full(2, 1.0 / passage.pulse.period)
    ends = np.array([passage.start, passage.stop])
    stretch = Stretch(passage.start, passage.stop, ends, frequency)
    return replace(passage, pulse=fit_pulse(onset, hz, stretch))


def _cut_exactly(onset: Floats, hz: float, passages: list[Passage]) -> list[Passage]:
    """Move each cut, by four seconds at most, to where the two pulses explain most together."""
    cut = list(passages)
    for i in range(len(cut) - 1):
        left, right = cut[i], cut[i + 1]
        first = int(max(left.start, left.stop - 4.0) * hz)
        last = int(min(right.stop, left.stop + 4.0) * hz)
        seconds = np.arange(first, last) / hz
        gain = _explained(onset, hz, left, seconds) - _explained(onset, hz, right, seconds)
        moment = float(seconds[int(np.cumsum(gain).argmax())])
        cut[i], cut[i + 1] = replace(left, stop=moment), replace(right, start=moment)
    return cut


def _explained(onset: Floats, hz: float, passage: Passage, seconds: Floats) -> Floats:
    """Onset at each moment, weighted by how usual it is at that place of the beat."""
    fold = _fold(onset, hz, passage, passage.pulse)
    usual = fold / max(float(fold.mean()), 1e-12) - 1.0
    place = (passage.pulse.beats_at(seconds) % 1.0 * len(usual)).astype(np.intp) % len(usual)
    here = np.rint(seconds * hz).astype(np.intp)
    return np.asarray(onset[np.minimum(here, len(onset) - 1)] * usual[place])
