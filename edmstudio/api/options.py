"""Words of a script as the values that the use cases take."""

from enum import StrEnum
from typing import TypeVar

from edmstudio.domain.refused import Refused
from edmstudio.interchange.exporter import CuePolicy, ExportOptions, KeyNotation, SectionsAs
from edmstudio.jobs.executors import Inline, Place, Processes

Choice = TypeVar("Choice", bound=StrEnum)


def export_options(
    *, cues: str = "all", sections: str = "nothing", keys: str = "classic", memory_cues: bool
) -> ExportOptions:
    """The options of an export; `Refused` where a word is none of them."""
    return ExportOptions(
        cues=_chosen(CuePolicy, cues),
        sections=_chosen(SectionsAs, sections),
        keys=_chosen(KeyNotation, keys),
        memory_cues=memory_cues,
    )


def place(jobs: int) -> Place:
    """Where long work runs: in this process, or in several of its own."""
    return Inline() if jobs == 1 else Processes(jobs)


def _chosen(kind: type[Choice], word: str) -> Choice:
    try:
        return kind(word)
    except ValueError as error:
        raise Refused(f"“{word}” is none of {', '.join(kind)}.") from error
