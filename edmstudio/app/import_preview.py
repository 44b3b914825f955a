"""What an import would bring, track by track, for a person to look at before anything is stored."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from edmstudio.app.import_found import Missing, Recognised, Taken
from edmstudio.app.importing import preview
from edmstudio.domain.track import Track
from edmstudio.interchange.importer import ImportedTrack, Importer
from edmstudio.interchange.locations import is_network
from edmstudio.interchange.matching import Sign
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a foreign file.

    Attributes
    ----------
    key : str
        How the file names it.
    name, location : str
        What the file calls it, and where it says that it lies.
    track : Track or None
        The track of ours that it speaks of.
    sign : Sign or None
        By what it was recognised.
    bpm : float or None
        Tempo of its grid, None where it brings none.
    cues, sections : int
    key_name : str
        The musical key, "" where it brings none.
    moved : float
        Seconds added for the program's own second 0.
    phase : float or None
        Seconds by which its grid lies before the beats we hear (negative: behind them).
    likely : tuple of Track
        Tracks it might mean, where it was not recognised.
    on_disk : bool
        Not recognised, but a file lies where it says.
    locked : bool
        The grid is locked in the program.
    """

    key: str
    name: str
    location: str
    track: Track | None = None
    sign: Sign | None = None
    bpm: float | None = None
    cues: int = 0
    sections: int = 0
    key_name: str = ""
    moved: float = 0.0
    phase: float | None = None
    likely: tuple[Track, ...] = ()
    on_disk: bool = False
    locked: bool = False

    @property
    def case(self) -> str:
        """MP3 header case of the track, "" for other files."""
        return self.track.timeline.case if self.track else ""


@dataclass(frozen=True, slots=True)
class Examined:
    """One file as one importer understands it.

    Attributes
    ----------
    path : Path
    importer : Importer
    taken : Taken
    programs : tuple of str
        "rekordbox 7.2.8", those whose version is known.
    lines : tuple of Line
        What was found first, then what was not.
    """

    path: Path
    importer: Importer
    taken: Taken
    programs: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def worthwhile(self) -> bool:
        """Whether an import would store anything."""
        return any(self.taken.labels.values()) or bool(self.taken.playlists and self.taken.matched)


def examine(watch: Watch, library: Library, path: Path, importer: Importer) -> Examined:
    """Read a file as an import would; `Refused` where it is damaged."""
    lines: list[Line] = []
    programs: dict[str, None] = {}

    def see(known: Recognised) -> None:
        lines.append(_found(known))
        programs[_program(known.entry)] = None

    taken = preview(watch, library, path, importer, seen=see)
    for missing in taken.missing:
        lines.append(_missing(missing))
        programs[_program(missing.entry)] = None
    return Examined(path, importer, taken, tuple(filter(None, programs)), tuple(lines))


def adoptable(examined: Examined) -> Iterator[Path]:
    """Files of entries we do not know that lie on this machine, as the file says."""
    return (Path(line.location) for line in examined.lines if line.on_disk)


def _program(entry: ImportedTrack) -> str:
    """Which version of a program wrote it; the format says the rest."""
    return f"{entry.source} {entry.version}" if entry.version else ""


def _name(entry: ImportedTrack) -> str:
    if entry.title:
        return f"{entry.artist} – {entry.title}" if entry.artist else entry.title
    return entry.location.replace("\\", "/").rsplit("/", 1)[-1] or entry.key


def _found(known: Recognised) -> Line:
    said = known.annotations
    return Line(
        key=known.entry.key,
        name=_name(known.entry),
        location=known.entry.location,
        track=known.match.track,
        sign=known.match.sign,
        bpm=said.grid.anchors[0].bpm if said.grid else None,
        cues=len(said.cues),
        sections=len(said.sections),
        key_name=said.key.camelot if said.key else "",
        moved=known.offset,
        phase=known.phase,
        locked=said.grid_locked and said.grid is not None,
    )


def _missing(missing: Missing) -> Line:
    entry, said = missing.entry, missing.entry.annotations
    return Line(
        key=entry.key,
        name=_name(entry),
        location=entry.location,
        bpm=said.grid.anchors[0].bpm if said.grid else None,
        cues=len(said.cues),
        sections=len(said.sections),
        key_name=said.key.camelot if said.key else "",
        likely=missing.likely,
        on_disk=_is_here(entry.location),
    )


def _is_here(location: str) -> bool:
    """Only asked of this machine's own disks: a stranger's file must not make us call others."""
    local = os.path.isabs(location) and not is_network(location) and "\0" not in location
    return local and os.path.isfile(location)
