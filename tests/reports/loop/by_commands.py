"""The loop through the command line, as a script would go."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from edmstudio.app.places import Places
from edmstudio.domain.suspicion import Verdict
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from tests.reports.loop.doors import Record, given, learned
from tests.reports.loop.music import Collection
from tests.reports.loop.person import Mend, Person

Call = Callable[..., list[Record]]


def process(places: Places) -> Call:
    """Commands as processes of their own."""

    def call(*args: object) -> list[Record]:
        line = [sys.executable, "-m", "edmstudio", "--library", str(places.library), "--json"]
        done = subprocess.run([*line, *map(str, args)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"edmstudio {' '.join(map(str, args))}: {done.stdout}{done.stderr}")
        return [json.loads(text) for text in done.stdout.splitlines()]

    return call


class ByCommands:
    """Through the command line, as a script would."""

    name = "commands"

    def __init__(self, places: Places, calls: Callable[[Places], Call] = process) -> None:
        self._places, self._calls = places, calls
        self._call = calls(places)
        self.keys: Counter[str] = Counter()

    @contextmanager
    def library(self) -> Iterator[Library]:
        held = Library(self._places.library)
        try:
            yield held
        finally:
            held.close()

    def bring_in(self, collection: Collection) -> None:
        """Add the folder, then what rekordbox says."""
        self._call("add", collection.music)
        self._call("import", collection.xml)

    def analyse(self) -> None:
        """Hear all tracks."""
        self._call("analyze")

    def look(self) -> int:
        """Look for doubts; how many questions there are."""
        return len(self._call("queue"))

    def review(self, person: Person, most: int) -> Counter[str]:
        """One question after the other; as in the window, the next is chosen before the answer."""
        answers, chosen = Counter[str](), 0
        while given(answers) < most and (waiting := self._first()):
            number = chosen if chosen and self._waits(chosen) else waiting[0]
            chosen = next((each for each in waiting if each != number), 0)
            with self.library() as library:
                item = Queue(library).get(number)
                verdict = person.answer(library, item) if item else Verdict.SKIP
            (said,) = self._call("review", number, verdict, "--annotator", "ann")
            answers.update({str(verdict): 1, "tracks": len(said["corrected"])})
        return answers

    def _first(self) -> list[int]:
        """The numbers of the questions that are asked first."""
        return [record["item"] for record in self._call("queue", "--waiting", "--limit", 2)]

    def _waits(self, number: int) -> bool:
        with self.library() as library:
            return Queue(library).get(number) is not None

    def mend(self, mends: list[Mend]) -> None:
        """Correct by hand."""
        for mend in mends:
            if mend.energy:
                edit: list[object] = ["--energy", mend.energy]
            elif mend.key is not None:
                edit = ["--key", mend.key.camelot]
            else:
                edit = ["--grid", mend.seconds, f"{mend.bpm:.3f}", 1]
            self._call("edit", mend.path, *edit, "--annotator", "ann")

    def retrain(self) -> Record:
        """Learn from the corrections; what is better answers from then on."""
        return learned(self._call("retrain")[0])

    def export(self, format_name: str, target: Path) -> int:
        """Take it out."""
        (record,) = self._call("export", format_name, target)
        return int(record["tracks"])

    def restore_tags(self, folder: Path) -> None:
        """Old tags back."""
        self._call("restore", folder)

    def import_again(self, places: Places, collection: Collection, file: Path) -> None:
        """Into a library of its own that knows only the sound."""
        call = self._calls(places)
        call("add", collection.music)
        call("import", file)

    def close(self) -> None:
        """Nothing is open."""
