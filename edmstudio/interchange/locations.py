"""How DJ programs write where a file lies, and our paths: there and back.

A location is text from a stranger: it is compared and shown, and nothing here opens it.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote

_REKORDBOX_PREFIXES = ("file://localhost", "file://")
_HOST = re.compile(r"[^/:\0]+/")
# What rekordbox 7 leaves raw, but for "#": a URL parser would cut the path there.
_REKORDBOX_SAFE = "/:-.()_,=;!"
_DRIVE = re.compile(r"/?([A-Za-z]):[/\\]")
_SHARE = re.compile(r"//[^/]+/[^/]+(?=/)")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")


def rekordbox_location(path: str) -> str:
    """`file://localhost/...` of an absolute path, escaped as rekordbox does (lowercase hex)."""
    slashed = path.replace("\\", "/") if is_windows(path) else path
    quoted = quote("/" + slashed.removeprefix("/"), safe=_REKORDBOX_SAFE, errors="surrogateescape")
    return "file://localhost" + _ESCAPE.sub(lambda found: found[0].lower(), quoted)


def rekordbox_path(location: str) -> str:
    """The absolute path of a Location, "" where it is no file (a streamed track, say).

    Never through a URL parser: raw `#` and `;` occur in real libraries. A share of another machine
    is `//server/share/...`, whichever way it is written.
    """
    prefix = next((p for p in _REKORDBOX_PREFIXES if location.lower().startswith(p)), None)
    if prefix is None:
        return ""
    path = unquote(location[len(prefix) :], errors="replace")
    if prefix == "file://" and _HOST.match(path) and not path.startswith("/"):
        path = f"//{path}"
    if "\0" in path or not path.startswith("/"):
        return ""
    plain = re.sub("^/{2,}", "//", path)
    return plain[1:] if is_windows(plain[1:]) else plain


def serato_path(path: str) -> str:
    """The path from the root of its drive, as crates have it: `Users/x/a.mp3`."""
    slashed = path.replace("\\", "/") if is_windows(path) else path
    slashed = re.sub(r"^[A-Za-z]:", "", slashed)
    slashed = re.sub(r"^/Volumes/[^/]+/", "/", slashed)
    return slashed.lstrip("/")


@dataclass(frozen=True, slots=True)
class TraktorLocation:
    """The three attributes of a LOCATION element."""

    volume: str
    directory: str
    file: str

    @property
    def key(self) -> str:
        """How playlists name the track."""
        return f"{self.volume}{self.directory}{self.file}"


def traktor_location(path: str) -> TraktorLocation:
    """Folders are set off by `/:`; a `:` inside a name is written `//` (macOS only)."""
    slashed = path.replace("\\", "/") if is_windows(path) else path
    volume = ""
    if is_windows(path) and slashed[1] == ":":
        volume, slashed = slashed[:2], slashed[2:]
    elif found := _SHARE.match(slashed):
        volume, slashed = found[0].replace("/", "\\"), slashed[found.end() :]
    elif found := re.match(r"/Volumes/([^/]+)/", slashed):
        volume = found[1]
    *folders, file = slashed.strip("/").split("/")
    escaped = [folder.replace(":", "//") for folder in folders]
    directory = "/:" + "".join(f"{folder}/:" for folder in escaped)
    return TraktorLocation(volume, directory, file.replace(":", "//"))


def traktor_path(location: TraktorLocation) -> str:
    """The absolute path of a LOCATION element."""
    folders = [name.replace("//", ":") for name in location.directory.split("/:") if name]
    path = "/" + "/".join([*folders, location.file.replace("//", ":")])
    if re.fullmatch(r"[A-Za-z]:", location.volume) or is_network(location.volume):
        return location.volume.replace("\\", "/") + path
    if location.volume and _is_external(location, folders):
        return f"/Volumes/{location.volume}{path}"
    return path


def _is_external(location: TraktorLocation, folders: list[str]) -> bool:
    """On a Mac the system volume has a name too, but its folders are the usual ones."""
    usual = {"Users", "Volumes", "Applications", "Library", "home", "mnt", "media"}
    return not folders or folders[0] not in usual


def is_windows(path: str) -> bool:
    """Whether a path looks like one of Windows: with a drive letter, or `\\\\server\\share`."""
    return bool(_DRIVE.match(path)) or path.startswith("\\\\")


def is_network(path: str) -> bool:
    """Whether opening the path would ask another machine; never done for a stranger's file."""
    return path.startswith(("\\\\", "//")) or "://" in path


def comparable(path: str) -> str:
    """The form in which two spellings of one place are equal.

    Slashes, unicode normal form (macOS writes NFD) and, on Windows, macOS and other machines, case.
    """
    slashed = path.replace("\\", "/") if is_windows(path) else path
    if _DRIVE.match(path):
        slashed = slashed.removeprefix("/")
    composed = unicodedata.normalize("NFC", slashed)
    elsewhere = is_windows(path) or is_network(path)
    blind = elsewhere or composed.casefold().startswith(("/users/", "/volumes/"))
    return composed.casefold() if blind else composed


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return re.split(r"[/\\]" if is_windows(path) else "/", path)[-1]
