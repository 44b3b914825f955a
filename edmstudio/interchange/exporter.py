"""What every exporter is; a new one is one file and one entry point.

The entry point's name is the format's name on the command line, such as `rekordbox-xml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.capabilities import Capability
from edmstudio.interchange.plug_ins import formats, made, points

GROUP = "edmstudio.exporters"


class CuePolicy(StrEnum):
    """Which cues leave the house."""

    ALL = "all"
    CORRECTED = "corrected"  # what a person decided, beside what the program holds already
    EMPTY = "empty"  # only on pads that are still free there; all that is there stays
    KEEP = "keep"  # hot cues that are there stay; ours stand beside them


class SectionsAs(StrEnum):
    """How sections travel to a program that has none."""

    NOTHING = "nothing"
    CUES = "cues"  # a cue where each begins
    LOOPS = "loops"  # a loop from start to end, so that both boundaries arrive


class KeyNotation(StrEnum):
    """How keys are spelt."""

    CLASSIC = "classic"
    CAMELOT = "camelot"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Playlist:
    """Tracks in an order, inside folders (outermost first); a track may stand there twice."""

    name: str
    tracks: tuple[TrackId, ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportTrack:
    """All that an exporter may need of one track.

    Attributes
    ----------
    track : Track
    annotations : Annotations
        What holds, on our timeline.
    raw : mapping
        What the same program said when its own library was imported (`SourceLabels.raw` of the
        label whose source is `Exporter.source`), so that all we do not edit goes back as it came.
    past : tuple of Annotations
        What persons and models said here before, on our timeline: a lock over there on one of these
        grids or cues is our own.
    locked_there : TempoMap or None
        The program's grid, on our timeline, where an import said that it is locked.
    nudge : float
        Seconds that a person added to the program's times on the way in, for its second 0.
    """

    track: Track
    annotations: Annotations
    raw: Mapping[str, Any] = field(default_factory=dict)
    past: tuple[Annotations, ...] = ()
    locked_there: TempoMap | None = None
    nudge: float = 0.0


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person chooses in the export dialog.

    Attributes
    ----------
    cues : CuePolicy
    memory_cues : bool
        Write every hot cue as a memory cue too (club players list only those).
    sections : SectionsAs
    keys : KeyNotation
    playlists : tuple of Playlist
        Where empty, programs with playlists get a single one with all the tracks.
    dry_run : bool
        Tag writers only: say what would change, and touch nothing.
    """

    cues: CuePolicy = CuePolicy.ALL
    memory_cues: bool = False
    sections: SectionsAs = SectionsAs.NOTHING
    keys: KeyNotation = KeyNotation.CLASSIC
    playlists: tuple[Playlist, ...] = ()
    dry_run: bool = False


DEFAULTS = ExportOptions()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A track that could not leave, and the sentence that says why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes
    ----------
    counts : dict
        `tracks`, `grids`, `cues`, `loops`, `sections`, `keys`, as far as the format has them.
    skipped : tuple of Skipped
    warnings : tuple of str
        One sentence each, such as what did not fit.
    changes : tuple of str
        What differs from what stood there before, one line each; tag writers fill it.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class Exporter(Protocol):
    """Writes tracks to one format.

    Attributes
    ----------
    name : str
        On the command line, "rekordbox-xml".
    title : str
        What the person sees in the menu.
    suffix : str
        ".xml"; "" where `target` is a folder.
    source : str
        The program whose raw values go back through `ExportTrack.raw`, "" where there is none.
    capability : Capability
        What fits; the preview is made from it.
    """

    name: str
    title: str
    suffix: str
    source: str
    capability: Capability

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """Write a file (or a folder of files), whole or not at all; `Refused` where it cannot.

        `tracks` is drawn one at a time, so that a caller can show progress and stop: what is
        half-written then is thrown away, what stood at `target` before stays.
        """
        ...


def exporters() -> Iterator[Exporter]:
    """Every installed exporter, ours and other people's alike, by title."""
    found: list[Exporter] = list(formats(GROUP))
    return iter(sorted(found, key=lambda exporter: exporter.title))


def exporter_named(name: str) -> Exporter:
    """The exporter of this name; `Refused` with the names there are."""
    held = points(GROUP)
    found = next((point for point in held if point.name == name), None)
    if found is None:
        known = ", ".join(sorted(point.name for point in held))
        raise Refused(f"There is no export format “{name}”; choose one of {known}.", Fault.FORMAT)
    exporter: Exporter = made(found)
    return exporter
