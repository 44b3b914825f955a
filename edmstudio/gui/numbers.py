"""Counted things in words: "1 track", "2,041 tracks"; and sizes of files."""

from PySide6.QtCore import QLocale

from edmstudio.gui.words import tr


def several(count: int, one: str, more: str) -> str:
    """A number with the noun that fits it; nouns are English and get translated here."""
    return f"{count:,} {tr(one if count == 1 else more)}"


PLURALS = {
    "tracks": "track", "files": "file", "grids": "grid", "cues": "cue", "loops": "loop",
    "sections": "section", "keys": "key", "playlists": "playlist", "entries": "entry",
    "changes": "change", "locked grids": "locked grid",
}  # fmt: skip


def listed(counts: dict[str, int]) -> str:
    """Such as "3 grids, 1 cue"; what is none is not said."""
    return ", ".join(
        several(count, PLURALS.get(name, name), name) for name, count in counts.items() if count
    )


def size_of_file(size: int) -> str:
    """Such as "0.2 MB", of 1,000,000 bytes each, as file managers say it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
