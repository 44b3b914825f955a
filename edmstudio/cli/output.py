"""Results on stdout, as JSON Lines for a program or as text for a person; trouble on stderr."""

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.progress import Bar
from edmstudio.domain.refused import Refused

if TYPE_CHECKING:
    from edmstudio.jobs.job import Progress

Record = dict[str, Any]


class Output:
    """Where a command's results go, and whether any input failed."""

    def __init__(self) -> None:
        self.as_json = False
        self.failures = 0
        self.results = 0
        self._bar: Bar | None = None

    @property
    def told(self) -> bool:
        """Whether anything was said of any input."""
        return bool(self.results or self.failures)

    def bar(self, what: str) -> Callable[["Progress"], None]:
        """Progress of something long, on stderr."""
        self.clear()
        self._bar = Bar(what, sys.stderr)
        return self._bar

    def clear(self) -> None:
        """Wipe the bar away until it is drawn again."""
        if self._bar is not None:
            self._bar.clear()

    def record(self, record: Record, told: Callable[[Record], str]) -> None:
        """One result: the record itself, or what `told` makes of it for a person."""
        self.clear()
        self.results += 1
        click.echo(as_line(record) if self.as_json else told(record))

    def say(self, sentence: str) -> None:
        """A sentence beside the results; programs needn't read it."""
        self.clear()
        click.echo(sentence, err=True)

    def failure(self, path: str, reason: Exception) -> None:
        """An error record on stdout, or its sentence on stderr; the call ends with status 1."""
        from edmstudio.app import records

        record = (
            records.failed(path, reason)
            if isinstance(reason, Refused)
            else records.bug(path, reason)
        )
        if self.as_json:
            self.clear()
            click.echo(as_line(record))
        self.trouble(path, record["error"]["message"])

    def trouble(self, path: str, sentence: str) -> None:
        """Count a failure that a record tells of already, and tell a person too."""
        self.failures += 1
        if not self.as_json:
            self.say(f"{path}: {sentence}" if path and path not in sentence else sentence)


def as_line(record: Record) -> str:
    """JSON in one line; what UTF-8 can't hold is escaped."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    return text.encode("utf-8", "backslashreplace").decode()
