"""Playlists as M3U8, in and out: paths and names, no cues.

Extended M3U in UTF-8; paths inside the playlist's own folder are written relative to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.atomic_file import refusal, replacing
from edmstudio.interchange.capabilities import PLAYLISTS_ONLY
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.interchange.importer import Imported, ImportedPlaylist, ImportedTrack, contents, head
from edmstudio.interchange.locations import is_windows

LARGEST = 64 << 20


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
        known = {entry.track.track_id: entry.track for entry in tracks}
        counts = Counter(tracks=len(known))
        for path, playlist in _files(target, options.playlists, known):
            held = [known[track] for track in playlist.tracks if track in known]
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise refusal(path, error) from error
            with replacing(path) as file:
                file.write(_text(held, path.parent).encode("utf-8", "surrogateescape"))
            counts["playlists"] += 1
        return ExportReport(dict(counts))


def _files(
    target: Path, playlists: tuple[Playlist, ...], known: dict[TrackId, Track]
) -> Iterator[tuple[Path, Playlist]]:
    if not playlists:
        yield target, Playlist(target.stem, tuple(known))
    elif len(playlists) == 1 and target.suffix.lower() in {".m3u8", ".m3u"}:
        yield target, playlists[0]
    else:
        folder = target.with_suffix("") if target.suffix.lower() == ".m3u8" else target
        for playlist in playlists:
            parts = [_safe(part) for part in (*playlist.folders, playlist.name)]
            yield folder.joinpath(*parts[:-1], f"{parts[-1]}.m3u8"), playlist


def _safe(name: str) -> str:
    """A name that every file system takes."""
    cleaned = "".join("_" if letter in '<>:"/\\|?*' or letter < " " else letter for letter in name)
    return cleaned.strip(" .") or "_"


def _text(tracks: list[Track], folder: Path) -> str:
    lines = ["#EXTM3U"]
    for track in tracks:
        path = track.path
        if not is_windows(path) and path.startswith(f"{folder.as_posix()}/"):
            path = str(PurePosixPath(path).relative_to(folder.as_posix()))
        name = " ".join(track.name.split())
        lines += [f"#EXTINF:{round(track.seconds) or -1},{name}", path]
    return "\n".join(lines) + "\n"


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
        return path.suffix.lower() in {".m3u", ".m3u8"} or head(path, 10).endswith(b"#EXTM3U")

    def read(self, path: Path) -> Iterator[Imported]:
        """UTF-8, or the old Windows alphabet where it is none; no line is opened."""
        data = contents(path, LARGEST)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
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


def _lines(text: str, path: Path) -> Iterator[_Line]:
    name, seconds = "", 0.0
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#EXTINF:"):
            length, _, name = line[8:].partition(",")
            digits = length.split(" ")[0].split(".")[0]
            seconds = float(digits) if digits.isdecimal() and len(digits) < 7 else 0.0
        elif line and not line.startswith("#"):
            absolute = line.startswith("/") or is_windows(line) or "://" in line
            yield _Line(line if absolute else str(path.parent.absolute() / line), name, seconds)
            name, seconds = "", 0.0
