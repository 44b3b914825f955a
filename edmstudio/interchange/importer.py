"""What every importer is; a new one is one file and one entry point.

An importer only reads. It gives what the program says on the program's own timeline; moving it to
ours needs the audio file, and is `offsets.to_ours` once the track is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.plug_ins import formats, made, points

GROUP = "edmstudio.importers"
_SERATO_4 = (
    "Serato DJ 4 keeps its library closed. Its cues and grids lie in the sound files: import the "
    "folder of your music instead."
)
# Libraries that people will try, and what to do instead.
CLOSED = {
    "master.db": "rekordbox 6 and 7 encrypt it. In rekordbox choose File ▸ Export Collection in "
    "xml format, and import that file.",
    "exportlibrary.db": "rekordbox encrypts it. Export the stick with the Device Library as well "
    "(export.pdb), or import its folder PIONEER/USBANLZ.",
    "root.sqlite": _SERATO_4,
    "location.sqlite": _SERATO_4,
}


@dataclass(frozen=True, slots=True)
class ImportedTrack:
    """What a program says of one track.

    Attributes
    ----------
    key : str
        How playlists of the same file name it; unique inside the file.
    location : str
        Path as the program knows it, "" where it says none. Text from a stranger: compare it,
        never open it unseen.
    annotations : Annotations
        In the program's own seconds, each fact by `label_of(source, version)`.
    source : str
        The program, "rekordbox"; one label a track and source.
    version : str
        "7.2.8", "" where the file does not say.
    raw : dict
        The program's own values as they stood (JSON), for a lossless way back.
    title, artist : str
    seconds : float
        Duration, 0.0 where unknown.
    payload : str
        Hash of the audio payload where the file itself was read, else "".
    warnings : tuple of str
        What could not be read, one sentence each.
    """

    key: str
    location: str
    annotations: Annotations
    source: str
    version: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    artist: str = ""
    seconds: float = 0.0
    payload: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedPlaylist:
    """A playlist inside its folders (outermost first); `keys` are those of the tracks."""

    name: str
    keys: tuple[str, ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportWarning:
    """One sentence about the file as a whole."""

    sentence: str


Imported = ImportedTrack | ImportedPlaylist | ImportWarning


class Importer(Protocol):
    """Reads one format.

    Attributes
    ----------
    name : str
        On the command line; the same as the exporter's where there is one.
    title : str
        What the person sees.
    """

    name: str
    title: str

    def sniff(self, path: Path) -> bool:
        """Whether a file or folder is of this format, by its first bytes; never raises."""
        ...

    def read(self, path: Path) -> Iterator[Imported]:
        """What the file says, one at a time, so that a caller can show progress and stop.

        Raises
        ------
        Refused
            The file cannot be read from here on: the sentence names the file and the place. What
            was given before holds.
        """
        ...


def importers() -> Iterator[Importer]:
    """Every installed importer, ours and other people's alike, by title."""
    found: list[Importer] = list(formats(GROUP))
    return iter(sorted(found, key=lambda importer: importer.title))


def importers_for(path: Path) -> list[Importer]:
    """The importers that know a file by its content: several where programs share its tags.

    Raises
    ------
    Refused
        There is no such file, or nobody knows it.
    """
    if not path.exists():
        raise Refused(f"{path} does not exist.", Fault.MISSING)
    fitting = [importer for importer in importers() if importer.sniff(path)]
    if fitting:
        return fitting
    if path.name.lower() in CLOSED:
        raise Refused(f"{path.name} cannot be read: {CLOSED[path.name.lower()]}")
    titles = ", ".join(importer.title for importer in importers())
    raise Refused(f"{path.name} is of no format that can be imported ({titles}).")


def importer_named(name: str) -> Importer:
    """The importer of this name; `Refused` with the names there are."""
    held = points(GROUP)
    found = next((point for point in held if point.name == name), None)
    if found is None:
        known = ", ".join(sorted(point.name for point in held))
        raise Refused(f"There is no import format “{name}”; choose one of {known}.")
    importer: Importer = made(found)
    return importer


def label_of(source: str, version: str = "") -> Provenance:
    """The provenance of an imported fact: "rekordbox 7.2.8"."""
    return Provenance(Voice.LABEL, f"{source} {version}".strip())


def head(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file, none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def contents(path: Path, most: int) -> bytes:
    """A whole file of at most so many bytes; `Refused` where it is larger or unreadable."""
    try:
        with path.open("rb") as file:
            read = file.read(most + 1)
    except FileNotFoundError as error:
        raise Refused(f"{path} does not exist.", Fault.MISSING) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{path} cannot be read ({reason}).", Fault.PERMISSION) from error
    if len(read) > most:
        raise Refused(f"{path.name} is larger than {most >> 20} MB, so it was not read.")
    return read
