"""Audio files whose tags DJ programs write, one by one or below a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = {".mp3", ".wav", ".aif", ".aiff", ".flac", ".ogg", ".m4a", ".mp4"}
SOUND = SUFFIXES | {".aac", ".opus", ".wma", ".wv", ".ape", ".m4b"}  # tagged or not


def is_audio(path: Path) -> bool:
    """By the name alone."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def audio_below(folder: Path) -> Iterator[Path]:
    """Audio files in the order of their names; links to folders are not followed."""
    for root, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(root, name) for name in sorted(files) if is_audio(Path(name)))
