"""A track with what is said of it, as scripts and notebooks use it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.app.figures import beats_along, downbeats_along
from edmstudio.app.track_record import held
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.key import Key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.sections import Section
from edmstudio.domain.track import Track

Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class AnnotatedTrack:
    """One recording and its annotations; times are seconds on the canonical timeline.

    Attributes
    ----------
    track : Track
        Path, title, duration, hash of the audio.
    annotations : Annotations
        Grid, sections, cues, key and energy, each with its provenance.
    prediction : Prediction or None
        What the newest checkpoint says, where one was asked.

    Examples
    --------
    >>> track = edmstudio.analyze("track.flac")
    >>> track
    <AnnotatedTrack “track”: 120.00 BPM, ...>
    >>> track.seconds
    32.0
    >>> track.beats[:3].tolist()
    [0.0, 0.5, 1.0]
    """

    track: Track
    annotations: Annotations
    prediction: Prediction | None = field(default=None)

    @property
    def path(self) -> str:
        """Where the file was last seen."""
        return self.track.path

    @property
    def seconds(self) -> float:
        """Duration."""
        return self.track.seconds

    @property
    def bpm(self) -> float | None:
        """The tempo that holds longest, in beats a minute; None without a grid."""
        grid = self.annotations.grid
        return grid.bpm_over(0.0, max(self.seconds, 1.0)) if grid else None

    @property
    def beats(self) -> Seconds:
        """Seconds of all beats, shape (beats,); empty without a grid."""
        grid = self.annotations.grid
        return beats_along(grid, self.seconds) if grid else np.zeros(0)

    @property
    def downbeats(self) -> Seconds:
        """Seconds of all bar lines, shape (bars,); empty without a grid."""
        grid = self.annotations.grid
        return downbeats_along(grid, self.seconds) if grid else np.zeros(0)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Sections that cover the track, in order; empty when unknown."""
        return self.annotations.sections

    @property
    def cues(self) -> tuple[CuePoint, ...]:
        """Cue points and loops, in order of time."""
        return self.annotations.cues

    @property
    def key(self) -> Key | None:
        """The musical key."""
        return self.annotations.key

    @property
    def energy(self) -> int | None:
        """How hard the track drives, 1 to 10."""
        return self.annotations.energy.level if self.annotations.energy else None

    def record(self) -> dict[str, Any]:
        """The track record that `edmstudio show --json` prints; fit for `json.dumps`."""
        return held(self.track, self.annotations, self.prediction)

    def __repr__(self) -> str:
        said = [f"{self.bpm:.2f} BPM"] if self.bpm else []
        said += [f"{len(self.sections)} sections"] if self.sections else []
        said += [f"{len(self.cues)} cues"] if self.cues else []
        said += [self.key.name] if self.key else []
        about = ", ".join(said) or "nothing known"
        return f"<AnnotatedTrack “{self.track.name}”: {about}>"
