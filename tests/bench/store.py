"""SIGKILLs at random moments of a writing process: what is lost, what is damaged."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store.killing import kill_writers

FLOORS = {"kills": 200, "lost": 0, "corrupt": 0}


def measure(kills: int = 200) -> dict[str, float]:
    """Figures of `kills` kills of one growing library."""
    with TemporaryDirectory() as folder:
        toll = kill_writers(Path(folder) / "library.db", kills)
    return {
        "kills": toll.kills,
        "acknowledged": toll.acknowledged,
        "lost": toll.lost,
        "corrupt": toll.corrupt,
    }
