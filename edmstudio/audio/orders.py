"""What the person wants to hear: one immutable value, replaced whole, read by the callback."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.clicks import NO_CLICKS, Schedule

RAMP = 0.005  # seconds of every fade: on a seek, at a seam, on start and stop
SHORTEST_LOOP = 2 * RAMP
SLOWEST, FASTEST = 0.25, 2.0


class Source(NamedTuple):
    """Sound to read from.

    Attributes
    ----------
    samples : ndarray, shape (frames, channels), int16 or float32
        May be shorter than the track, or empty: what is not there yet is silence.
    rate : int
        Frames per second (Hz).
    frames : int
        Length of the track.
    attacks : ndarray, shape (attacks,), int64
        Frames where something is struck; empty while nobody has looked.
    """

    samples: NDArray[np.int16] | NDArray[np.float32]
    rate: int
    frames: int
    attacks: NDArray[np.int64]


class Pace(NamedTuple):
    """How fast the track goes by.

    Attributes
    ----------
    head : float
        Frames of the source that the playhead goes on in one frame of the output.
    piece : float
        The same for the sound itself; another figure keeps the pitch.
    kernel : ndarray or None
        Weights of `reading.kernel`; None where `piece` is 1.
    """

    head: float
    piece: float
    kernel: NDArray[np.float32] | None


class Seam(NamedTuple):
    """A place where the playhead goes on somewhere else; both in frames of the source.

    Where it comes back to an earlier place this is a loop.
    """

    at: int
    to: int


class Volumes(NamedTuple):
    """Gains, 1 for as it is."""

    music: float = 1.0
    click: float = 0.7
    tick: float = 0.5


NOTHING = Source(np.zeros((0, 2), np.float32), 44_100, 0, np.zeros(0, np.int64))
USUAL = Pace(1.0, 1.0, None)


class Orders(NamedTuple):
    """Everything at once; a number that has grown since the last look asks for a deed.

    Attributes
    ----------
    source : Source
    playing : bool
    press : int
        How often playing was asked for: at the end of the track only a new press goes on.
    seek, target : int, float
        Go to the frame `target`.
    leap, by : int, float
        Go on `by` frames further, without losing a frame of time.
    loop : Seam or None
    jump : int
        Number of `once`.
    once : Seam or None
        A jump that waits for its moment.
    pace : Pace
    scrub : float or None
        Frame under the pointer that scrubs.
    clicks : Schedule
    volumes : Volumes
    """

    source: Source = NOTHING
    playing: bool = False
    press: int = 0
    seek: int = 0
    target: float = 0.0
    leap: int = 0
    by: float = 0.0
    loop: Seam | None = None
    jump: int = 0
    once: Seam | None = None
    pace: Pace = USUAL
    scrub: float | None = None
    clicks: Schedule = NO_CLICKS
    volumes: Volumes = Volumes()
