"""Serato's library files, read and written: crates both ways, `database V2` read.

They say where tracks lie and how they are called; cues and grids are in the audio files. Serato DJ
4.0 keeps its library elsewhere and may ignore a crate. It must not run while one is written.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.atomic_file import made_folder, replacing
from edmstudio.interchange.capabilities import PLAYLISTS_ONLY
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.interchange.file_names import free_name, safe_name
from edmstudio.interchange.foreign_values import duration_in, key_in
from edmstudio.interchange.importer import (
    Imported,
    ImportedPlaylist,
    ImportedTrack,
    contents,
    head,
    label_of,
)
from edmstudio.interchange.locations import comparable, serato_path
from edmstudio.interchange.serato.tlv import Record, packed, records_of

LARGEST = 1 << 30
CRATE = "1.0/Serato ScratchLive Crate"
FOLDER, DATABASE, CRATES = "_Serato_", "database V2", "Subcrates"
BETWEEN = "%%"  # folder%%crate
COLUMNS = ("song", "artist", "album", "length", "bpm", "key")


class SeratoLibrary:
    """Reads crates and `database V2`."""

    name = "serato-crate"
    title = "Serato crates and database"

    def sniff(self, path: Path) -> bool:
        """A crate, a database, or the folder `_Serato_` that holds them, or a drive with that."""
        return any(map(_is_library, _files(path)))

    def read(self, path: Path) -> Iterator[Imported]:
        """The tracks, each once, and for each crate the playlist that it is."""
        known: set[str] = set()
        for file in _files(path):
            try:
                records = records_of(contents(file, LARGEST))
            except ValueError as error:
                raise Refused(f"{file.name} is damaged: {error}.") from error
            tracks = [_track(record) for record in records if record.name == "otrk"]
            for track in tracks:
                if track.key not in known:
                    known.add(track.key)
                    yield track
            if file.suffix.lower() == ".crate":
                *folders, name = file.stem.split(BETWEEN)
                yield ImportedPlaylist(name, tuple(track.key for track in tracks), tuple(folders))


def _files(path: Path) -> list[Path]:
    """The database before the crates, for it says more of each track."""
    if not path.is_dir():
        return [path]
    folder = path / FOLDER if (path / FOLDER).is_dir() else path
    database = [folder / DATABASE] if (folder / DATABASE).is_file() else []
    return [*database, *sorted((folder / CRATES).glob("*.crate"))]


def _is_library(file: Path) -> bool:
    first = head(file, 80)
    return first[:4] == b"vrsn" and "Serato" in first[8:].decode("utf-16-be", "replace")


def _track(record: Record) -> ImportedTrack:
    """A track as the database (`pfil`) or a crate (`ptrk`) has it: rooted at its drive."""
    path = record.text("pfil") or record.text("ptrk")
    by = label_of("Serato")
    return ImportedTrack(
        key=path,
        location=path,
        annotations=Annotations(
            key=key_in(record.text("tkey")), genre=record.text("tgen"), key_by=by
        ),
        source="serato library",
        raw={inner.name: inner.value for inner in _texts(record)},
        title=record.text("tsng"),
        artist=record.text("tart"),
        seconds=_seconds(record.text("tlen")),
    )


def _texts(record: Record) -> list[Record]:
    held = record.value if isinstance(record.value, tuple) else ()
    return [inner for inner in held if isinstance(inner.value, str)]


def _seconds(text: str) -> float:
    """ "06:22.93" """
    try:
        parts = [float(part) for part in text.split(":")]
    except ValueError:
        return 0.0
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return duration_in(seconds)


class SeratoCrate:
    """Writes crates: a file, or a folder (`_Serato_/Subcrates`) with a crate for each playlist.

    A crate of Serato's own that has the name already keeps what it holds.
    """

    name = "serato-crate"
    title = "Serato crate"
    suffix = ".crate"
    source = "serato library"
    capability = PLAYLISTS_ONLY

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        known = {entry.track.track_id: entry.track for entry in tracks}
        playlists = options.playlists or (Playlist(target.stem, tuple(known)),)
        single = len(playlists) == 1 and target.suffix.lower() == self.suffix
        taken: set[str] = set()
        for playlist in playlists:
            held = [known[track] for track in playlist.tracks if track in known]
            parts = (part.replace(BETWEEN, "%") for part in (*playlist.folders, playlist.name))
            name = safe_name(BETWEEN.join(parts))
            file = free_name(name, taken, str.casefold) + self.suffix
            path = target if single else target / file
            made_folder(path.parent)
            crate = packed(_crate(held, _there(path)))
            with replacing(path) as written:
                written.write(crate)
        return ExportReport({"tracks": len(known), "playlists": len(playlists)})


FRESH = (
    Record("vrsn", CRATE),
    *(Record("ovct", (Record("tvcn", column), Record("tvcw", "0"))) for column in COLUMNS),
)


def _there(path: Path) -> tuple[Record, ...]:
    """A crate of this name that Serato made, or made its own: it may hold what we do not know."""
    if not path.exists():
        return ()
    try:
        held = records_of(contents(path, LARGEST))
    except ValueError as error:
        raise Refused(f"{path} is damaged ({error}); it was left as it is.") from error
    ours = tuple(record for record in held if record.name != "otrk") == FRESH
    return () if ours else held


def _crate(tracks: Iterable[Track], there: tuple[Record, ...]) -> Iterator[Record]:
    """The tracks; behind those of a crate that is there, as far as it lacks them."""
    known = {comparable(record.text("ptrk")) for record in there}
    yield from there or FRESH
    for track in tracks:
        path = serato_path(track.path)
        if comparable(path) not in known:
            yield Record("otrk", (Record("ptrk", path),))
