"""Counted things in words: "1 track", "2,041 tracks"."""

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
