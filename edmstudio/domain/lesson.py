"""One corrected track as a lesson: what a person decided of it, and what they let stand."""

import re
from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.track import stem

_EXTRA = re.compile(
    r"\s*[\(\[].*?[\)\]]|\s+(?:feat|ft)\.?\s.*$|\s+-\s+.*(?:mix|edit|remix|dub)\b.*$"
)
STANDING = 0.5  # what a fact counts that was let stand on a track where others were corrected


@dataclass(frozen=True, slots=True)
class Lesson:
    """One track that a person worked on.

    Attributes
    ----------
    payload : str
        Hash of its audio.
    path : str
        Where its file was last seen.
    group : str
        The same for tracks that may share music: remixes, edits, other encodings.
    seconds : float
    held : Annotations
        All that holds.
    decided : frozenset of Fact
        What the person decided; the rest is what was let stand.
    revision : int
        Number of the last revision of the track.
    """

    payload: str
    path: str
    group: str
    seconds: float
    held: Annotations
    decided: frozenset[Fact]
    revision: int = 0

    def weight(self, fact: Fact) -> float:
        """How much its word on a kind of fact counts, 0 to 1."""
        return 1.0 if fact in self.decided else STANDING


def title_stem(title: str, path: str) -> str:
    """What a track's name shares with its remixes, edits and further encodings.

    Who made it does not count: a remix is often filed under the remixer.
    """
    name = (title or stem(path)).casefold()
    return re.sub(r"[^\w]+", " ", _EXTRA.sub("", name)).strip() or name
