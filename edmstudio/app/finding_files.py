"""The sound files among the files and folders that a person names."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from edmstudio.app.outcome import LeftOut
from edmstudio.domain.refused import Fault, Refused, unreadable

SUFFIXES = frozenset(
    {".wav", ".wave", ".w64", ".aif", ".aiff", ".aifc", ".caf", ".flac", ".mp3", ".mp2", ".m4a"}
    | {".m4b", ".mp4", ".aac", ".alac", ".ogg", ".oga", ".opus", ".wma", ".wv", ".ape", ".mka"}
)


def sound_files(paths: Iterable[Path]) -> Iterator[str | LeftOut]:
    """Absolute paths, each once: a named file whatever its suffix, of folders all known ones.

    Folders are walked in order of name; hidden files and folders are passed over.
    """
    seen: set[str] = set()
    for path in paths:
        absolute = os.path.abspath(path)
        found = _walk(absolute) if os.path.isdir(absolute) else iter([_named(absolute)])
        for each in found:
            key = each.path if isinstance(each, LeftOut) else each
            if key not in seen:
                seen.add(key)
                yield each


def holdable(path: str) -> str:
    """The path; `Refused` where the library could not hold it, for its bytes are no text."""
    try:
        path.encode()
    except UnicodeEncodeError as error:
        sentence = (
            f"The name of “{_told(path)}” is not readable text; rename the file and add it again."
        )
        raise Refused(sentence, Fault.FORMAT) from error
    return path


def _told(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _named(path: str) -> str | LeftOut:
    try:
        return holdable(path)
    except Refused as refused:
        return LeftOut(_told(path), refused)


def _walk(folder: str) -> Iterator[str | LeftOut]:
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES:
                yield _named(os.path.join(place, name))
    for error in closed:
        path = Path(error.filename or folder)
        yield LeftOut(str(path), unreadable(path, error))
