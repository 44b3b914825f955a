"""Playlists as M3U8, in and out: paths and names, no cues.

Extended M3U in UTF-8; paths inside the playlist's own folder are written relative to it.
"""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.atomic_file import made_folder, replacing
from edmstudio.interchange.capabilities import PLAYLISTS_ONLY
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
    Skipped,
)
from edmstudio.interchange.file_names import free_name, safe_name
from edmstudio.interchange.importer import Imported, ImportedPlaylist, ImportedTrack, contents, head
from edmstudio.interchange.locations import is_windows, rekordbox_path

LARGEST = 64 << 20
SUFFIXES = {".m3u", ".m3u8"}


class M3u8:
    """Writes a playlist of all tracks, or a folder with a file for each playlist."""

    name = "m3u8"
    title = "M3U8 playlist"
    suffix = ".m3u8"
    source = ""
    capability = PLAYLISTS_ONLY

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        known: dict[TrackId, Track] = {}
        skipped = []
        for entry in tracks:
            if re.search(r"[\r\n]", entry.track.path):
                skipped.append(Skipped(entry.track.path, "The name of its file has a line break."))
            else:
                known[entry.track.track_id] = entry.track
        playlists = 0
        for path, playlist in _files(target, options.playlists, known):
            held = [known[track] for track in playlist.tracks if track in known]
            made_folder(path.parent)
            with replacing(path) as file:
                file.write(_text(held, path.parent.absolute()).encode("utf-8", "surrogateescape"))
            playlists += 1
        return ExportReport({"tracks": len(known), "playlists": playlists}, tuple(skipped))


def _files(
    target: Path, playlists: tuple[Playlist, ...], known: Collection[TrackId]
) -> Iterator[tuple[Path, Playlist]]:
    if not playlists:
        yield target, Playlist(target.stem, tuple(known))
    elif len(playlists) == 1 and target.suffix.lower() in SUFFIXES:
        yield target, playlists[0]
    else:
        folder = target.with_suffix("") if target.suffix.lower() in SUFFIXES else target
        taken: set[str] = set()
        for playlist in playlists:
            parts = map(safe_name, (*playlist.folders, playlist.name))
            yield folder / (free_name("/".join(parts), taken, str.casefold) + ".m3u8"), playlist


def _text(tracks: list[Track], folder: Path) -> str:
    lines = ["#EXTM3U"]
    for track in tracks:
        name = " ".join(track.name.split())
        lines += [f"#EXTINF:{round(track.seconds) or -1},{name}", _place(track.path, folder)]
    return "\n".join(lines) + "\n"


def _place(path: str, folder: Path) -> str:
    """Relative below the playlist's own folder, and never taken for a comment."""
    if is_windows(path) or not path.startswith(f"{folder.as_posix()}/"):
        return path
    inside = str(PurePosixPath(path).relative_to(folder.as_posix()))
    return f"./{inside}" if inside[0] == "#" or inside[0].isspace() else inside


@dataclass(frozen=True, slots=True)
class _Line:
    """One track of a playlist file."""

    path: str
    name: str
    seconds: float


class M3u8Reader:
    """Reads M3U and M3U8: the tracks with their names, then the playlist."""

    name = "m3u8"
    title = "M3U8 playlist"

    def sniff(self, path: Path) -> bool:
        said = head(path, 10).removeprefix(BOM_UTF8).startswith(b"#EXTM3U")
        return said or path.suffix.lower() in SUFFIXES

    def read(self, path: Path) -> Iterator[Imported]:
        """No line is opened."""
        text = _decoded(contents(path, LARGEST), path.suffix)
        lines = list(_lines(text, path))
        for line in {line.path: line for line in lines}.values():
            artist, dash, title = line.name.partition(" - ")
            artist, title = (artist, title) if dash else ("", line.name)
            yield ImportedTrack(
                line.path,
                line.path,
                Annotations(),
                "m3u8",
                title=title,
                artist=artist,
                seconds=line.seconds,
            )
        yield ImportedPlaylist(path.stem, tuple(line.path for line in lines))


def _decoded(data: bytes, suffix: str) -> str:
    """UTF-8, in which names of files may be no text; M3U may be in the old Windows alphabet."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if suffix.lower() == ".m3u8":
            return data.decode("utf-8-sig", "surrogateescape")
        return data.decode("cp1252", "replace")


def _lines(text: str, path: Path) -> Iterator[_Line]:
    name, seconds = "", 0.0
    for line in map(str.strip, re.split(r"[\r\n]+", text)):
        if line.startswith("#EXTINF:"):
            length, _, name = line[8:].partition(",")
            digits = length.split(" ")[0].split(".")[0]
            seconds = float(digits) if digits.isdecimal() and len(digits) < 7 else 0.0
        elif line and not line.startswith("#"):
            yield _Line(_absolute(line, path.parent), name, seconds)
            name, seconds = "", 0.0


def _absolute(line: str, folder: Path) -> str:
    """The place that a line names; lines are paths or URLs, of Windows maybe."""
    if line.lower().startswith("file://"):
        return rekordbox_path(line)
    if line.startswith("/") or is_windows(line) or "://" in line:
        return line
    inside = line if "/" in line else line.replace("\\", "/")
    return os.path.normpath(folder.absolute() / inside)
