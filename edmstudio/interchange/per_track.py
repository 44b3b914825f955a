"""Formats with one file a track: a single file, or a folder of them named after the audio."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from edmstudio.domain.annotations import Annotations
from edmstudio.interchange.atomic_file import made_folder, replacing
from edmstudio.interchange.capabilities import Capability
from edmstudio.interchange.cue_policy import chosen
from edmstudio.interchange.exporter import ExportOptions, ExportReport, ExportTrack, Skipped
from edmstudio.interchange.file_names import free_name, safe_name
from edmstudio.interchange.importer import head
from edmstudio.interchange.locations import file_name


class PerTrack(Protocol):
    """What of an exporter is needed here."""

    suffix: str
    capability: Capability

    def is_one(self, path: Path) -> bool:
        """Whether a file that is there is of this format, and not somebody's lyrics, say."""
        ...


def write_each(
    tracks: Iterable[ExportTrack],
    target: Path,
    options: ExportOptions,
    *,
    exporter: PerTrack,
    text: Callable[[ExportTrack], str],
) -> ExportReport:
    """One file if `target` ends in the suffix and there is one track, else a folder of files.

    `text` gets each track with the cues that the options let leave.
    """
    suffix = exporter.suffix
    rest = iter(tracks)
    first = list(islice(rest, 2))
    single = len(first) == 1 and target.suffix.lower() == suffix
    if not single:
        made_folder(target)
    counts: Counter[str] = Counter()
    skipped = []
    taken: set[str] = set()
    for each in chain(first, rest):
        entry = replace(each, annotations=chosen_cues(each, options))
        path = target if single else target / _free(entry, suffix, taken)
        if head(path, 1) and not exporter.is_one(path):
            told = f"{path} is there already and is something else; it was left as it is."
            skipped.append(Skipped(entry.track.path, told))
            continue
        with replacing(path) as file:
            file.write(text(entry).encode("utf-8", "replace"))
        counts.update(_counted(entry.annotations, exporter.capability))
    return ExportReport(dict(counts), tuple(skipped))


def chosen_cues(entry: ExportTrack, options: ExportOptions) -> Annotations:
    """The annotations with the cues that the options let leave."""
    return replace(entry.annotations, cues=chosen(entry.annotations, (), options))


def _free(entry: ExportTrack, suffix: str, taken: set[str]) -> str:
    """The audio's own name, numbered where two tracks have the same."""
    stem = file_name(entry.track.path).rpartition(".")[0] or f"track {entry.track.track_id}"
    return free_name(safe_name(stem), taken, str.casefold) + suffix


def _counted(annotations: Annotations, capability: Capability) -> dict[str, int]:
    loops = sum(cue.end is not None for cue in annotations.cues)
    return {
        "tracks": 1,
        "grids": int(annotations.grid is not None and capability.grid),
        "sections": len(annotations.sections),
        "cues": len(annotations.cues) - loops,
        "loops": loops,
        "keys": int(annotations.key is not None and capability.key),
    }
