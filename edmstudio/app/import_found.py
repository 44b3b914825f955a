"""What an import found, or would find."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.track import Track
from edmstudio.interchange.importer import ImportedTrack
from edmstudio.interchange.matching import Match
from edmstudio.interchange.time_zero import Check

COUNTED = {Fact.GRID: "grids", Fact.SECTIONS: "sections", Fact.CUES: "cues", Fact.KEY: "keys"}


@dataclass(frozen=True, slots=True)
class Nudges:
    """Seconds that a person adds to a program's times, where the table of offsets falls short.

    Attributes
    ----------
    cases : mapping of str to float
        By MP3 case, "" for other files.
    entries : mapping of str to float
        By key, instead of what is added for their case.
    """

    cases: Mapping[str, float] = field(default_factory=dict)
    entries: Mapping[str, float] = field(default_factory=dict)

    def of(self, key: str, case: str) -> float:
        """What is added to one entry."""
        return self.entries.get(key, self.cases.get(case, 0.0))


NO_NUDGES = Nudges()


def proposed(check: Check) -> Nudges:
    """What lays grids onto our beats as far as many agree: by case, or for some of its tracks."""
    cases = {shift.case: shift.seconds for shift in check.shifts if shift.concerns_all}
    some = (shift for shift in check.shifts if not shift.concerns_all)
    return Nudges(cases, {key: shift.seconds for shift in some for key in shift.keys})


@dataclass(frozen=True, slots=True)
class Missing:
    """An entry that speaks of no track of ours, and the tracks it might mean."""

    entry: ImportedTrack
    likely: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """An entry on our timeline, beside the track it speaks of.

    Attributes
    ----------
    entry : ImportedTrack
    match : Match
    annotations : Annotations
    offset : float
        Seconds that were added to its times.
    nudge : float
        The part of it that a person added.
    phase : float or None
        Seconds that its grid would still have to move to lie on the beats that were heard, None
        where nothing can be said.
    """

    entry: ImportedTrack
    match: Match
    annotations: Annotations
    offset: float
    nudge: float = 0.0
    phase: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found, or would find.

    Attributes
    ----------
    file : str
    format : str
        Name of the importer.
    sources : tuple of str
        The labels' sources, "rekordbox".
    tracks, matched : int
        Entries, and those that speak of a track of ours.
    signs : dict
        How many were recognised by which sign.
    missing : tuple of Missing
    labels : dict
        Tracks with `grids`, `cues`, `sections`, `keys`.
    things : dict
        How many of each these tracks bring.
    locked : int
        Tracks whose grid is locked in the program.
    playlists : int
    offsets : dict
        By how many milliseconds how many tracks were moved for the program's own second 0.
    check : Check
        What the offsets missed: grids that lie beside our beats.
    warnings : tuple of str
    """

    file: str
    format: str
    sources: tuple[str, ...] = ()
    tracks: int = 0
    matched: int = 0
    signs: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict)
    locked: int = 0
    playlists: int = 0
    offsets: Mapping[float, int] = field(default_factory=dict)
    check: Check = field(default_factory=Check)
    warnings: tuple[str, ...] = ()
    things: Mapping[str, int] = field(default_factory=dict)
