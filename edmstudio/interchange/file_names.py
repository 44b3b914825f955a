"""Names of files and playlists that every file system and program takes, none of them twice."""

from collections.abc import Callable

LONGEST = 200  # bytes; file systems take 255, and a number and a suffix follow
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}


def safe_name(name: str) -> str:
    """A name that every file system takes; empty ones and Windows' own devices get a line."""
    cleaned = "".join("_" if letter in '<>:"/\\|?*' or letter < " " else letter for letter in name)
    short = cleaned.strip(" .").encode("utf-8", "replace")[:LONGEST]
    kept = short.decode("utf-8", "ignore").rstrip(" .")
    return f"{kept}_" if not kept or kept.split(".")[0].lower() in RESERVED else kept


def free_name(name: str, taken: set[str], by: Callable[[str], str] = str) -> str:
    """The name, numbered where it is taken already; it is taken from then on.

    `by` gives the form in which two names are one, such as `str.casefold`.
    """
    number, free = 2, name
    while by(free) in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(by(free))
    return free
