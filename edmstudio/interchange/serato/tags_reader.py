"""Serato's tags read out of audio files: one file, or a folder of them."""

import base64
from collections.abc import Iterator
from pathlib import Path

from edmstudio.domain.refused import Refused
from edmstudio.interchange.audio_folder import audio_below, is_audio
from edmstudio.interchange.importer import Imported, ImportedTrack, ImportWarning, label_of
from edmstudio.interchange.serato.file import SeratoTags, read_serato
from edmstudio.interchange.serato.labels import GRID, MARKERS, MARKERS2, bpm_in, labels_of
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.reading import read_tags

SOURCE = "serato"


class SeratoTagsReader:
    """Reads what Serato DJ (and Mixed In Key, in its name) wrote into the files."""

    name = "serato-tags"
    title = "Serato tags in audio files"

    def sniff(self, path: Path) -> bool:
        """A folder with audio, or a file with tags of Serato's."""
        if path.is_dir():
            return next(audio_below(path), None) is not None
        try:
            return is_audio(path) and bool(read_serato(path).payloads)
        except Refused:
            return False

    def read(self, path: Path) -> Iterator[Imported]:
        """Every file with tags of Serato's; those that cannot be read are warnings."""
        files = audio_below(path) if path.is_dir() else iter([path])
        for file in files:
            try:
                track = _track(file)
            except Refused as refused:
                yield ImportWarning(refused.sentence)
                continue
            if track is not None:
                yield track


def _track(path: Path) -> ImportedTrack | None:
    tags = read_serato(path)
    warnings = [f"The tag {name} of {path.name} cannot be read." for name in tags.broken]
    readable = {name: data for name, data in tags.payloads.items() if name in _READ}
    version = _analysed(tags.payloads.get(ANALYSIS, b""))
    by = label_of(SOURCE, version)
    for name in list(readable):
        try:
            labels_of({name: readable[name]}, by)
        except ValueError as error:
            warnings.append(f"The tag {name} of {path.name} is damaged: {error}.")
            del readable[name]
    if not readable and not warnings:
        return None
    named = read_tags(path)
    return ImportedTrack(
        key=str(path),
        location=str(path.absolute()),
        annotations=labels_of(readable, by),
        source=SOURCE,
        version=version,
        raw=_raw(tags),
        title=named.title,
        artist=named.artist,
        payload=payload_hash(path),
        warnings=tuple(warnings),
    )


def _analysed(payload: bytes) -> str:
    """The version of Serato's analysis; it does not say that of the program."""
    return f"(analysis {payload[0]}.{payload[1]})" if len(payload) >= 2 else ""


_READ = (MARKERS2, MARKERS, GRID)
ANALYSIS = "Serato Analysis"


def _raw(tags: SeratoTags) -> dict[str, object]:
    """The payloads themselves; the long ones (overview, offsets) stay in the file."""
    held = {name: data for name, data in tags.payloads.items() if name in _READ}
    raw: dict[str, object] = {n: base64.b64encode(data).decode() for n, data in held.items()}
    if bpm := bpm_in(tags.payloads):
        raw["bpm"] = bpm
    return raw
