"""The words in which the story is told, whichever way it goes."""

from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from edmstudio.app.places import Places
from edmstudio.domain.suspicion import Verdict
from edmstudio.store.library import Library
from tests.reports.loop.music import Collection
from tests.reports.loop.person import Mend, Person

Record = dict[str, Any]


def learned(record: Record) -> Record:
    """Of what `retrain` prints, what does not differ from run to run."""
    names = ("promoted", "level", "reason", "before", "after", "train_tracks", "would_change")
    return {name: record[name] for name in names}


def given(answers: Counter[str]) -> int:
    """How many decisions there are among what is counted of them."""
    return sum(answers[verdict] for verdict in Verdict)


class Door(Protocol):
    """One way through the loop; `keys` counts what a person presses, by step."""

    name: str
    keys: Counter[str]

    def library(self) -> AbstractContextManager[Library]:
        """The library, to look at; nothing is written through it."""
        ...

    def bring_in(self, collection: Collection) -> None:
        """The folder of music, and what rekordbox says of it."""
        ...

    def analyse(self) -> None:
        """Hear all tracks."""
        ...

    def look(self) -> int:
        """Look for doubts; how many questions there are."""
        ...

    def review(self, person: Person, most: int) -> Counter[str]:
        """Answer the first questions; how often which answer was given, and `tracks` corrected."""
        ...

    def mend(self, mends: list[Mend]) -> None:
        """Correct by hand."""
        ...

    def retrain(self) -> Record:
        """Learn from the corrections and hear all again; what came of it, as `learned`."""
        ...

    def export(self, format_name: str, target: Path) -> int:
        """Take everything out; how many tracks went."""
        ...

    def restore_tags(self, folder: Path) -> None:
        """Old tags back into the sound files."""
        ...

    def import_again(self, places: Places, collection: Collection, file: Path) -> None:
        """Into a library of its own that knows only the sound."""
        ...

    def close(self) -> None:
        """Let everything go."""
        ...
