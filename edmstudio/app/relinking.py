"""Entries of a foreign library that lie elsewhere now: found again by a person's hand."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from edmstudio.app.finding_files import sound_files
from edmstudio.app.import_preview import Line
from edmstudio.interchange.importer import Imported, ImportedTrack, Importer
from edmstudio.jobs.job import Watch

TAG_READERS = ("serato-tags", "mixed-in-key")


class Relinked:
    """An importer whose entries lie where the person says: a path by the key of an entry."""

    def __init__(self, inner: Importer, places: Mapping[str, str]) -> None:
        self.name, self.title = inner.name, inner.title
        self.inner, self.places = inner, places

    def sniff(self, path: Path) -> bool:
        return self.inner.sniff(path)

    def read(self, path: Path) -> Iterator[Imported]:
        """What the file says; its raw values keep the place that it names."""
        for item in self.inner.read(path):
            if isinstance(item, ImportedTrack) and item.key in self.places:
                yield replace(item, location=self.places[item.key])
            else:
                yield item


class OwnTags:
    """The tags of certain files, whichever folders they lie in."""

    def __init__(self, inner: Importer, files: tuple[Path, ...]) -> None:
        self.name, self.title = inner.name, inner.title
        self.inner, self.files = inner, files

    def sniff(self, path: Path) -> bool:
        return False

    def read(self, path: Path) -> Iterator[Imported]:
        """File by file; those that are gone are passed over."""
        for file in self.files:
            if file.exists() and self.inner.sniff(file):
                yield from self.inner.read(file)


def found_below(watch: Watch, folder: Path, lines: Iterable[Line]) -> dict[str, str]:
    """Paths, by key, of entries whose files lie somewhere below a folder.

    A file is known by its name; of several the one whose folders agree longest with the entry's.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for number, path in enumerate(sound_files([folder])):
        watch.step(number, 0, str(folder))
        if isinstance(path, str):
            by_name[_parts(path)[-1]].append(path)
    found = {}
    for line in lines:
        parts = _parts(line.location)
        best = _closest(parts, by_name.get(parts[-1], []))
        if best is not None:
            found[line.key] = best
    return found


def common_folder(files: Iterable[Path]) -> Path:
    """The folder that all files lie below, the root where they share none."""
    folders = {str(file.parent) for file in files}
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # none at all, or on several drives
        return Path(os.sep)


def _closest(parts: list[str], candidates: list[str]) -> str | None:
    """None where two agree equally well: that would be a guess."""
    ranked = sorted(((_agree(parts, _parts(path)), path) for path in candidates), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _agree(one: list[str], other: list[str]) -> int:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _parts(path: str) -> list[str]:
    plain = unicodedata.normalize("NFC", path).casefold()
    return plain.replace("\\", "/").split("/")
