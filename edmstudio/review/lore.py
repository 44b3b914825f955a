"""What a whole library teaches about its labels: how its sources err, and what they usually say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind
from edmstudio.domain.track import TrackId
from edmstudio.review.heads import Head
from edmstudio.review.vocabulary import Vocabulary

Floats = NDArray[np.float64]
VOTE = 2.0  # nats that the word of a source is worth of which nothing is known
OCTAVE_WIDTH = 0.04  # octaves: half a tone of tempo counts as alike
SCARCE = 0.02  # density of tempi that nobody has


@dataclass(frozen=True, slots=True, eq=False)
class Lore:
    """Everything that is known beyond one track.

    Attributes
    ----------
    sections, boundaries, cues : Head or None
        Fitted on the library's own labels, None where it has too few.
    labels : Vocabulary
        What is usually said against each source's labels of sections.
    votes : mapping of (Fact, source) to float
        Nats that a source's word is worth.
    late : mapping of source to float
        Seconds by which its grids are usually late.
    lead : mapping of source to float
        Levels by which its energies usually lie above what is heard.
    tracks : ndarray, shape (tracks,), int
    tempi : ndarray, shape (tracks,)
        Of the grids that these tracks hold, as octaves (log2 of BPM).
    minor : float
        Share of minor among the keys that hold.
    cue_shares : mapping of CueKind to pair of float
        Share of the tracks with cues that have one of a kind, and of these the share that has
        several.
    """

    sections: Head | None = None
    boundaries: Head | None = None
    cues: Head | None = None
    labels: Vocabulary = field(default_factory=lambda: Vocabulary(np.zeros(2)))
    votes: Mapping[tuple[Fact, str], float] = field(default_factory=dict)
    late: Mapping[str, float] = field(default_factory=dict)
    lead: Mapping[str, float] = field(default_factory=dict)
    tracks: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tempi: Floats = field(default_factory=lambda: np.zeros(0))
    minor: float = 0.75
    cue_shares: Mapping[CueKind, tuple[float, float]] = field(default_factory=dict)

    def vote(self, fact: Fact, source: str) -> float:
        """Nats that a source's word is worth."""
        return self.votes.get((fact, source), VOTE)

    def usual_cue(self, kind: CueKind) -> tuple[float, float]:
        """Share of tracks that have a cue of a kind, and of these of those with several."""
        return self.cue_shares.get(kind, (0.5, 0.5))

    def tempo_density(self, bpm: float, track_id: TrackId) -> float:
        """How usual a tempo is among the other tracks, 0 to 1 and never quite 0."""
        others = self.tempi[self.tracks != track_id]
        alike = np.exp(-0.5 * ((others - np.log2(bpm)) / OCTAVE_WIDTH) ** 2)
        return float(alike.mean()) + SCARCE if len(others) else SCARCE
